import type Database from 'better-sqlite3';
import { openAccessFile, unavailable, type AccessFileOptions } from './access-file.js';
import {
  AccessLog,
  AccessLogUnavailable,
  type CaseRead,
  type LoggedRead,
  type Part,
  type ReadsOf,
} from './access-log.js';
import { ReadTable } from './read-table.js';

interface Waiting {
  readonly read: CaseRead;
  readonly written: () => void;
  readonly failed: (error: AccessLogUnavailable) => void;
}

/** The access log in one SQLite file. Reads that wait at the same time share one transaction, and so one sync. */
export class SqliteAccessLog extends AccessLog {
  private readonly table: ReadTable;
  private readonly appendAll;
  private commitCount = 0;
  private waiting: Waiting[] = [];
  private closed = false;

  private constructor(private readonly db: Database.Database) {
    super();
    this.table = new ReadTable(db);
    this.appendAll = db.transaction((group: readonly Waiting[]) => {
      for (const { read } of group) this.table.append(read);
    });
  }

  /** Opens the log in `file`, in a directory that exists; one that is not there is made. @throws AccessLogUnavailable */
  static open(file: string, options?: AccessFileOptions): SqliteAccessLog {
    return new SqliteAccessLog(openAccessFile(file, options));
  }

  /** How many transactions were committed since the log was opened. */
  get commits(): number {
    return this.commitCount;
  }

  append(read: CaseRead): Promise<void> {
    if (this.closed) return Promise.reject(new AccessLogUnavailable('the access log is closed'));
    // runs after the event loop has taken in whatever arrived meanwhile
    if (this.waiting.length === 0) setImmediate(() => this.flush());
    return new Promise((written, failed) => this.waiting.push({ read, written, failed }));
  }

  async reads(of: ReadsOf, part: Part): Promise<readonly LoggedRead[]> {
    try {
      return this.table.reads(of, part);
    } catch (error) {
      throw unavailable(error);
    }
  }

  close(): void {
    if (this.closed) return;
    this.flush();
    this.closed = true;
    this.db.close();
  }

  private flush(): void {
    const group = this.waiting;
    this.waiting = [];
    if (group.length === 0) return;
    try {
      this.appendAll.immediate(group);
      this.commitCount++;
    } catch (error) {
      for (const { failed } of group) failed(unavailable(error));
      return;
    }
    for (const { written } of group) written();
  }
}
