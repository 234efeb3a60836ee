import { isUnavailable, KeptDatabase, type KeptOptions } from '../postgres/kept-database.js';
import {
  AccessLogUnavailable,
  type CaseRead,
  type LoggedRead,
  type Part,
  type ReadsOf,
} from './access-log.js';
import { asked } from './asked.js';
import { beginning, type Link } from './chain.js';
import { Gathered } from './gathered.js';
import { KeptAccessLog, linked, readIn, relinked, type KeptRead } from './kept-reads.js';
import { accessTables } from './postgres-tables.js';

type End = Pick<Link, 'number' | 'hash'>;

const last = 'SELECT number, hash FROM kept_reads ORDER BY number DESC LIMIT 1';
const add = `
  WITH new AS (INSERT INTO kept_reads (number, at, subject, content, hash)
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[]))
  INSERT INTO kept_read_of (kind, id, number) SELECT * FROM unnest($6::text[], $7::text[], $8::bigint[])`;
/** The ids of a page are fetched as one stretch of their index. */
const pageOf = `
  WITH page AS MATERIALIZED (SELECT * FROM kept_reads WHERE number > $1 ORDER BY number LIMIT $2),
    found AS (SELECT number, json_agg(json_build_array(kind, id) ORDER BY kind, id) AS ids FROM kept_read_of
      WHERE number BETWEEN (SELECT min(number) FROM page) AND (SELECT max(number) FROM page) GROUP BY number)
  SELECT number, at, subject, content, hash, coalesce(ids, '[]') AS ids FROM page LEFT JOIN found USING (number)
    ORDER BY number`;
const stray = 'NOT EXISTS (SELECT FROM kept_reads WHERE kept_reads.number = kept_read_of.number)';

/**
 * The access log in a PostgreSQL database, written by all nodes in one chain. Reads that wait at the same time share
 * one transaction.
 */
export class PostgresAccessLog extends KeptAccessLog {
  private readonly gathered = new Gathered<CaseRead>(reads => this.write(end => linked(end, reads)));
  private closed = false;

  private constructor(private readonly database: KeptDatabase) {
    super();
  }

  /** Opens the log in the search path of the address; one that is not there is made. @throws AccessLogUnavailable */
  static open(url: string, options?: KeptOptions): Promise<PostgresAccessLog> {
    return attempt(async () => new PostgresAccessLog(await KeptDatabase.open(url, accessTables, options)));
  }

  /** How many transactions were committed since the log was opened. */
  get commits(): number {
    return this.gathered.groups;
  }

  async append(read: CaseRead): Promise<void> {
    this.checkOpen();
    await this.gathered.add(read);
  }

  async reads(of: ReadsOf, part: Part): Promise<readonly LoggedRead[]> {
    const { sql, values } = asked({ reads: 'kept_reads', readOf: 'kept_read_of' }, of, part);
    let place = 0;
    const numbered = sql.replaceAll('?', () => `$${++place}`);
    return (await this.query<Link>(numbered, values)).map(readIn);
  }

  async kept(after: number, limit: number): Promise<readonly KeptRead[]> {
    return this.query<KeptRead>(pageOf, [after, limit]);
  }

  async strayIds(): Promise<number> {
    const [row] = await this.query<{ count: number }>(`SELECT count(*) FROM kept_read_of WHERE ${stray}`);
    return row!.count;
  }

  takeOver(links: readonly Link[]): Promise<void> {
    return this.write(end => relinked(end, links));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.gathered.drained();
    await this.database.close();
  }

  private write(after: (end: End) => readonly KeptRead[]): Promise<void> {
    return attempt(() =>
      this.database.alone<End, void>('kept_reads', last, async ([end], connection) => {
        const reads = after(end ?? { number: 0, hash: beginning });
        const ids = reads.flatMap(({ number, ids: found }) =>
          found.map(([kind, id]) => ({ kind, id, number })),
        );
        await connection.query(add, [
          reads.map(read => read.number),
          reads.map(read => read.at),
          reads.map(read => read.subject),
          reads.map(read => read.content),
          reads.map(read => read.hash),
          ids.map(({ kind }) => kind),
          ids.map(({ id }) => id),
          ids.map(({ number }) => number),
        ]);
      }),
    );
  }

  private query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]> {
    this.checkOpen();
    return attempt(() => this.database.query<Row>(sql, values));
  }

  private checkOpen(): void {
    if (this.closed) throw new AccessLogUnavailable('the access log is closed');
  }
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    throw new AccessLogUnavailable('the access log cannot be used now', { cause: error });
  }
}
