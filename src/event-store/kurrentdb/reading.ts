import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END, FORWARDS, type RecordedEvent, type ResolvedEvent } from '@eventstore/db-client';
import type { JsonObject, StoredEvent } from '../event-store.js';
import { StoreUnavailable } from '../event-store.js';
import { collected, type EventStream } from './collected.js';
import { meaningOf, NoAnswer, translated } from './errors.js';
import type { Lines } from './lines.js';
import { fromPosition, isKnown, toPosition } from './position.js';
import type { StreamNames } from './stream-names.js';

export type Direction = 'forward' | 'backward';

/** An entry of the whole log: `event` only where it is one of ours. @throws Error where another program wrote it */
export interface Logged {
  readonly position: string;
  readonly event?: () => StoredEvent;
}

/** Most events of one call: what is longer is read in pages. */
const page = 1000;
const pauses = [20, 200];
const directions = { forward: FORWARDS, backward: BACKWARDS } as const;
const leader = { requiresLeader: true } as const;

/** Reads by bounded calls, which must not stand still for too long. What was cut off on the way is asked for once more. */
export class Reading {
  constructor(
    private readonly lines: Lines,
    private readonly names: StreamNames,
    /** Milliseconds for the next part of an answer. */
    private readonly within: number,
  ) {}

  /** Events of a stream from a revision on, in either direction; empty where there is none. @throws StoreUnavailable */
  async stream(
    stream: string,
    from: number | 'end',
    direction: Direction,
    limit = Infinity,
  ): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for (let next = from; (next === 'end' || next >= 0) && events.length < limit;) {
      const count = Math.min(page, limit - events.length);
      const read = await this.streamPage(stream, next, direction, count);
      checkWhole(stream, read, next, direction);
      events.push(...read);
      if (read.length < count) break;
      next = read.at(-1)!.revision + (direction === 'forward' ? 1 : -1);
    }
    return events;
  }

  /**
   * Up to `count` entries of the log of all streams, whosever they are, in either direction from a position (which is
   * among them or not) or, backward, from the end.
   * @throws StoreUnavailable
   */
  async all(from: string | 'end', direction: Direction, count: number): Promise<readonly Logged[]> {
    const resolved = await this.read('read the log of all streams ($all)', client =>
      client.readAll({
        ...leader,
        direction: directions[direction],
        fromPosition: from === 'end' ? END : fromPosition(from),
        maxCount: count,
      }),
    );
    return resolved.flatMap(({ event }) => (event ? [this.logged(event)] : []));
  }

  static readonly page = page;

  private async streamPage(
    stream: string,
    from: number | 'end',
    direction: Direction,
    count: number,
  ): Promise<readonly StoredEvent[]> {
    const doing = `read the stream ${stream}`;
    const resolved = await this.read(doing, client =>
      client.readStream(this.names.stored(stream), {
        ...leader,
        direction: directions[direction],
        fromRevision: from === 'end' ? END : BigInt(from),
        maxCount: count,
      }),
    );
    return resolved.flatMap(({ event }) => (event ? [stored(event, stream)] : []));
  }

  private async read(
    doing: string,
    start: (client: Parameters<Parameters<Lines['call']>[0]>[0]) => EventStream,
  ): Promise<readonly ResolvedEvent[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.lines.call(client => collected(start(client)), this.within);
      } catch (error) {
        const meaning = meaningOf(error, doing);
        if (meaning.is === 'no-stream') return [];
        if (!isCutOff(error, meaning) || attempt === pauses.length) throw translated(error, doing);
        await pause(pauses[attempt]);
      }
    }
  }

  private logged(event: RecordedEvent): Logged {
    const stream = this.names.own(event.streamId);
    const position = positionOf(event);
    return stream === undefined ? { position } : { position, event: () => stored(event, stream) };
  }
}

/** Worth asking again at once: the line broke under the call, or another node leads. */
function isCutOff(error: unknown, meaning: ReturnType<typeof meaningOf>): boolean {
  if (error instanceof NoAnswer || error instanceof StoreUnavailable) return false;
  return meaning.is === 'not-leader' || (meaning.is === 'trouble' && meaning.mayBeDone);
}

/** @throws StoreUnavailable where events of the stream were deleted, or the server left some out */
function checkWhole(
  stream: string,
  events: readonly StoredEvent[],
  from: number | 'end',
  direction: Direction,
): void {
  const step = direction === 'forward' ? 1 : -1;
  const first = direction === 'forward' ? Number(from) : (events[0]?.revision ?? 0);
  const lacking = events.findIndex((event, index) => event.revision !== first + index * step);
  if (lacking >= 0)
    throw new StoreUnavailable(
      `the stream ${stream} lacks its event ${first + lacking * step}: it was truncated or deleted in the database`,
    );
}

function stored(event: RecordedEvent, stream: string): StoredEvent {
  const { id, type, data, metadata = {}, isJson, revision } = event;
  if (!isJson || !isObject(data) || !isObject(metadata))
    throw new Error(`the event ${id} of the stream ${stream} is no JSON object: another program wrote it`);
  return { id, type, data, metadata, stream, revision: Number(revision), position: positionOf(event) };
}

/** @throws StoreUnavailable for a server that does not know positions in streams */
function positionOf({ position, streamId }: RecordedEvent): string {
  if (isKnown(position)) return toPosition(position);
  throw new StoreUnavailable(
    `the database does not say where an event of ${streamId} stands in its log: it must be EventStoreDB 22.6 or later`,
  );
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
