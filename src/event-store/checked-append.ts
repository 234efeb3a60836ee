import type { EventData, ExpectedRevision } from './event-store.js';

/**
 * What is wrong with an append by itself, whatever stands in the store, is a mistake of the program.
 * @throws TypeError for no events, an id given twice, an impossible revision, a name that cannot be stored
 */
export function checkAppend(stream: string, expected: ExpectedRevision, events: readonly EventData[]): void {
  if (stream === '') throw new TypeError('a stream has a name');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new TypeError(`no stream is at revision ${expected}`);
  if (events.length === 0) throw new TypeError('an append has at least one event');
  if (new Set(events.map(event => event.id)).size < events.length)
    throw new TypeError('an append has every event id once');
  // UTF-8 has no lone surrogates: two names that differ would be stored as one
  const names = [stream, ...events.flatMap(event => [event.id, event.type])];
  if (!names.every(name => name.isWellFormed())) throw new TypeError('a name is well-formed Unicode');
}

/** @throws TypeError for what is no number of events */
export function checkLimit(limit: number | undefined): void {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1))
    throw new TypeError('a limit is a positive integer');
}
