import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../event-store.js';
import { StoreFormatTooNew } from '../store-format.js';
import { sqliteCode, translated } from './driver-error.js';

/** The stored format, all of it in this file. Raised with every change that an older program would misread. */
export const storeFormat = 1;

const tables = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL,
    UNIQUE (stream, revision),
    UNIQUE (stream, id)
  ) STRICT;
`;

export interface StoreFileOptions {
  /** Only reads, beside a process that writes. The store must exist. */
  readonly readonly?: boolean;
  /** The file never grows beyond so many pages of 4 KiB: an append that needs more finds the disk full. */
  readonly maxPages?: number;
}

/**
 * Opens the file of a store, which is made if it is not there.
 * @throws StoreFormatTooNew, StoreUnavailable
 */
export function openStoreFile(file: string, options: StoreFileOptions = {}): Database.Database {
  const db = connect(file, options.readonly ?? false);
  try {
    db.pragma('busy_timeout = 5000');
    if (isEmpty(db) && !options.readonly) make(db);
    checkFormat(db);
    db.pragma('foreign_keys = ON');
    if (options.readonly) return db;
    // the driver is built with NORMAL for WAL, which may lose the last commits when the power fails
    db.pragma('synchronous = FULL');
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
      throw new StoreUnavailable('the file system of the event store does not support a write-ahead log');
    if (options.maxPages) db.pragma(`max_page_count = ${options.maxPages}`);
    return db;
  } catch (error) {
    db.close();
    throw translated(error);
  }
}

export function readMeta(db: Database.Database, name: 'format' | 'store-id'): string {
  const value = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck().get(name);
  if (value === undefined) throw new StoreUnavailable(`the event store lacks its ${name}`);
  return value;
}

function connect(file: string, readonly: boolean): Database.Database {
  try {
    // an absolute path is never taken for a URI
    return new Database(resolve(file), { readonly });
  } catch (error) {
    throw new StoreUnavailable('the file of the event store cannot be opened', { cause: error });
  }
}

const isEmpty = (db: Database.Database): boolean =>
  db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;

/** Two processes may come here at once: the second finds the tables made. */
function make(db: Database.Database): void {
  const fill = db.transaction(() => {
    if (!isEmpty(db)) return;
    db.exec(tables);
    const add = db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)');
    add.run('format', String(storeFormat));
    add.run('store-id', randomUUID());
  });
  fill.immediate();
}

function checkFormat(db: Database.Database): void {
  let found: number;
  try {
    found = Number(readMeta(db, 'format'));
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_ERROR') throw error;
    throw new StoreUnavailable('the file is not an event store', { cause: error });
  }
  if (found > storeFormat) throw new StoreFormatTooNew(found, storeFormat);
  if (found !== storeFormat) throw new StoreUnavailable(`the event store has the unknown format ${found}`);
}
