import { closeSync, fchmodSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AccessLogUnavailable } from './access-log.js';

/** The stored format, all of it in this file. Raised with every change that an older program would misread. */
export const accessFormat = 1;

/**
 * `read_of` finds reads by what is written in `content`; everything in it follows from there. Nothing is changed or
 * deleted; a row that would take another's place (INSERT OR REPLACE) is refused, as is one out of the order.
 */
const tables = `
  CREATE TABLE reads (number INTEGER PRIMARY KEY, at TEXT NOT NULL, subject TEXT NOT NULL, content TEXT NOT NULL,
    hash TEXT NOT NULL) STRICT;
  CREATE TABLE read_of (kind TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL REFERENCES reads (number),
    PRIMARY KEY (kind, id, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX read_by ON reads (subject, number);
  CREATE INDEX read_of_number ON read_of (number);
  CREATE TRIGGER reads_in_order BEFORE INSERT ON reads
    WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM reads)
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
  CREATE TRIGGER reads_unchanged BEFORE UPDATE ON reads
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
  CREATE TRIGGER reads_kept BEFORE DELETE ON reads
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
  CREATE TRIGGER read_of_new BEFORE INSERT ON read_of
    WHEN NEW.number IS NOT (SELECT max(number) FROM reads)
      OR EXISTS (SELECT 1 FROM read_of WHERE kind = NEW.kind AND id = NEW.id AND number = NEW.number)
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
  CREATE TRIGGER read_of_unchanged BEFORE UPDATE ON read_of
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
  CREATE TRIGGER read_of_kept BEFORE DELETE ON read_of
    BEGIN SELECT raise(ABORT, 'the access log only grows'); END;
`;

export interface AccessFileOptions {
  /** Only reads, beside a process that writes. The log must exist. */
  readonly readonly?: boolean;
  /** The file never grows beyond so many pages of 4 KiB. */
  readonly maxPages?: number;
  /** Milliseconds to wait for another process that writes: everybody waits with it. Default 2000. */
  readonly patience?: number;
}

/**
 * Opens the file of the access log, which is made, for its owner only, if it is not there. Several processes may
 * write it at once.
 * @throws AccessLogUnavailable
 */
export function openAccessFile(file: string, options: AccessFileOptions = {}): Database.Database {
  try {
    const path = resolve(file);
    if (!options.readonly) forItsOwner(path);
    return prepared(new Database(path, { readonly: options.readonly ?? false }), options);
  } catch (error) {
    throw unavailable(error);
  }
}

/** Whatever went wrong with the file, as the port promises it. */
export const unavailable = (error: unknown): AccessLogUnavailable =>
  error instanceof AccessLogUnavailable
    ? error
    : new AccessLogUnavailable('the access log cannot be used now', { cause: error });

/** What SQLite puts beside the file takes its mode. */
function forItsOwner(path: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    fchmodSync(file, 0o600);
  } finally {
    closeSync(file);
  }
}

function prepared(
  db: Database.Database,
  { readonly, maxPages, patience = 2_000 }: AccessFileOptions,
): Database.Database {
  try {
    db.pragma(`busy_timeout = ${patience}`);
    if (!readonly) {
      // the driver is built with NORMAL for WAL, which may lose the last commits when the power fails
      db.pragma('synchronous = FULL');
      if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
        throw new AccessLogUnavailable(
          'the file system of the access log does not support a write-ahead log',
        );
      makeTables(db);
      if (maxPages) db.pragma(`max_page_count = ${maxPages}`);
    }
    const format = formatOf(db);
    if (format !== accessFormat)
      throw new AccessLogUnavailable(`the access log has the unknown format ${format}`);
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const formatOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));
const isEmpty = (db: Database.Database): boolean =>
  db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;

/** Files made before had to be read through from end to end for the ids of one read. */
const laterIndex = `CREATE INDEX IF NOT EXISTS read_of_number ON read_of (number)`;

/** Two processes may come here at once: the second finds the tables made. */
function makeTables(db: Database.Database): void {
  if (formatOf(db) === accessFormat) db.exec(laterIndex);
  if (!isEmpty(db)) return;
  const fill = db.transaction(() => {
    if (!isEmpty(db)) return;
    db.exec(tables);
    db.pragma(`user_version = ${accessFormat}`);
  });
  fill.immediate();
}
