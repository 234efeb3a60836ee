import { setTimeout as wait } from 'node:timers/promises';
import pg, {
  type CustomTypesConfig,
  type Pool,
  type PoolClient,
  type QueryResult,
  type QueryResultRow,
} from 'pg';
import { postgresAddress } from './postgres-url.js';
import { breaksConnection, translated } from './trouble.js';

export interface PostgresOptions {
  /** Most connections that are open at once. */
  readonly most?: number;
  /** Milliseconds to wait for a connection, free or new. */
  readonly connectTimeout?: number;
  /** Milliseconds of one statement; the server ends it then. */
  readonly statementTimeout?: number;
  /** Milliseconds beyond that end in which the server's answer is waited for: then it is gone without a word. */
  readonly silence?: number;
  /** Milliseconds that a transaction may stand still, holding its locks, as when its process does. */
  readonly idleInTransaction?: number;
  /** Nothing is written through it. */
  readonly readonly?: boolean;
  /** By which an operator knows the connections. */
  readonly name?: string;
}

/** Something that takes statements: the pool, or the connection of a transaction. @throws StoreUnavailable */
export interface Asking {
  query<R extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<QueryResult<R>>;
}

const { int8, numeric } = { int8: 20, numeric: 1700 };
const bigNumbers: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format)) as never,
};

/** A server whose client's machine is gone lets go of its locks within half a minute. */
const serverSettings =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 ' +
  '-c client_min_messages=warning -c default_transaction_isolation=read\\ committed';

const goodbye = 2_000;

/**
 * Connections to a PostgreSQL database. int8 and numeric come back as numbers. Trouble that passes is
 * StoreUnavailable; lost connections are replaced by themselves.
 */
export class Postgres implements Asking {
  private closing: Promise<void> | undefined;

  private constructor(private readonly pool: Pool) {}

  /** Connects when it is first asked. @param url without faults */
  static open(url: string, options: PostgresOptions = {}): Postgres {
    const { most = 10, connectTimeout = 5_000, statementTimeout = 30_000, readonly = false } = options;
    const { silence = 5_000, idleInTransaction = 60_000 } = options;
    const { applicationName = options.name ?? 'teilhabe', options: own, ...address } = postgresAddress(url);
    const pool = new pg.Pool({
      ...address,
      password: address.password!,
      application_name: applicationName,
      options:
        `${serverSettings} -c idle_in_transaction_session_timeout=${idleInTransaction} ` +
        `-c default_transaction_read_only=${readonly ? 'on' : 'off'} ${own}`.trim(),
      max: most,
      connectionTimeoutMillis: connectTimeout,
      statement_timeout: statementTimeout,
      query_timeout: statementTimeout + silence,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types: bigNumbers,
    });
    // an idle connection that is lost is replaced; nobody waits for it
    pool.on('error', () => undefined);
    pool.on('connect', client => client.on('error', () => undefined));
    return new Postgres(pool);
  }

  /** A connection of one's own until it is released. @throws StoreUnavailable */
  async connect(): Promise<Connection> {
    try {
      return new Connection(await this.pool.connect());
    } catch (error) {
      throw translated(error);
    }
  }

  /** @throws StoreUnavailable */
  async query<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryResult<R>> {
    const connection = await this.connect();
    try {
      return await connection.query<R>(text, values);
    } finally {
      connection.release();
    }
  }

  /**
   * All or nothing: what `work` throws is rolled back.
   * @param begin statements in one text, of which the first begins the transaction; `work` gets the last one's rows
   * @throws StoreUnavailable; where the connection broke in the commit it may stand all the same
   */
  async transaction<Row extends QueryResultRow, Result>(
    begin: string,
    work: (rows: readonly Row[], connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.connect();
    try {
      // several statements are answered one by one, which the driver's types do not say
      const answers = [await connection.query<Row>(begin)].flat();
      const result = await work(answers.at(-1)!.rows, connection);
      const { command } = await connection.query('COMMIT');
      if (command !== 'COMMIT') throw new Error(`COMMIT was answered with ${command}`);
      return result;
    } catch (error) {
      // the first error says why; a connection that cannot even roll back is thrown away
      await connection.query('ROLLBACK').catch(() => connection.discard());
      throw error;
    } finally {
      connection.release();
    }
  }

  /** Resolves when all connections are closed, or after a while in which the server did not say goodbye. */
  close(): Promise<void> {
    this.closing ??= Promise.race([this.pool.end(), wait(goodbye, undefined, { ref: false })]);
    return this.closing;
  }
}

/** One connection; it is thrown away at its release if it was lost or nobody knows what it is at. */
export class Connection implements Asking {
  private broken = false;

  constructor(private readonly client: PoolClient) {}

  /** Of the server's process, as pg_stat_activity has it. */
  get processID(): number | undefined {
    return (this.client as { processID?: number }).processID;
  }

  async query<R extends QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<QueryResult<R>> {
    try {
      return await this.client.query<R>(text, [...values]);
    } catch (error) {
      if (breaksConnection(error)) this.broken = true;
      throw translated(error);
    }
  }

  /** It is closed at its release. */
  discard(): void {
    this.broken = true;
  }

  release(): void {
    this.client.release(this.broken);
  }
}
