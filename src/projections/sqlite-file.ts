import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { LRUCache } from 'lru-cache';
import { StoreUnavailable } from '../event-store/event-store.js';
import { sqliteCode } from '../event-store/sqlite/driver-error.js';

/** What passes by itself or with an operator's help; anything else is a mistake of ours or a damaged file. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM|READONLY|PERM|PROTOCOL)/;

function translated(error: unknown): unknown {
  const code = sqliteCode(error);
  return code !== undefined && passing.test(code)
    ? new StoreUnavailable(`the views cannot be used now (${code})`, { cause: error })
    : error;
}

const nothing = { changes: 0, lastInsertRowid: 0 };

interface Options {
  readonly readonly: boolean;
  /** Milliseconds to wait for a lock that another holds; meanwhile nothing else runs. */
  readonly patience: number;
  readonly maxPages: number | undefined;
}

/** A SQLite file as Kysely wants it: statements are prepared once, the driver's errors are the port's. */
export class SqliteFile implements SqliteDatabase {
  private readonly statements = new LRUCache<string, SqliteStatement>({ max: 500 });

  private constructor(private readonly db: Database.Database) {}

  /** @throws StoreUnavailable */
  static open(file: string, options: Options): SqliteFile {
    let db: Database.Database;
    try {
      // an absolute path is never taken for a URI
      db = new Database(resolve(file), { readonly: options.readonly, timeout: options.patience });
    } catch (error) {
      throw new StoreUnavailable('the file of the views cannot be opened', { cause: error });
    }
    try {
      if (!options.readonly) db.pragma('journal_mode = WAL');
      if (options.maxPages) db.pragma(`max_page_count = ${options.maxPages}`);
      // what a power failure takes from here is made again from the log
      db.pragma('synchronous = NORMAL');
      return new SqliteFile(db);
    } catch (error) {
      db.close();
      throw translated(error);
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
      run: parameters => this.attempt(() => (this.isDone(sql) ? nothing : statement.run(parameters))),
      iterate: parameters => this.attempt(() => statement.iterate(parameters)),
    };
    this.statements.set(sql, guarded);
    return guarded;
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }

  /** A full disk, for one, has SQLite roll back by itself; to do it again would hide why. */
  private isDone(sql: string): boolean {
    return sql === 'rollback' && !this.db.inTransaction;
  }

  private attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translated(error);
    }
  }
}
