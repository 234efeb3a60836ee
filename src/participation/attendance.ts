import type { CountedDay } from '../rulebook/early-warning.js';
import type { Day } from '../terms/times.js';
import type { AttendanceDay } from './events.js';

/** Days from the first to the one before the second; open while there is no second. */
export interface Span {
  readonly from: Day;
  readonly until?: Day;
}

export const within = (day: Day, spans: readonly Span[]): boolean =>
  spans.some(({ from, until }) => day >= from && (until === undefined || day < until));

export const closeLast = (spans: readonly Span[], until: Day): readonly Span[] =>
  spans.map((span, i) => (i === spans.length - 1 && span.until === undefined ? { ...span, until } : span));

/** What a participation knows of its days. */
export interface Attendance {
  readonly startedOn: Day;
  readonly endedOn?: Day;
  readonly interruptions: readonly Span[];
  /** From the day after consent was withdrawn until it was given anew: no day of it counts as unexcused. */
  readonly withoutConsent: readonly Span[];
  /** Every reported day; a later report replaces an earlier one. */
  readonly reported: ReadonlyMap<Day, AttendanceDay['state']>;
}

/** The days that count for the rules (rules.md), in order. */
export function countedDays(attendance: Attendance): readonly CountedDay[] {
  const { startedOn, endedOn, interruptions, withoutConsent, reported } = attendance;
  const counted: CountedDay[] = [];
  for (const [day, state] of reported) {
    if (state === 'planned-free' || day < startedOn || (endedOn !== undefined && day > endedOn)) continue;
    if (within(day, interruptions) || (state === 'unexcused' && within(day, withoutConsent))) continue;
    counted.push({ day, state });
  }
  return counted.toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

export function withDays(
  reported: ReadonlyMap<Day, AttendanceDay['state']>,
  days: readonly AttendanceDay[],
): ReadonlyMap<Day, AttendanceDay['state']> {
  const next = new Map(reported);
  for (const { day, state } of days) next.set(day, state);
  return next;
}
