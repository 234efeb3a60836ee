/**
 * What runs in the thread that writes a SQLite file: one statement after the other, in the order they are asked for.
 * It is loaded by itself, so nothing here imports code of ours.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';

type Statement = Database.Statement<unknown[]>;
type Cell = string | number | null;

/** How a file is opened. */
export interface FileOptions {
  /** An absolute path: such a one is never taken for a URI. */
  readonly file: string;
  /** Milliseconds to wait for a lock that another holds. */
  readonly patience: number;
  readonly maxPages: number | undefined;
}

interface Rows {
  /** The cells of all rows, one row after the other. */
  readonly cells: readonly Cell[];
  readonly width: number;
}

interface Once {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** How many rows it is to change; else it fails with the number by which that is known as its code. */
  readonly expected?: { readonly changes: number; readonly known: number };
}

interface ForEach extends Rows {
  readonly sql: string;
  /** By which cells of theirs the rows are to be put in order before. */
  readonly order?: readonly number[];
}

/** Rows that are to be the only ones among those that `sql` finds. */
interface Replacing extends Rows {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Writes a row, whether it is there or not. */
  readonly write: string;
  /** Writes one that is there and differs in no column that is indexed. */
  readonly amend: string;
  /** Takes away the row with a key. */
  readonly remove: string;
  /** Where in a row the cells of its key are. */
  readonly key: readonly number[];
  /** Of each column whether it is of the key or an index. */
  readonly indexed: readonly boolean[];
}

/** What is to be done with one statement, once or for each of some rows, or with several. */
export type Told = Once | ForEach | Replacing;

/**
 * What is wanted; no more where it is undefined. What is `quiet` is not answered: if it fails, whatever comes next is not
 * done but answered so, until the transaction is rolled back.
 */
export type Wish = (Told & { readonly quiet?: boolean }) | undefined;

/** What it came to. An error of the driver is told by its code: its class does not pass from thread to thread. */
export type Answer =
  | { readonly rows: unknown[] }
  | { readonly changes: number; readonly lastInsertRowid: number | bigint }
  | { readonly code: string | number | undefined; readonly message: string };

/** Pages of 4 KiB that gather before they are written into the file. */
const logPages = 2_000;

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
  code: (error as { readonly code?: string | number }).code,
  message: error instanceof Error ? error.message : String(error),
});

function rowsOf({ cells, width }: Rows): (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  for (let at = 0; at < cells.length; at += width) rows.push(cells.slice(at, at + width));
  return rows;
}

function by(places: readonly number[]): (a: readonly Cell[], b: readonly Cell[]) => number {
  return (a, b) => {
    const at = places.find(place => a[place] !== b[place]);
    return at === undefined ? 0 : a[at]! < b[at]! ? -1 : 1;
  };
}

/** Does what is wished until nothing more is. */
function serve(port: NonNullable<typeof parentPort>): void {
  let db: Database.Database;
  try {
    db = open(workerData as FileOptions);
  } catch (error) {
    port.postMessage(failure(error));
    return;
  }
  const statements = new LRUCache<string, Statement>({ max: 500 });
  const prepared = (sql: string): Statement => {
    const statement = statements.get(sql) ?? db.prepare<unknown[]>(sql);
    statements.set(sql, statement);
    return statement;
  };
  const nothing: Answer = { changes: 0, lastInsertRowid: 0 };
  const once = ({ sql, parameters, expected }: Once): Answer => {
    // a full disk, for one, has SQLite roll back by itself; to do it again would hide why
    if (sql === 'rollback' && !db.inTransaction) return nothing;
    const statement = prepared(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    const result = statement.run(parameters);
    if (expected && result.changes !== expected.changes)
      throw Object.assign(new Error(`${result.changes} rows were changed`), { code: expected.known });
    return result;
  };
  const forEach = ({ sql, order, ...given }: ForEach): Answer => {
    const statement = prepared(sql);
    const rows = rowsOf(given);
    if (order) rows.sort(by(order));
    for (const row of rows) statement.run(row);
    return nothing;
  };
  const replacing = ({ sql, parameters, key, indexed, ...given }: Replacing): Answer => {
    const keyOf = (row: readonly Cell[]): readonly Cell[] => key.map(n => row[n]!);
    const found = prepared(sql).raw().all(parameters) as readonly (readonly Cell[])[];
    const standing = new Map(found.map(row => [JSON.stringify(keyOf(row)), row]));
    const [write, amend, remove] = [given.write, given.amend, given.remove].map(prepared) as [
      Statement,
      Statement,
      Statement,
    ];
    for (const row of rowsOf(given)) {
      const text = JSON.stringify(keyOf(row));
      const was = standing.get(text);
      standing.delete(text);
      if (!was || row.some((cell, n) => indexed[n] && cell !== was[n])) write.run(row);
      else if (row.some((cell, n) => cell !== was[n])) amend.run(row);
    }
    for (const row of standing.values()) remove.run(keyOf(row));
    return nothing;
  };
  const answer = (wish: Told): Answer => {
    if ('key' in wish) return replacing(wish);
    return 'cells' in wish ? forEach(wish) : once(wish);
  };
  let failed: Answer | undefined;
  const done = (wish: NonNullable<Wish>): Answer => {
    if (wish.sql === 'rollback') failed = undefined;
    if (failed) return failed;
    try {
      return answer(wish);
    } catch (error) {
      if (wish.quiet) failed = failure(error);
      return failure(error);
    }
  };
  port.on('message', (wish: Wish) => {
    if (!wish) {
      db.close();
      port.close();
      return;
    }
    const told = done(wish);
    if (!wish.quiet) port.postMessage(told);
  });
  port.postMessage({ rows: [] } satisfies Answer);
}

if (parentPort) serve(parentPort);
