import { LRUCache } from 'lru-cache';

/** The event ids of one stream from its beginning: whether an append stands is a question about all of them. */
export class KnownStream {
  private readonly revisions = new Map<string, number>();
  private count = 0;
  private newest: string | undefined;

  /** Revision of the last event that is known; -1 for none. */
  get last(): number {
    return this.count - 1;
  }

  get lastId(): string | undefined {
    return this.newest;
  }

  revisionOf(id: string): number | undefined {
    return this.revisions.get(id);
  }

  /** Takes note of events that follow each other. What leaves a gap is not taken, what is known is passed over. */
  learn(first: number, ids: readonly string[]): void {
    for (const [index, id] of ids.entries()) {
      if (first + index !== this.count) continue;
      this.revisions.set(id, this.count++);
      this.newest = id;
    }
  }
}

/** The streams whose ids are kept in memory: those that were used last, up to so many ids of all of them. */
export class KnownStreams {
  private readonly streams: LRUCache<string, KnownStream>;

  constructor(mostIds: number) {
    this.streams = new LRUCache({ maxSize: mostIds, sizeCalculation: ({ last }) => last + 2 });
  }

  of(stream: string): KnownStream | undefined {
    return this.streams.get(stream);
  }

  keep(stream: string, known: KnownStream): void {
    // it has grown: its size is taken only of what was not there
    this.streams.delete(stream);
    this.streams.set(stream, known);
  }

  forget(stream: string): void {
    this.streams.delete(stream);
  }

  /** Takes note of what was read or written anyway, where it goes on from what is known or from the beginning. */
  learn(stream: string, first: number, ids: readonly string[]): void {
    const known = this.of(stream) ?? (first === 0 && ids.length > 0 ? new KnownStream() : undefined);
    if (!known || ids.length === 0) return;
    known.learn(first, ids);
    this.keep(stream, known);
  }
}
