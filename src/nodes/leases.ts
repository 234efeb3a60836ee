import { Postgres } from '../postgres/postgres.js';

/** Taken before the table is made: two nodes that start at once must not both try. Any number that only we use. */
const making = 4_715_301_286;

const table = `
  SELECT pg_advisory_xact_lock(${making});
  CREATE TABLE IF NOT EXISTS node_lease (
    name   text COLLATE "C" PRIMARY KEY,
    holder text NOT NULL,
    node   text NOT NULL,
    until  timestamptz NOT NULL
  )`;

const take = `
  INSERT INTO node_lease AS lease (name, holder, node, until)
  VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE
    SET holder = excluded.holder, node = excluded.node,
        until = clock_timestamp() + $4 * interval '1 millisecond'
    WHERE lease.holder = excluded.holder OR lease.until <= clock_timestamp()`;

const renew = `
  UPDATE node_lease SET until = clock_timestamp() + $3 * interval '1 millisecond'
  WHERE name = $1 AND holder = $2 AND until > clock_timestamp()`;

/**
 * Leases in PostgreSQL: who holds what, and until when. Its clock alone decides whether one has ended; the clocks of
 * the nodes are never compared with it.
 */
export class Leases {
  private constructor(
    private readonly database: Postgres,
    /** By which operators know this node. */
    private readonly node: string,
  ) {}

  /**
   * @param patience milliseconds for an answer of the database
   * @throws StoreUnavailable
   */
  static async open(url: string, node: string, patience = 1_000): Promise<Leases> {
    const database = Postgres.open(url, {
      // not among the connections of the views: no query, however slow, may cost the lease
      most: 2,
      connectTimeout: patience,
      statementTimeout: patience,
      silence: 0,
      name: 'teilhabe leases',
    });
    const leases = new Leases(database, node);
    try {
      await leases.ask(table);
      return leases;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Takes a lease that is free, has ended or is the holder's already. @throws StoreUnavailable */
  async take(name: string, holder: string, life: number): Promise<boolean> {
    return (await this.ask(take, [name, holder, this.node, life])) === 1;
  }

  /** Lengthens a lease; one that has ended is lost, also where nobody took it. @throws StoreUnavailable */
  async renew(name: string, holder: string, life: number): Promise<boolean> {
    return (await this.ask(renew, [name, holder, life])) === 1;
  }

  /** Lets others have it at once. @throws StoreUnavailable */
  async giveBack(name: string, holder: string): Promise<void> {
    await this.ask('DELETE FROM node_lease WHERE name = $1 AND holder = $2', [name, holder]);
  }

  /**
   * How many leases whose names begin so, but for this one, are held or ended within so many milliseconds without
   * being given back. @throws StoreUnavailable
   */
  async others(prefix: string, name: string, within: number): Promise<number> {
    return this.ask(
      `SELECT FROM node_lease WHERE starts_with(name, $1) AND name <> $2
       AND until > clock_timestamp() - $3 * interval '1 millisecond'`,
      [prefix, name, within],
    );
  }

  /** Forgets leases that ended so many milliseconds ago. @throws StoreUnavailable */
  async forget(prefix: string, endedBefore: number): Promise<void> {
    await this.ask(
      `DELETE FROM node_lease WHERE starts_with(name, $1)
       AND until < clock_timestamp() - $2 * interval '1 millisecond'`,
      [prefix, endedBefore],
    );
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** @returns how many rows it found or changed */
  private async ask(sql: string, values?: readonly unknown[]): Promise<number> {
    const { rowCount } = await this.database.query(sql, values);
    return rowCount ?? 0;
  }
}
