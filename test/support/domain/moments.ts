import { toInstant, epochOf, type Day, type Instant } from '../../../src/terms/times.js';

/** `05-04`: a day of 2026, in which the 4th of May is a Monday. A whole day stays what it is. */
export const dayIn2026 = (short: string): Day => (short.length === 5 ? `2026-${short}` : short);

/** `05-04` is 12:00 in Berlin on that day, `05-04T09:30` is 09:30 UTC on it, a whole instant stays what it is. */
export function momentOf(short: string): Instant {
  if (short.endsWith('Z')) return short;
  return short.includes('T') ? `2026-${short}:00.000Z` : `${dayIn2026(short)}T10:00:00.000Z`;
}

export const later = (a: Instant, b: Instant): Instant => (a < b ? b : a);
export const afterMinutes = (instant: Instant, minutes: number): Instant =>
  toInstant(epochOf(instant) + minutes * 60_000);
