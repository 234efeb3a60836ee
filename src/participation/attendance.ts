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
  /** The days of every report, oldest first; what a later one says of a day replaces what an earlier one said. */
  readonly reports: readonly (readonly AttendanceDay[])[];
}

/** What the reports say of each day, the day first that was first reported. */
export function reportedDays({ reports }: Attendance): ReadonlyMap<Day, AttendanceDay['state']> {
  const reported = new Map<Day, AttendanceDay['state']>();
  for (const days of reports) for (const { day, state } of days) reported.set(day, state);
  return reported;
}

/** Whether a day that was so counts for the rules (rules.md). */
export function counts(
  { startedOn, endedOn, interruptions, withoutConsent }: Attendance,
  day: Day,
  state: AttendanceDay['state'],
): state is CountedDay['state'] {
  if (state === 'planned-free' || day < startedOn || (endedOn !== undefined && day > endedOn)) return false;
  return !within(day, interruptions) && !(state === 'unexcused' && within(day, withoutConsent));
}

/** The days that count for the rules, in order. */
export function countedDays(attendance: Attendance): readonly CountedDay[] {
  const counted: CountedDay[] = [];
  for (const [day, state] of reportedDays(attendance))
    if (counts(attendance, day, state)) counted.push({ day, state });
  return counted.toSorted((a, b) => (a.day < b.day ? -1 : 1));
}
