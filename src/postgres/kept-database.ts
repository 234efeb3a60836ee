import type { QueryResultRow } from 'pg';
import { StoreUnavailable } from '../event-store/event-store.js';
import { Postgres, type Connection } from './postgres.js';

/** Tables that are not made again from the log. */
export interface KeptTables {
  /** By which the format is known. */
  readonly name: string;
  /** Raised with every change that an older program would misread. */
  readonly format: number;
  /** Makes them: without a schema's name, so that they come to lie where the search path says. */
  readonly sql: string;
}

export interface KeptOptions {
  /** Milliseconds to wait for an answer. Default 10,000. */
  readonly patience?: number;
  /** Makes nothing: the tables must be there. */
  readonly readonly?: boolean;
  /** How many connections it opens at most. Default 4. */
  readonly connections?: number;
}

/** Whether the database could not be used, as opposed to being asked something wrong. */
export const isUnavailable = (error: unknown): error is StoreUnavailable => error instanceof StoreUnavailable;

const formats = `
  CREATE TABLE IF NOT EXISTS kept_formats (name TEXT COLLATE "C" PRIMARY KEY, format INT NOT NULL);
  CREATE OR REPLACE FUNCTION kept_only_grows() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $body$;
`;

/** What refuses to change or to take away rows of a table. */
export const onlyGrows = (table: string): string => `
  CREATE TRIGGER ${table}_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION kept_only_grows();
`;

/** Advisory locks are the whole database's: half a key says what for ("kept"), the other half which table. */
const lockOf = (table: string): string =>
  `SELECT pg_advisory_xact_lock((x'6b657074'::bigint << 32) | '${table}'::regclass::oid::bigint)`;
const lockOfMaking = `SELECT pg_advisory_xact_lock(hashtextextended('kept tables in ' || current_schema(), 0))`;

/**
 * On the disk when it is committed, whatever the server's default is; a stricter one is left as it is. A node that
 * sleeps within it loses it, so that the others go on.
 */
const begin = (patience: number): string => `
  BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
  SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') <> 'remote_apply';
  SET LOCAL idle_in_transaction_session_timeout = ${Math.min(patience, 5_000)}`;

/** What is kept in a PostgreSQL database beside the views: the access log, the policies' stops. */
export class KeptDatabase {
  private constructor(
    private readonly postgres: Postgres,
    private readonly patience: number,
  ) {}

  /** Opens the tables, which are made if they are not there. @throws StoreUnavailable */
  static async open(url: string, tables: KeptTables, options: KeptOptions = {}): Promise<KeptDatabase> {
    const { patience = 10_000, readonly = false, connections = 4 } = options;
    const database = new KeptDatabase(
      Postgres.open(url, {
        most: connections,
        connectTimeout: Math.min(patience, 5_000),
        statementTimeout: patience,
        name: `teilhabe ${tables.name}`,
      }),
      patience,
    );
    try {
      if (!readonly) await database.make(tables);
      await database.checkFormat(tables);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** One statement. @throws StoreUnavailable */
  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    return (await this.postgres.query<Row>(text, values)).rows;
  }

  /**
   * One transaction that nobody else writes `table` beside, and that is on the disk when this resolves.
   * @param first is asked when the others have ended; `work` gets the answer
   * @throws StoreUnavailable; where the connection broke in the commit it may stand all the same
   */
  alone<Row extends QueryResultRow, Result>(
    table: string,
    first: string,
    work: (rows: readonly Row[], connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    return this.within(`${lockOf(table)}; ${first}`, work);
  }

  close(): Promise<void> {
    return this.postgres.close();
  }

  private within<Row extends QueryResultRow, Result>(
    first: string,
    work: (rows: readonly Row[], connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    return this.postgres.transaction(`${begin(this.patience)}; ${first}`, work);
  }

  private async make({ name, format, sql }: KeptTables): Promise<void> {
    if ((await this.formatOf(name)) !== undefined) return;
    await this.within(`${lockOfMaking}; ${formats}`, async (_, connection) => {
      // another node may have made them while this one waited
      const { rowCount } = await connection.query('SELECT FROM kept_formats WHERE name = $1', [name]);
      if (rowCount) return;
      await connection.query(sql);
      await connection.query('INSERT INTO kept_formats (name, format) VALUES ($1, $2)', [name, format]);
    });
  }

  private async checkFormat({ name, format }: KeptTables): Promise<void> {
    const found = await this.formatOf(name);
    if (found === format) return;
    throw new StoreUnavailable(
      found === undefined ? `the database has no ${name}` : `the ${name} has the unknown format ${found}`,
    );
  }

  private async formatOf(name: string): Promise<number | undefined> {
    const [there] = await this.query<{ there: boolean }>(
      `SELECT to_regclass('kept_formats') IS NOT NULL AS there`,
    );
    if (!there!.there) return undefined;
    const [row] = await this.query<{ format: number }>('SELECT format FROM kept_formats WHERE name = $1', [
      name,
    ]);
    return row?.format;
  }
}
