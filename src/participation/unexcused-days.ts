import { rememberedOf } from '../terms/remembered.js';
import type { Day } from '../terms/times.js';
import { counts, reportedDays } from './attendance.js';
import { byId, ofType } from './by-type.js';
import { corrected, correctionsOf, effective } from './effective.js';
import type { ParticipationEntry } from './events.js';
import { stateOf } from './evolve.js';
import { hasCourse } from './state.js';

/** A day of absence and the entry by which the provider first told of it: a report, or a correction of one. */
export interface UnexcusedDay {
  readonly day: Day;
  readonly told: ParticipationEntry;
}

const earlierLearned = (a: ParticipationEntry, b: ParticipationEntry): ParticipationEntry =>
  b.learnedAt < a.learnedAt ? b : a;

/** The entry that made a report say of a day that it was unexcused, as the report reads now. */
function toldBy(
  report: ParticipationEntry,
  corrections: readonly ParticipationEntry[],
  day: Day,
): ParticipationEntry | undefined {
  let reads = report;
  let told: ParticipationEntry | undefined;
  for (const entry of [report, ...corrections]) {
    if (entry.type === 'EntryCorrected') reads = corrected(reads, entry);
    const days = reads.type === 'AttendanceReported' ? reads.data.days : [];
    if (!days.some(({ day: of, state }) => of === day && state === 'unexcused')) told = undefined;
    else told ??= entry;
  }
  return told;
}

/** Per day the entries that say `unexcused` since the day last read otherwise. */
function statements(history: readonly ParticipationEntry[]): ReadonlyMap<Day, readonly ParticipationEntry[]> {
  const corrections = correctionsOf(history);
  const said = new Map<Day, ParticipationEntry[]>();
  for (const report of ofType(effective(history), 'AttendanceReported')) {
    const amended = corrections.get(report.id);
    for (const { day, state } of report.data.days) {
      if (state !== 'unexcused') said.delete(day);
      else {
        const told = amended ? toldBy(byId(history).get(report.id)!, amended, day) : report;
        said.set(day, [...(said.get(day) ?? []), ...(told ? [told] : [])]);
      }
    }
  }
  return said;
}

/**
 * The counted unexcused days of which the provider told, in order, each with the first report of its present state.
 * A day that only others call unexcused is none of the provider's.
 * @param history as recorded, whole or what was known at a moment
 */
export const unexcusedDays: (history: readonly ParticipationEntry[]) => readonly UnexcusedDay[] =
  rememberedOf(history => {
    const state = stateOf(history);
    if (!hasCourse(state)) return [];
    const said = statements(history);
    if (said.size === 0) return [];
    const { attendance } = state;
    const reported = reportedDays(attendance);
    const isCounted = (day: Day): boolean =>
      reported.get(day) === 'unexcused' && counts(attendance, day, 'unexcused');
    const days = [...said.keys()].filter(isCounted).toSorted();
    return days.flatMap(day => {
      const told = said.get(day)!.filter(({ source }) => source === 'provider');
      return told.length ? [{ day, told: told.reduce(earlierLearned) }] : [];
    });
  });
