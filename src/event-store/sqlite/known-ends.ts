import { LRUCache } from 'lru-cache';
import type { AppendReceipt } from '../event-store.js';
import type { Append, EventText, Row } from './event-table.js';
import { fromPosition } from './position.js';

interface End {
  /** Of the stream's last event; -1 where there is none. */
  readonly revision: number;
  /** What this connection appended last, if anything that is worth its memory. */
  readonly last: readonly Row[];
}

/** Characters of an append that is kept. */
const longest = 8_192;
const lengthOf = (events: readonly EventText[]): number =>
  events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);

/**
 * Where streams end, and the events they end with, as far as this connection read or wrote them: a reader who knows
 * the rest need not ask the file. It holds until another connection commits, which the file's version tells.
 */
export class KnownEnds {
  private readonly ends: LRUCache<string, End>;
  private version: number | undefined;

  /** @param fileVersion a number that changes when another connection commits @param most streams that are remembered */
  constructor(
    private readonly fileVersion: () => number | undefined,
    most = 10_000,
  ) {
    this.ends = new LRUCache({ max: most });
  }

  /** All events of a stream from a revision on; undefined where only the file knows. */
  since(stream: string, from: number): readonly Row[] | undefined {
    const version = this.fileVersion();
    if (version !== this.version) this.ends.clear();
    this.version = version;
    const end = this.ends.get(stream);
    if (end === undefined) return undefined;
    if (from > end.revision) return [];
    const first = end.last[0]?.revision;
    return first !== undefined && from >= first ? end.last.slice(from - first) : undefined;
  }

  /** To be told what was read after `since` did not know: all events from a revision on, or none. */
  read(stream: string, from: number, last: number | undefined): void {
    // that nothing follows does not tell where it ends
    if (last !== undefined || from === 0) this.ends.set(stream, { revision: last ?? -1, last: [] });
  }

  /** To be told when the append is committed. One that stood already has moved no end. */
  appended(append: Append, { revision, position }: AppendReceipt): void {
    const { stream, events } = append;
    const end = this.ends.peek(stream);
    if (end?.revision !== revision - events.length) {
      this.ends.delete(stream);
      return;
    }
    this.ends.set(stream, {
      revision,
      last: lengthOf(events) > longest ? [] : rows(append, end.revision + 1, position),
    });
  }
}

/** @param first revision @param position of the last */
function rows({ stream, events }: Append, first: number, position: string): readonly Row[] {
  const before = fromPosition(position) - events.length;
  return events.map((event, n) => ({ ...event, stream, revision: first + n, position: before + n + 1 }));
}
