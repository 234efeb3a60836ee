import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { EventStore, StoredEvent } from '../../event-store/event-store.js';
import { ReadThrough } from './read-through.js';

/** What stands at the target is no beginning of the source. */
export class LogsDiffer extends Error {
  /** @param number of the first event that differs, counted from 1 in the order of the log */
  constructor(number: number, source: StoredEvent | undefined, target: StoredEvent) {
    const there = `event ${number} of the target is ${nameOf(target)}`;
    super(
      source === undefined
        ? `${there}, and the source has no event ${number}`
        : nameOf(source) === nameOf(target)
          ? `${there}, as in the source, but ${partsIn(source, target)} differ`
          : `${there}, in the source it is ${nameOf(source)}`,
    );
    this.name = 'LogsDiffer';
  }
}

/** No content: a difference is told to whoever operates the program. */
const nameOf = ({ stream, revision, id, type }: StoredEvent): string =>
  `${type} ${id} (${stream} at ${revision})`;

const partsIn = (source: StoredEvent, target: StoredEvent): string =>
  (['data', 'metadata'] as const)
    .filter(part => JSON.stringify(source[part]) !== JSON.stringify(target[part]))
    .join(' and ');

/** Events between two looks at who else wants a turn. */
const stretch = 500;

/**
 * Two logs, read side by side and held against each other event by event: a sum alone would not say where they part,
 * and of a beginning nobody knows the sum.
 */
export class Comparison {
  readonly source: ReadThrough;
  readonly target: ReadThrough;

  constructor(source: EventStore, target: EventStore) {
    this.source = new ReadThrough(source);
    this.target = new ReadThrough(target);
  }

  /** How many events are equal in both so far. */
  get equal(): number {
    return this.target.count;
  }

  /**
   * Goes on to the target's end, which may come before the source's, unless `stop` aborts.
   * @throws LogsDiffer
   */
  async toEndOfTarget(show: (equal: number) => void, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const there = await this.target.take();
      if (!there) return;
      const here = await this.source.take();
      if (here?.line !== there.line) throw new LogsDiffer(this.equal, here?.event, there.event);
      if (this.equal % stretch === 0) await afterOtherWork();
      show(this.equal);
    }
  }
}
