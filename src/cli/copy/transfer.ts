import {
  RevisionConflict,
  type EventStore,
  type ExpectedRevision,
  type StoredEvent,
} from '../../event-store/event-store.js';
import type { BulkStore } from '../bulk-store.js';
import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';

/** Events that are read at once, and at most written in one transaction. */
const pageSize = 500;
/** An append is kept well under the mebibyte that a KurrentDB takes. */
const most = { events: 100, characters: 250_000 };

/** Somebody else writes to the target. */
export class TargetGrew extends Error {
  constructor() {
    super('somebody else writes to the target');
    this.name = 'TargetGrew';
  }
}

/** Where both logs stand before the first event that is missing at the target. */
export interface From {
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/**
 * Appends what stands in the source after a position, one append after the other, so that the order of all events
 * stays; each expects the revision it had, so that every stream stays what it was.
 * @returns how many events it wrote, and where both stand then
 * @throws TargetGrew, Failure where an event cannot stand at the target, StoreUnavailable
 */
export async function transfer(
  source: EventStore,
  target: BulkStore,
  from: From,
  show: (written: number) => void,
  stop: AbortSignal,
): Promise<From & { readonly written: number }> {
  let at = from;
  let written = 0;
  while (!stop.aborted) {
    const page = await source.readAll(at.source, pageSize);
    if (((await target.store.head()) ?? '') > (at.target ?? '')) throw new TargetGrew();
    if (page.length === 0) break;
    for (const events of appendsOf(page)) {
      if (stop.aborted) break;
      at = { source: events.at(-1)!.position, target: await append(target.store, events) };
      show((written += events.length));
    }
    target.commit();
  }
  return { ...at, written };
}

/** Consecutive events of one stream go together. */
function* appendsOf(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  let together: StoredEvent[] = [];
  let characters = 0;
  for (const event of events) {
    const size = JSON.stringify([event.data, event.metadata]).length;
    const fits =
      together.at(-1)?.stream === event.stream &&
      together.length < most.events &&
      characters + size <= most.characters;
    if (!fits && together.length > 0) {
      yield together;
      together = [];
      characters = 0;
    }
    together.push(event);
    characters += size;
  }
  if (together.length > 0) yield together;
}

/** @returns the position of the last event there */
async function append(target: EventStore, events: readonly StoredEvent[]): Promise<string> {
  const [{ stream, revision }] = events as readonly [StoredEvent];
  const expected: ExpectedRevision = revision === 0 ? 'no-stream' : revision - 1;
  const bare = events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
  try {
    return (await target.append(stream, expected, bare)).position;
  } catch (error) {
    if (error instanceof RevisionConflict) throw conflictAt(revision, error);
    if (error instanceof TypeError)
      throw new Failure(
        `the target cannot hold the events from ${stream} at ${revision} on: ${error.message}`,
        exitCodes.data,
        { cause: error },
      );
    throw error;
  }
}

/** What was compared was a beginning of the source: a stream that is short now was short in the source. */
const conflictAt = (revision: number, { stream, actual }: RevisionConflict): Error =>
  actual < revision - 1
    ? new Failure(
        `stream ${stream} of the source lacks the events before revision ${revision}: they were deleted there`,
        exitCodes.data,
      )
    : new TargetGrew();
