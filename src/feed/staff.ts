import type { JsonObject } from '../event-store/event-store.js';

/**
 * Fields of `data` that name a member of staff. There is no feed by member of staff (rules.md, "What the record is
 * not for"), so they leave neither with an event nor in its schema.
 */
export const staffFields: readonly string[] = ['adviserId', 'fromAdviserId', 'toAdviserId', 'deputyId'];

/** An event's data as it may leave; a correction of such a field keeps its name and loses what it read. */
export function withoutStaff(data: JsonObject): JsonObject {
  const corrected = typeof data['field'] === 'string' && staffFields.includes(data['field']);
  const kept = ([name]: readonly [string, unknown]): boolean =>
    !staffFields.includes(name) && !(corrected && (name === 'was' || name === 'is'));
  return Object.fromEntries(Object.entries(data).filter(kept));
}
