import type { Touched } from './touched-streams.js';

interface Lane {
  writing: Promise<void> | undefined;
  readonly reading: Set<Promise<void>>;
}

/**
 * Lets work run in the order in which it came as far as that can matter: what writes a stream runs after everything
 * before it that reads or writes the stream, what reads it after everything that writes it. All else runs at once.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  run<T>({ reads, writes }: Touched, work: () => Promise<T>): Promise<T> {
    const written = [...new Set(writes)].map(name => this.lane(name));
    const read = [...new Set(reads)].filter(name => !writes.includes(name)).map(name => this.lane(name));
    const before = [
      ...written.flatMap(({ writing, reading }) => [writing, ...reading]),
      ...read.map(({ writing }) => writing),
    ].filter(other => other !== undefined);
    const result = before.length ? Promise.all(before).then(work) : work();
    const settled: Promise<void> = result.then(
      () => undefined,
      () => undefined,
    );
    for (const lane of written) {
      lane.writing = settled;
      lane.reading.clear();
    }
    for (const lane of read) lane.reading.add(settled);
    void settled.then(() => this.leave(settled, [...writes, ...reads]));
    return result;
  }

  private lane(name: string): Lane {
    const known = this.lanes.get(name);
    if (known) return known;
    const lane: Lane = { writing: undefined, reading: new Set() };
    this.lanes.set(name, lane);
    return lane;
  }

  private leave(settled: Promise<void>, names: readonly string[]): void {
    for (const name of names) {
      const lane = this.lanes.get(name);
      if (!lane) continue;
      if (lane.writing === settled) lane.writing = undefined;
      lane.reading.delete(settled);
      if (lane.writing === undefined && lane.reading.size === 0) this.lanes.delete(name);
    }
  }
}
