import type { EventData, ExpectedRevision } from '../event-store.js';
import type { Append } from './event-table.js';

/**
 * An append ready to be written. What is wrong with it by itself is a mistake of the program, found before it joins
 * others in a transaction.
 * @throws TypeError for no events, an id given twice, an impossible revision, text or JSON that cannot be stored
 */
export function checkedAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventData[],
): Append {
  if (stream === '') throw new TypeError('a stream has a name');
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0))
    throw new TypeError(`no stream is at revision ${expected}`);
  if (events.length === 0) throw new TypeError('an append has at least one event');
  if (new Set(events.map(event => event.id)).size < events.length)
    throw new TypeError('an append has every event id once');
  // UTF-8 has no lone surrogates: two names that differ would be stored as one
  const names = [stream, ...events.flatMap(event => [event.id, event.type])];
  if (!names.every(name => name.isWellFormed())) throw new TypeError('a name is well-formed Unicode');
  return {
    stream,
    expected,
    events: events.map(event => ({
      id: event.id,
      type: event.type,
      data: JSON.stringify(event.data),
      metadata: JSON.stringify(event.metadata),
    })),
  };
}
