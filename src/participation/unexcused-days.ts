import type { Day } from '../terms/times.js';
import { countedDays } from './attendance.js';
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
  const recorded = new Map(history.map(event => [event.id, event]));
  const corrections = correctionsOf(history);
  const said = new Map<Day, ParticipationEntry[]>();
  for (const event of effective(history)) {
    if (event.type !== 'AttendanceReported') continue;
    for (const { day, state } of event.data.days) {
      if (state !== 'unexcused') said.delete(day);
      else {
        const told = toldBy(recorded.get(event.id)!, corrections.get(event.id) ?? [], day);
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
export function unexcusedDays(history: readonly ParticipationEntry[]): readonly UnexcusedDay[] {
  const state = stateOf(history);
  if (!hasCourse(state)) return [];
  const said = statements(history);
  return countedDays(state.attendance).flatMap(({ day, state: was }) => {
    const words = was === 'unexcused' ? (said.get(day) ?? []) : [];
    const told = words.filter(({ source }) => source === 'provider');
    return told.length ? [{ day, told: told.reduce(earlierLearned) }] : [];
  });
}
