import { LRUCache } from 'lru-cache';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { isParticipation } from '../event-codec/streams.js';

const readsAtOnce = 16;

/**
 * Histories of participations up to the end of the batch that is being folded. What the batches bring extends what
 * is known, so that a stream is read again only when it was forgotten meanwhile.
 */
export class Histories {
  private readonly known: LRUCache<string, readonly DomainEntry[]>;
  private readonly last = new Map<string, number>();

  /** @param kept how many events are kept in memory */
  constructor(
    private readonly log: EventLog,
    kept: number,
  ) {
    this.known = new LRUCache({ maxSize: kept, sizeCalculation: history => history.length + 1 });
  }

  /** To be called with every batch, in the order of the log. */
  extend(batch: readonly DomainEntry[]): void {
    const added = new Map<string, DomainEntry[]>();
    for (const event of batch) {
      if (!isParticipation(event.stream)) continue;
      const events = added.get(event.stream);
      if (events) events.push(event);
      else added.set(event.stream, [event]);
    }
    this.last.clear();
    for (const [stream, events] of added) {
      const from = events[0]!.revision;
      this.last.set(stream, from + events.length - 1);
      const before = from === 0 ? [] : this.known.get(stream);
      if (before?.length === from) this.known.set(stream, [...before, ...events]);
      else this.known.delete(stream);
    }
  }

  /** The histories of streams of the batch, never beyond its end. @throws StoreUnavailable */
  async of(streams: readonly string[]): Promise<ReadonlyMap<string, readonly DomainEntry[]>> {
    const histories = new Map<string, readonly DomainEntry[]>();
    for (let at = 0; at < streams.length; at += readsAtOnce) {
      const some = streams.slice(at, at + readsAtOnce);
      const read = await Promise.all(some.map(stream => this.history(stream)));
      some.forEach((stream, n) => histories.set(stream, read[n]!));
    }
    return histories;
  }

  clear(): void {
    this.known.clear();
    this.last.clear();
  }

  private async history(stream: string): Promise<readonly DomainEntry[]> {
    const length = this.last.get(stream)! + 1;
    const known = this.known.get(stream);
    if (known) return known;
    const history = await this.log.readStream(stream, { limit: length });
    this.known.set(stream, history);
    return history;
  }
}
