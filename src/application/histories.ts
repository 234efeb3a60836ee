import { LRUCache } from 'lru-cache';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';

/** Decoded entries kept in memory, over all streams. */
const kept = 100_000;

/** Streams as read: what stands in memory is never stale, for each reading asks the store for what came after it. */
export class Histories {
  private readonly cache = new LRUCache<string, readonly DomainEntry[]>({
    maxSize: kept,
    sizeCalculation: history => history.length + 1,
  });

  constructor(private readonly log: EventLog) {}

  /** Everything recorded in a stream, in order; empty where there is none. */
  async of(stream: string): Promise<readonly DomainEntry[]> {
    const known = this.cache.get(stream) ?? [];
    const since = await this.log.readStream(stream, { from: known.length });
    if (!since.length) return known;
    const history = [...known, ...since];
    this.cache.set(stream, history);
    return history;
  }
}
