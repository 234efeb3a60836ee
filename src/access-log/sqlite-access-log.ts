import type Database from 'better-sqlite3';
import { openAccessFile, unavailable, type AccessFileOptions } from './access-file.js';
import {
  AccessLogUnavailable,
  type CaseRead,
  type LoggedRead,
  type Part,
  type ReadsOf,
} from './access-log.js';
import type { Link } from './chain.js';
import { Gathered } from './gathered.js';
import { ChainBroken, KeptAccessLog, type KeptRead } from './kept-reads.js';
import { ReadTable } from './read-table.js';

/** The access log in one SQLite file. Reads that wait at the same time share one transaction, and so one sync. */
export class SqliteAccessLog extends KeptAccessLog {
  private readonly table: ReadTable;
  private readonly gathered: Gathered<CaseRead>;
  private closed = false;

  private constructor(private readonly db: Database.Database) {
    super();
    this.table = new ReadTable(db);
    const appendAll = db.transaction((group: readonly CaseRead[]) => this.table.append(group));
    this.gathered = new Gathered(group => attempt(() => appendAll.immediate(group)));
  }

  /** Opens the log in `file`, in a directory that exists; one that is not there is made. @throws AccessLogUnavailable */
  static open(file: string, options?: AccessFileOptions): SqliteAccessLog {
    return new SqliteAccessLog(openAccessFile(file, options));
  }

  /** How many transactions were committed since the log was opened. */
  get commits(): number {
    return this.gathered.groups;
  }

  async append(read: CaseRead): Promise<void> {
    if (this.closed) throw new AccessLogUnavailable('the access log is closed');
    await this.gathered.add(read);
  }

  async reads(of: ReadsOf, part: Part): Promise<readonly LoggedRead[]> {
    return attempt(() => this.table.reads(of, part));
  }

  async kept(after: number, limit: number): Promise<readonly KeptRead[]> {
    return attempt(() => this.table.kept(after, limit));
  }

  async strayIds(): Promise<number> {
    return attempt(() => this.table.strayIds());
  }

  async takeOver(links: readonly Link[]): Promise<void> {
    attempt(() => this.db.transaction(() => this.table.takeOver(links)).immediate());
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.gathered.drained();
    this.db.close();
  }
}

function attempt<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof ChainBroken ? error : unavailable(error);
  }
}
