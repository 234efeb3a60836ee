import { LRUCache } from 'lru-cache';
import type { StoredEvent } from '../event-store.js';
import { Reading } from './reading.js';

/** The smallest page of a scan that met what is not ours; each next one is this many times as large. */
const smallest = 8;
const growth = 8;

/**
 * Our part of the log of all streams. The database filters nothing when it is read: what is its own, or others', is
 * passed over here, and a long run of it is not passed over twice.
 */
export class Log {
  /** From the position of an event of ours (or our beginning) to how far nothing of ours follows. */
  private readonly scanned = new LRUCache<string, string>({ max: 1000 });
  private newestKnown: { readonly event: StoredEvent | undefined; readonly upTo: string };

  /** @param beginning nothing of ours stands before it */
  constructor(
    private readonly reading: Reading,
    private readonly beginning: string,
  ) {
    this.newestKnown = { event: undefined, upTo: beginning };
  }

  /** Up to `limit` events after a position, in log order. @throws StoreUnavailable */
  async after(position: string | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const start = position !== undefined && position > this.beginning ? position : this.beginning;
    const events: StoredEvent[] = [];
    let from = this.scanned.get(start) ?? start;
    for (let size = limit + 1; ; size *= growth) {
      const count = Math.min(Math.max(size, smallest), Reading.page);
      const page = await this.reading.all(from, 'forward', count);
      for (const { position: at, event } of page) {
        if (event === undefined || at <= from) continue;
        events.push(event());
        if (events.length === limit) return events;
      }
      from = page.at(-1)?.position ?? from;
      if (page.length < count) break;
    }
    const last = events.at(-1)?.position ?? start;
    if (from > last) this.scanned.set(last, from);
    return events;
  }

  /** The newest event; undefined where there is none. @throws StoreUnavailable */
  async newest(): Promise<StoredEvent | undefined> {
    const known = this.newestKnown;
    let from: string | 'end' = 'end';
    let end: string | undefined;
    for (let size = 1; ; size *= growth) {
      const count = Math.min(size, Reading.page);
      const page = await this.reading.all(from, 'backward', count);
      end ??= page[0]?.position ?? known.upTo;
      const own = page.find(({ event }) => event !== undefined)?.event?.();
      const reached = page.at(-1)?.position;
      if (own !== undefined || reached === undefined || reached <= known.upTo || page.length < count) {
        const event = own !== undefined && own.position > known.upTo ? own : known.event;
        return this.remember(event, end);
      }
      from = reached;
    }
  }

  private remember(event: StoredEvent | undefined, upTo: string): StoredEvent | undefined {
    // answers may overtake each other
    if (upTo > this.newestKnown.upTo) this.newestKnown = { event, upTo };
    return event;
  }
}
