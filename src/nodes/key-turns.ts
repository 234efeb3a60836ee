import { Postgres, type Connection } from '../postgres/postgres.js';

/** Milliseconds to wait for the one before. */
const patience = 10_000;

/** Lets what is done under the same key wait its turn on all nodes, by a lock of the database that goes with a transaction. */
export class KeyTurns {
  private readonly database: Postgres;

  constructor(url: string) {
    this.database = Postgres.open(url, {
      // not among the connections of the views, which the work asks for while it holds one of these
      most: 5,
      statementTimeout: patience,
      name: 'teilhabe keys',
    });
  }

  /** @param key a UUID @throws StoreUnavailable, and what `work` throws */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const connection = await this.database.connect();
    try {
      await connection.query(`BEGIN; SELECT pg_advisory_xact_lock(${numberOf(key)})`);
      return await work();
    } finally {
      await this.end(connection);
    }
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private async end(connection: Connection): Promise<void> {
    await connection.query('COMMIT').catch(() => connection.discard());
    connection.release();
  }
}

/** The first half of a UUID; that two keys share it costs one of them a moment. */
const numberOf = (uuid: string): bigint =>
  BigInt.asIntN(64, BigInt(`0x${uuid.replaceAll('-', '').slice(0, 16)}`));
