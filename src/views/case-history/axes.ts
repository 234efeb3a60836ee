import { corrected, correctionsOf } from '../../participation/effective.js';
import type { AttendanceDay, ParticipationEntry } from '../../participation/events.js';
import { withField } from '../../participation/secrecy.js';
import { dayOf, type Day, type Instant } from '../../terms/times.js';

/** The axes on which a history can be asked (domain.md, "Times, never mixed"). Together they narrow each other. */
export interface Axes {
  /** What had happened by then, as it is known today: by `occurredAt`, corrections applied. */
  readonly asOf?: Instant;
  /** What the office knew then: by `learnedAt`. */
  readonly knownAt?: Instant;
  /** What stood in the record then: by `recordedAt`. It never changes afterwards. */
  readonly recordedBy?: Instant;
}

/** The entries that stood in the record, and that the office knew. */
export const visible = (
  history: readonly ParticipationEntry[],
  { knownAt, recordedBy }: Axes,
): readonly ParticipationEntry[] =>
  history.filter(
    ({ learnedAt, recordedAt }) =>
      (knownAt === undefined || learnedAt <= knownAt) &&
      (recordedBy === undefined || recordedAt <= recordedBy),
  );

/** Every entry as it reads with its standing corrections, those annulled too. */
export function reading(entries: readonly ParticipationEntry[]): readonly ParticipationEntry[] {
  const corrections = correctionsOf(entries);
  return entries.map(entry => (corrections.get(entry.id) ?? []).reduce(corrected, entry));
}

/** The last day of a report that had come by then: the report's own day counts once it was made, else once it ended. */
function hasCome(reportedAt: Instant, asOf: Instant): (day: Day) => boolean {
  const today = dayOf(asOf);
  return reportedAt <= asOf ? day => day <= today : day => day < today;
}

/** Of a list of days, or of days with their state, those that had come by then. Any other value is left as it is. */
export function daysBy<Value>(value: Value, reportedAt: Instant, asOf: Instant): Value {
  if (!Array.isArray(value)) return value;
  const come = hasCome(reportedAt, asOf);
  return value.filter((of: Day | AttendanceDay) => come(typeof of === 'string' ? of : of.day)) as Value;
}

/**
 * What of an entry had happened by a moment. A report of attendance is made of days: it shows with those that had
 * come, also where it was made later, and then without the words that came with it.
 */
export function happenedBy(entry: ParticipationEntry, asOf: Instant): ParticipationEntry | undefined {
  if (entry.type !== 'AttendanceReported') return entry.occurredAt <= asOf ? entry : undefined;
  const days = daysBy(entry.data.days, entry.occurredAt, asOf);
  if (days.length === 0) return undefined;
  if (days.length === entry.data.days.length && entry.occurredAt <= asOf) return entry;
  const sick = daysBy(entry.sensitive?.sick, entry.occurredAt, asOf);
  const cut = withField(withField(entry, 'days', { open: days }), 'sick', {
    secret: sick?.length ? sick : undefined,
  });
  return entry.occurredAt <= asOf ? cut : withField(cut, 'note', {});
}
