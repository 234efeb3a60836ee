import type { Day } from '../../terms/times.js';
import { ofType } from '../by-type.js';
import { corrected, correctionsOf, effective } from '../effective.js';
import type { ParticipationEntry } from '../events.js';

const listed = (report: ParticipationEntry): ReadonlySet<Day> =>
  new Set(report.type === 'AttendanceReported' ? report.data.days.map(({ day }) => day) : []);

/** The days of a report as it reads now, each with the entry, report or correction, since which it stands there. */
function daysOf(
  report: ParticipationEntry,
  corrections: readonly ParticipationEntry[],
): ReadonlyMap<Day, ParticipationEntry> {
  const known = new Map<Day, ParticipationEntry>();
  let reads = report;
  for (const entry of [report, ...corrections]) {
    if (entry.type === 'EntryCorrected') reads = corrected(reads, entry);
    const days = listed(reads);
    for (const day of known.keys()) if (!days.has(day)) known.delete(day);
    for (const day of days) if (!known.has(day)) known.set(day, entry);
  }
  return known;
}

/**
 * Every day of which a report stands that says how it was, whoever gave it, with the entry of which the office learned
 * it first.
 * @param history as recorded
 */
export function knownDays(history: readonly ParticipationEntry[]): ReadonlyMap<Day, ParticipationEntry> {
  const corrections = correctionsOf(history);
  const standing = new Set(ofType(effective(history), 'AttendanceReported').map(({ id }) => id));
  const known = new Map<Day, ParticipationEntry>();
  const learned = (day: Day, entry: ParticipationEntry): void => {
    const before = known.get(day);
    if (!before || entry.learnedAt < before.learnedAt) known.set(day, entry);
  };
  for (const report of ofType(history, 'AttendanceReported')) {
    if (!standing.has(report.id)) continue;
    const amended = corrections.get(report.id);
    if (amended) for (const [day, entry] of daysOf(report, amended)) learned(day, entry);
    else for (const { day } of report.data.days) learned(day, report);
  }
  return known;
}
