import type Database from 'better-sqlite3';
import {
  EventStore,
  StoreUnavailable,
  type AppendReceipt,
  type EventData,
  type ExpectedRevision,
  type ReadOptions,
  type StoredEvent,
} from '../../event-store/event-store.js';
import { checkedAppend } from '../../event-store/sqlite/checked-append.js';
import { isStoreTrouble, translated } from '../../event-store/sqlite/driver-error.js';
import { EventTable, type Append } from '../../event-store/sqlite/event-table.js';
import { fromPosition } from '../../event-store/sqlite/position.js';
import { openStoreFile, type StoreFileOptions } from '../../event-store/sqlite/store-file.js';

/**
 * The embedded store for one who writes much and alone: appends are on the disk when their batch is committed, not
 * before, and it is for the caller to say when. Reading shows the batch too; others see what is committed.
 */
export class BatchedEventStore extends EventStore {
  readonly storeId: string;
  private readonly events: EventTable;
  private readonly write;
  private broken: unknown;

  private constructor(
    private readonly committed: EventStore,
    private readonly db: Database.Database,
  ) {
    super();
    this.storeId = committed.storeId;
    this.events = new EventTable(db);
    this.write = db.transaction((append: Append) => this.events.append(append));
  }

  /** @param committed the store in `file`, open already @throws StoreUnavailable */
  static open(committed: EventStore, file: string, options?: StoreFileOptions): BatchedEventStore {
    return new BatchedEventStore(committed, openStoreFile(file, options));
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
  ): Promise<AppendReceipt> {
    const append = checkedAppend(stream, expected, events);
    return this.attempt(() => {
      if (!this.db.inTransaction) this.db.exec('BEGIN IMMEDIATE');
      return this.write(append);
    });
  }

  /** When it returns, everything appended so far is on the disk. @throws StoreUnavailable: then nothing since the last commit is */
  commit(): void {
    this.attempt(() => this.db.inTransaction && this.db.exec('COMMIT'));
  }

  async readStream(stream: string, options: ReadOptions = {}): Promise<readonly StoredEvent[]> {
    const { direction = 'forward', limit = -1 } = options;
    const from = options.from ?? (direction === 'forward' ? 0 : Number.MAX_SAFE_INTEGER);
    return this.attempt(() => this.events.ofStream(stream, direction, from, limit));
  }

  async readAll(after: string | undefined, limit: number): Promise<readonly StoredEvent[]> {
    return this.attempt(() => this.events.after(fromPosition(after), limit));
  }

  async head(): Promise<string | undefined> {
    return this.attempt(() => this.events.head());
  }

  async newest(): Promise<StoredEvent | undefined> {
    return this.attempt(() => this.events.newest());
  }

  /** What is committed. */
  subscribe(
    after: string | undefined,
    options: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncIterable<readonly StoredEvent[]> {
    return this.committed.subscribe(after, options);
  }

  /** Gives up what is not committed. */
  async close(): Promise<void> {
    this.db.close();
  }

  /** After trouble SQLite may have given up the batch: what is appended then would stand without what was before it. */
  private attempt<T>(work: () => T): T {
    if (this.broken !== undefined) throw this.broken;
    if (!this.db.open) throw new StoreUnavailable('the event store is closed');
    try {
      return work();
    } catch (error) {
      const told = translated(error);
      if (isStoreTrouble(error)) this.broken = told;
      throw told;
    }
  }
}
