import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';
import { StoreUnavailable } from '../event-store/event-store.js';
import { sqliteCode } from '../event-store/sqlite/driver-error.js';

/** What passes by itself or with an operator's help; anything else is a mistake of ours or a damaged file. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM|READONLY|PERM|PROTOCOL)/;

/** The driver's error as the views' port promises it. */
export function translated(error: unknown): unknown {
  const code = sqliteCode(error);
  return code !== undefined && passing.test(code)
    ? new StoreUnavailable(`the views cannot be used now (${code})`, { cause: error })
    : error;
}

/** A SQLite file that is only read, as Kysely wants it: statements are prepared once, the driver's errors are the port's. */
export class SqliteFile implements SqliteDatabase {
  private readonly statements = new LRUCache<string, SqliteStatement>({ max: 500 });

  private constructor(private readonly db: Database.Database) {}

  /** @param patience milliseconds to wait for a lock that another holds @throws StoreUnavailable */
  static open(file: string, patience: number): SqliteFile {
    try {
      // an absolute path is never taken for a URI
      return new SqliteFile(new Database(resolve(file), { readonly: true, timeout: patience }));
    } catch (error) {
      throw new StoreUnavailable('the file of the views cannot be opened', { cause: error });
    }
  }

  prepare(sql: string): SqliteStatement {
    if (!this.db.open) throw new StoreUnavailable('the views are closed');
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.attempt(() => this.db.prepare(sql));
    const guarded: SqliteStatement = {
      reader: statement.reader,
      all: parameters => this.attempt(() => statement.all(parameters)),
      run: parameters => this.attempt(() => statement.run(parameters)),
      iterate: parameters => this.attempt(() => statement.iterate(parameters)),
    };
    this.statements.set(sql, guarded);
    return guarded;
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translated(error);
    }
  }
}
