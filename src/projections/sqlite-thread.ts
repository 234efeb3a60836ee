/**
 * What runs in the thread that writes a SQLite file: one statement after the other, in the order they are asked for.
 * It is loaded by itself, so nothing here imports code of ours.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

/** How a file is opened. */
export interface FileOptions {
  /** An absolute path: such a one is never taken for a URI. */
  readonly file: string;
  /** Milliseconds to wait for a lock that another holds. */
  readonly patience: number;
  readonly maxPages: number | undefined;
}

/** A statement that is wanted, once or for each of some rows, whose cells follow one another; none more where it is undefined. */
export type Wish =
  | { readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly sql: string; readonly cells: readonly unknown[]; readonly width: number }
  | undefined;

/** What it came to. An error of the driver is told by its code: its class does not pass from thread to thread. */
export type Answer =
  | { readonly rows: unknown[] }
  | { readonly changes: number; readonly lastInsertRowid: number | bigint }
  | { readonly code: string | undefined; readonly message: string };

/** Pages of 4 KiB that gather before they are written into the file. */
const logPages = 8_000;

function open({ file, patience, maxPages }: FileOptions): Database.Database {
  const db = new Database(file, { timeout: patience });
  try {
    db.pragma('journal_mode = WAL');
    if (maxPages) db.pragma(`max_page_count = ${maxPages}`);
    // what a power failure takes from here is made again from the log
    db.pragma('synchronous = NORMAL');
    // pages that change again and again reach the file the fewer times: the disk is the event store's too
    db.pragma(`wal_autocheckpoint = ${logPages}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const failure = (error: unknown): Answer => ({
  code: (error as { readonly code?: string }).code,
  message: error instanceof Error ? error.message : String(error),
});

/** Does what is wished until nothing more is. */
function serve(port: NonNullable<typeof parentPort>): void {
  let db: Database.Database;
  try {
    db = open(workerData as FileOptions);
  } catch (error) {
    port.postMessage(failure(error));
    return;
  }
  const statements = new LRUCache<string, Database.Statement<unknown[]>>({ max: 500 });
  const prepared = (sql: string): Database.Statement<unknown[]> => {
    const statement = statements.get(sql) ?? db.prepare<unknown[]>(sql);
    statements.set(sql, statement);
    return statement;
  };
  const nothing: Answer = { changes: 0, lastInsertRowid: 0 };
  const answer = (wish: NonNullable<Wish>): Answer => {
    // a full disk, for one, has SQLite roll back by itself; to do it again would hide why
    if (wish.sql === 'rollback' && !db.inTransaction) return nothing;
    const statement = prepared(wish.sql);
    if ('cells' in wish) {
      const { cells, width } = wish;
      for (let at = 0; at < cells.length; at += width) statement.run(cells.slice(at, at + width));
      return nothing;
    }
    const { parameters } = wish;
    return statement.reader ? { rows: statement.all(parameters) } : statement.run(parameters);
  };
  port.on('message', (wish: Wish) => {
    if (!wish) {
      db.close();
      port.close();
      return;
    }
    try {
      port.postMessage(answer(wish));
    } catch (error) {
      port.postMessage(failure(error));
    }
  });
  port.postMessage({ rows: [] } satisfies Answer);
}

if (parentPort) serve(parentPort);
