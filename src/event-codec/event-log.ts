import type { AppendReceipt, EventStore, ExpectedRevision, ReadOptions } from '../event-store/event-store.js';
import type { DomainEntry, DomainEventType } from './domain-event.js';
import { decode, encode, type NewEntry } from './event-codec.js';
import { names } from './names.js';

/** Where an event stands. */
export type Place = Pick<DomainEntry, 'id' | 'stream' | 'revision' | 'position'>;

/** Events of the log of which only some were read. */
export interface Skimmed {
  readonly places: readonly Place[];
  /** Those that were wanted, in log order. */
  readonly entries: readonly DomainEntry[];
}

/** The event store in the domain's terms. Errors are the store's, and UnreadableEvent. */
export class EventLog {
  constructor(private readonly store: EventStore) {}

  get storeId(): string {
    return this.store.storeId;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    entries: readonly NewEntry[],
  ): Promise<AppendReceipt> {
    return this.store.append(stream, expected, entries.map(encode));
  }

  async readStream(stream: string, options?: ReadOptions): Promise<readonly DomainEntry[]> {
    return (await this.store.readStream(stream, options)).map(decode);
  }

  /** Up to `limit` entries of all streams after a position, in log order. */
  async readAll(after: string | undefined, limit: number): Promise<readonly DomainEntry[]> {
    return (await this.store.readAll(after, limit)).map(decode);
  }

  /** As `readAll`, where only entries of some types are wanted; of the others, only where they stand. */
  async skim(
    after: string | undefined,
    limit: number,
    wanted: ReadonlySet<DomainEventType>,
  ): Promise<Skimmed> {
    const stored = new Set([...wanted].map(type => names[type].name));
    const places = await this.store.skim(after, limit, stored);
    const entries = places.filter(event => stored.has(event.type) || !isKnown(event.type)).map(decode);
    return { places, entries };
  }

  head(): Promise<string | undefined> {
    return this.store.head();
  }

  /** The newest entry; undefined in an empty log. */
  async newest(): Promise<DomainEntry | undefined> {
    const event = await this.store.newest();
    return event && decode(event);
  }

  /** Batches after a position, then new entries as they are appended, until `signal` aborts. */
  async *subscribe(
    after: string | undefined,
    options: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncIterable<readonly DomainEntry[]> {
    for await (const batch of this.store.subscribe(after, options)) yield batch.map(decode);
  }
}

const released = new Set(Object.values(names).map(({ name }) => name));
const isKnown = (type: string): boolean => released.has(type);
