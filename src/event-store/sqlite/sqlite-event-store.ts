import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { checkLimit } from '../checked-append.js';
import type { AppendReceipt, EventData, ExpectedRevision, ReadOptions, StoredEvent } from '../event-store.js';
import { EventStore, StoreUnavailable } from '../event-store.js';
import { checkedAppend } from './checked-append.js';
import { CommitSignal } from './commit-signal.js';
import { isStoreTrouble, translated } from './driver-error.js';
import type { Append } from './event-table.js';
import { EventTable, stored } from './event-table.js';
import type { Outcome } from './group-commit.js';
import { GroupCommit } from './group-commit.js';
import { KnownEnds } from './known-ends.js';
import { fromPosition } from './position.js';
import type { StoreFileOptions } from './store-file.js';
import { openStoreFile, readMeta } from './store-file.js';

/**
 * The embedded store: one SQLite file. Positions are dense integers from 1, as 16 digits. Appends that wait at the
 * same time share one transaction, which is on the disk before any of them is answered.
 */
export class SqliteEventStore extends EventStore {
  readonly storeId: string;
  private readonly events: EventTable;
  private readonly signal: CommitSignal;
  private readonly ends: KnownEnds;
  private readonly group: GroupCommit<Append, AppendReceipt>;
  private readonly writeGroup;
  private commitCount = 0;
  private closed = false;

  private constructor(private readonly db: Database.Database) {
    super();
    this.storeId = readMeta(db, 'store-id');
    this.events = new EventTable(db);
    const fileVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
    this.signal = new CommitSignal(() => fileVersion.get());
    this.ends = new KnownEnds(() => fileVersion.get());
    const write = db.transaction((append: Append) => this.events.append(append));
    this.writeGroup = db.transaction((group: readonly Append[]) =>
      group.map(append => attempt(() => write(append))),
    );
    this.group = new GroupCommit(group => this.commit(group));
  }

  /**
   * Opens the store in `file`, in a directory that exists; a store that is not there is made.
   * @throws StoreFormatTooNew, StoreUnavailable
   */
  static open(file: string, options?: StoreFileOptions): SqliteEventStore {
    const db = openStoreFile(file, options);
    try {
      return new SqliteEventStore(db);
    } catch (error) {
      db.close();
      throw translated(error);
    }
  }

  /** How many transactions were committed since the store was opened, for metrics. */
  get commits(): number {
    return this.commitCount;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
  ): Promise<AppendReceipt> {
    const append = checkedAppend(stream, expected, events);
    this.ensureOpen();
    if (this.db.readonly) throw new StoreUnavailable('the event store was opened for reading only');
    return this.group.add(append);
  }

  async readStream(stream: string, options: ReadOptions = {}): Promise<readonly StoredEvent[]> {
    const { direction = 'forward', limit } = options;
    const from = options.from ?? (direction === 'forward' ? 0 : Number.MAX_SAFE_INTEGER);
    if (direction === 'forward' && limit === undefined) return this.read(() => this.rest(stream, from));
    return this.read(events => events.ofStream(stream, direction, from, checkedLimit(limit)));
  }

  private rest(stream: string, from: number): readonly StoredEvent[] {
    const known = this.ends.since(stream, from);
    if (known) return known.map(stored);
    const events = this.events.ofStream(stream, 'forward', from, checkedLimit(undefined));
    this.ends.read(stream, from, events.at(-1)?.revision);
    return events;
  }

  async readAll(after: string | undefined, limit: number): Promise<readonly StoredEvent[]> {
    return this.read(events => events.after(fromPosition(after), checkedLimit(limit)));
  }

  override async skim(
    after: string | undefined,
    limit: number,
    types: ReadonlySet<string>,
  ): Promise<readonly StoredEvent[]> {
    return this.read(events => events.skimmed(fromPosition(after), checkedLimit(limit), types));
  }

  async head(): Promise<string | undefined> {
    return this.read(events => events.head());
  }

  async newest(): Promise<StoredEvent | undefined> {
    return this.read(events => events.newest());
  }

  async *subscribe(
    after: string | undefined,
    { signal, limit = 500 }: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    let position = after;
    while (!signal.aborted) {
      const { seen } = this.signal;
      const batch = await this.readAll(position, limit);
      if (batch.length === 0) {
        await this.signal.after(seen, signal);
        continue;
      }
      position = batch.at(-1)!.position;
      yield batch;
      // reading is synchronous: without a pause here, catching up would leave nobody else a turn
      await afterOtherWork();
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.group.flush();
    this.signal.announce();
    try {
      this.db.close();
    } catch (error) {
      throw translated(error);
    }
  }

  private commit(group: readonly Append[]): readonly Outcome<AppendReceipt>[] {
    try {
      const outcomes = this.writeGroup.immediate(group);
      this.commitCount++;
      for (const [n, outcome] of outcomes.entries())
        if ('result' in outcome) this.ends.appended(group[n]!, outcome.result);
      this.signal.announce();
      return outcomes;
    } catch (error) {
      throw translated(error);
    }
  }

  private read<T>(question: (events: EventTable) => T): T {
    this.ensureOpen();
    try {
      return question(this.events);
    } catch (error) {
      throw translated(error);
    }
  }

  private ensureOpen(): void {
    if (this.closed) throw new StoreUnavailable('the event store is closed');
  }
}

/** What concerns one append stays with it (its savepoint is rolled back); trouble of the store ends the group. */
function attempt(append: () => AppendReceipt): Outcome<AppendReceipt> {
  try {
    return { result: append() };
  } catch (error) {
    if (isStoreTrouble(error)) throw error;
    return { error: translated(error) };
  }
}

function checkedLimit(limit: number | undefined): number {
  checkLimit(limit);
  return limit ?? -1;
}
