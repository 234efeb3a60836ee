import { checkAppend } from '../checked-append.js';
import type { EventData, ExpectedRevision } from '../event-store.js';
import type { Append } from './event-table.js';

/**
 * An append ready to be written, checked before it joins others in a transaction.
 * @throws TypeError as checkAppend does, and for data that are no JSON
 */
export function checkedAppend(
  stream: string,
  expected: ExpectedRevision,
  events: readonly EventData[],
): Append {
  checkAppend(stream, expected, events);
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
