import { extname, resolve } from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SqliteDialect } from 'kysely';
import { StoreUnavailable } from '../event-store/event-store.js';
import { translated } from './sqlite-file.js';
import type { Answer, FileOptions, Told, Wish } from './sqlite-thread.js';

type Statement = Pick<CompiledQuery, 'sql' | 'parameters'>;
type Waiting = PromiseWithResolvers<Exclude<Answer, { readonly message: string }>>;

/**
 * The connection that writes a SQLite file, in a thread of its own: a transaction, its sync and its wait for another's
 * lock hold up nobody else. Statements are answered in the order in which they are asked.
 */
export class SqliteWriter implements DatabaseConnection {
  private readonly waiting: Waiting[] = [];
  private closed = false;
  /** What is told where something of the transaction does not change what it is to change. */
  private readonly expectations: Error[] = [];

  private constructor(private readonly thread: Worker) {
    thread.on('message', (answer: Answer) => this.settle(answer));
    thread.on('error', error => this.end(error));
    thread.on('exit', () => this.end(new StoreUnavailable('the views are closed')));
  }

  /** Opens a file, which is made if it is not there. @throws StoreUnavailable */
  static async open(file: string, options: Omit<FileOptions, 'file'>): Promise<SqliteWriter> {
    // as this module is: compiled, or as it was written
    const source = new URL(`./sqlite-thread${extname(import.meta.url)}`, import.meta.url);
    const workerData: FileOptions = { file: resolve(file), ...options };
    const writer = new SqliteWriter(new Worker(source, { workerData }));
    try {
      await writer.next();
      return writer;
    } catch (error) {
      throw new StoreUnavailable('the file of the views cannot be opened', { cause: error });
    }
  }

  async executeQuery<R>({ sql, parameters }: Statement): Promise<QueryResult<R>> {
    const answer = await this.ask({ sql, parameters });
    if ('rows' in answer) return { rows: answer.rows as R[] };
    return {
      insertId: BigInt(answer.lastInsertRowid),
      numAffectedRows: BigInt(answer.changes),
      rows: [],
    };
  }

  /** Begins a transaction. */
  begin(): void {
    this.expectations.length = 0;
    this.tell({ sql: 'begin', parameters: [] });
  }

  /** Something of a transaction whose result nobody needs: if it fails, whoever asks next is told. */
  tell(wish: Told): void {
    this.post({ ...wish, quiet: true });
  }

  /** A statement of a transaction that is to change so many rows; if it does not, whoever asks next is told `otherwise`. */
  expect({ sql, parameters }: Statement, changes: number, otherwise: Error): void {
    const known = this.expectations.push(otherwise) - 1;
    this.tell({ sql, parameters, expected: { changes, known } });
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /** What was asked before is done. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.thread.ref();
    const exit = once(this.thread, 'exit');
    this.thread.postMessage(undefined satisfies Wish);
    await exit;
  }

  private ask(wish: Told): Waiting['promise'] {
    this.post(wish);
    return this.next();
  }

  private post(wish: NonNullable<Wish>): void {
    if (this.closed) throw new StoreUnavailable('the views are closed');
    this.thread.postMessage(wish);
  }

  /** Resolves with the next answer that nobody waits for yet. Meanwhile it keeps the process. */
  private next(): Waiting['promise'] {
    const waiting: Waiting = Promise.withResolvers();
    this.waiting.push(waiting);
    this.thread.ref();
    return waiting.promise;
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.shift()!;
    if (this.waiting.length === 0 && !this.closed) this.thread.unref();
    if ('message' in answer) waiting.reject(this.errorOf(answer));
    else waiting.resolve(answer);
  }

  private errorOf({ code, message }: Extract<Answer, { readonly message: string }>): unknown {
    if (typeof code === 'number') return this.expectations[code];
    return translated(Object.assign(new Error(message), { code }));
  }

  private end(error: unknown): void {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

/** SQLite as Kysely knows it, over a connection in a thread. */
export class SqliteWriterDialect extends SqliteDialect {
  constructor(private readonly writer: SqliteWriter) {
    super({ database: () => Promise.reject(new Error('it is opened in its thread')) });
  }

  override createDriver(): Driver {
    const { writer } = this;
    const run = async (sql: string): Promise<void> =>
      void (await writer.executeQuery(CompiledQuery.raw(sql)));
    return {
      init: async () => undefined,
      acquireConnection: async () => writer,
      beginTransaction: async () => writer.begin(),
      commitTransaction: () => run('commit'),
      rollbackTransaction: () => run('rollback'),
      releaseConnection: async () => undefined,
      destroy: () => writer.close(),
    };
  }
}
