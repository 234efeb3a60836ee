import type { Instant } from '../terms/times.js';

/**
 * Something that the system does by itself when a moment has come. A view points out what is due; the aggregate
 * decides, so that whatever is asked twice is done once.
 */
export interface Policy<Item = unknown> {
  readonly name: string;
  /** What is due by a moment, in an order of its own; `after` is the last item of the page before. */
  due(now: Instant, after: Item | undefined, limit: number): Promise<readonly Item[]>;
  /** Does it. @returns false where there was nothing to do */
  act(item: Item): Promise<boolean>;
  /** How many are due by a moment. */
  waiting(now: Instant): Promise<number>;
  /** When the next one falls due after a moment; undefined where none is known. */
  next(now: Instant): Promise<Instant | undefined>;
}
