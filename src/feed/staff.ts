import { staffFields } from '../event-codec/staff-fields.js';
import type { JsonObject } from '../event-store/event-store.js';

/** An event's data as it may leave; a correction of such a field keeps its name and loses what it read. */
export function withoutStaff(data: JsonObject): JsonObject {
  const corrected = typeof data['field'] === 'string' && staffFields.includes(data['field']);
  const kept = ([name]: readonly [string, unknown]): boolean =>
    !staffFields.includes(name) && !(corrected && (name === 'was' || name === 'is'));
  return Object.fromEntries(Object.entries(data).filter(kept));
}
