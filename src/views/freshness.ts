import type { EventLog } from '../event-codec/event-log.js';
import type { Standing } from '../projections/standing.js';
import type { Answer } from './answer.js';

/** The views did not get as far as an answer needs within the time. */
export class ViewBehind extends Error {
  constructor() {
    super('the view has not caught up yet');
    this.name = 'ViewBehind';
  }
}

/** Lets an answer wait until the views have seen what was in the log when it was asked for. */
export class Freshness {
  /** @param timeout milliseconds that an answer may wait */
  constructor(
    private readonly log: EventLog,
    private readonly views: Standing,
    private readonly timeout: number,
  ) {}

  /**
   * Waits for the log's head as of now and, where one is named, for a position that the caller was given.
   * @returns how far the views are; undefined in an empty log
   * @throws ViewBehind
   */
  async reached(position = ''): Promise<string | undefined> {
    const head = (await this.log.head()) ?? '';
    const wanted = head > position ? head : position;
    if (wanted !== '' && !(await this.views.waitFor(wanted, this.timeout))) throw new ViewBehind();
    return this.views.position();
  }

  /** What `read` finds once the views are there. @throws ViewBehind */
  async answer<T extends object>(
    minPosition: string | undefined,
    read: () => Promise<T>,
  ): Promise<Answer<T>> {
    const position = (await this.reached(minPosition)) ?? null;
    const anew = async (): Promise<boolean> => position !== null && !(await this.views.standAt(position));
    // Another node may have begun the views anew while they were read: their tables may be gone, or other ones.
    const found = await read().catch(async (error: unknown) => {
      throw (await anew().catch(() => false)) ? new ViewBehind() : error;
    });
    if (await anew()) throw new ViewBehind();
    return { ...found, position };
  }
}
