import type { AppendReceipt, EventStore, ExpectedRevision, ReadOptions } from '../event-store/event-store.js';
import type { DomainEntry } from './domain-event.js';
import { decode, encode, type NewEntry } from './event-codec.js';

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
