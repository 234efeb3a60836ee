import { setImmediate as afterOtherWork, setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { StoredEvent } from '../event-store.js';
import type { Logged, Reading } from './reading.js';

export interface TailOptions {
  /** How many streams' ends are kept. */
  readonly ends?: number;
  /** How many of the newest events are kept. */
  readonly events?: number;
  /** Most entries of one call, and most calls in a row, before what lies between is passed over. */
  readonly page?: number;
  readonly pages?: number;
}

/** Milliseconds for which a read that does not come back holds up the next one. */
const patience = 250;

/** No event of the stream stands after the revision `last` (-1: none at all), as was learned at a position. */
interface End {
  readonly last: number;
  readonly asOf: string;
}

/**
 * What a stream holds is asked for by every command, and most often nothing is new. So instead of each stream the log
 * of all is asked what came since it was asked last, once for all who wait at the moment: who waits knows afterwards
 * everything that stood when it began to. What is not known of a stream is for its own read to tell.
 */
export class Tail {
  private readonly ends: LRUCache<string, End>;
  private readonly most: { readonly events: number; readonly page: number; readonly pages: number };
  /** The newest of ours, in log order: all after `keptAfter`. */
  private kept: StoredEvent[] = [];
  private keptAfter: string;
  /** An end that was learned before, and let go of, may be older than this. */
  private forgottenUpTo: string;
  /** Where a read failed it may be that the log is another one now: then nothing is known. */
  private failed = false;
  private underWay: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;

  /** @param upTo a position of the log, up to which it is read: nothing is known of what ends before it */
  constructor(
    private readonly reading: Reading,
    private upTo: string,
    private readonly onNew: () => void,
    { ends = 100_000, events = 2000, page = 500, pages = 8 }: TailOptions = {},
  ) {
    this.most = { events, page, pages };
    this.keptAfter = this.forgottenUpTo = upTo;
    this.ends = new LRUCache({
      max: ends,
      dispose: ({ asOf }, _, why) => why === 'evict' && this.forget(asOf),
    });
  }

  /** Up to which position it is read now. */
  get position(): string {
    return this.upTo;
  }

  /**
   * The events of a stream from a revision on, as of a moment after the call; undefined where they are to be read in
   * the stream itself.
   * @throws StoreUnavailable
   */
  async since(stream: string, from: number): Promise<readonly StoredEvent[] | undefined> {
    const known = this.ends.peek(stream);
    if (known === undefined || (from === 0 && known.last >= 0)) return undefined;
    await this.reach();
    const { last } = this.ends.get(stream) ?? {};
    if (last === undefined) return undefined;
    if (from > last) return [];
    return this.keptOf(stream, from, last - from + 1);
  }

  /** Whether all events after a position are kept. */
  covers(position: string): boolean {
    return position >= this.keptAfter;
  }

  /** Up to `limit` of the events after a position which it covers. */
  after(position: string, limit: number): readonly StoredEvent[] {
    let first = this.kept.length;
    while (first > 0 && this.kept[first - 1]!.position > position) first--;
    return this.kept.slice(first, first + limit);
  }

  /**
   * Takes note of the revision after which a stream had nothing when it was read.
   * @param asOf what `position` was before
   */
  note(stream: string, last: number, asOf: string): void {
    // what came since then is known better, unless it was let go of
    const known = this.ends.peek(stream)?.asOf ?? this.forgottenUpTo;
    if (known <= asOf) this.ends.set(stream, { last, asOf });
  }

  /** Resolves when everything is known that stood in the log at the call. @throws StoreUnavailable */
  reach(): Promise<void> {
    // a read that is under way may have passed the end of the log before the call
    if (this.waiting) return this.waiting;
    this.waiting = this.turnAfter(this.underWay);
    return this.waiting;
  }

  private async turnAfter(before: Promise<void> | undefined): Promise<void> {
    if (before) await Promise.race([before, pause(patience, undefined, { ref: false })]);
    // whoever else asks just now waits for the same read
    await afterOtherWork();
    this.waiting = undefined;
    const read = this.readOn();
    const under = read
      .catch(() => void (this.failed = true))
      .finally(() => under === this.underWay && (this.underWay = undefined));
    this.underWay = under;
    return read;
  }

  private async readOn(): Promise<void> {
    const { page: size, pages } = this.most;
    for (let n = 0; n < pages && !this.failed; n++) {
      const from = this.upTo;
      const page = await this.reading.all(from, 'forward', size);
      // an entry that is gone is one that was scavenged, or a log that lost its end: what is known may be wrong
      if (page[0]?.position !== from) break;
      const before = this.kept;
      const count = before.length;
      for (const entry of page) if (entry.position > this.upTo) this.learn(entry);
      if (this.kept !== before || before.length > count) this.onNew();
      if (page.length < size) return;
    }
    const [newest] = await this.reading.all('end', 'backward', 1);
    this.failed = false;
    this.forgetAll(newest?.position ?? this.upTo);
    this.onNew();
  }

  private learn({ position, event: read }: Logged): void {
    this.upTo = position;
    if (read === undefined) return;
    let event: StoredEvent;
    try {
      event = read();
    } catch {
      // for whoever reads its stream, or the log, to run into
      return this.forgetAll(position);
    }
    const { stream } = event;
    const { last = -1 } = this.ends.peek(stream) ?? {};
    this.ends.set(stream, { last: Math.max(last, event.revision), asOf: position });
    this.kept.push(event);
    if (this.kept.length < 2 * this.most.events) return;
    this.keptAfter = this.kept.at(-this.most.events - 1)!.position;
    this.kept = this.kept.slice(-this.most.events);
  }

  private keptOf(stream: string, from: number, count: number): readonly StoredEvent[] | undefined {
    const found: StoredEvent[] = [];
    for (let n = this.kept.length - 1; n >= 0 && found.length < count; n--) {
      const event = this.kept[n]!;
      if (event.stream === stream && event.revision < from + count) found.push(event);
    }
    const events = found.toReversed();
    return events.length === count && events.every(({ revision }, n) => revision === from + n)
      ? events
      : undefined;
  }

  private forget(asOf: string): void {
    if (asOf > this.forgottenUpTo) this.forgottenUpTo = asOf;
  }

  private forgetAll(position: string): void {
    this.ends.clear();
    this.kept = [];
    this.upTo = this.keptAfter = this.forgottenUpTo = position;
  }
}
