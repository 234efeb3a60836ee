import type { Attendance } from '../participation/attendance.js';
import { effective } from '../participation/effective.js';
import type { EventOf, ParticipationEntry } from '../participation/events.js';
import { stateOf } from '../participation/evolve.js';
import { hasCourse } from '../participation/state.js';
import type { Recorded } from '../terms/fact.js';

export type Report = Recorded<EventOf<'AttendanceReported'>>;

export const isReport = (entry: ParticipationEntry): entry is Report => entry.type === 'AttendanceReported';

/** In the order in which the office learned of it: by `learnedAt`, then as it stands in the log. */
export const inOrderOfLearning = <E extends ParticipationEntry>(history: readonly E[]): readonly E[] =>
  history.toSorted((a, b) =>
    a.learnedAt === b.learnedAt ? a.revision - b.revision : a.learnedAt < b.learnedAt ? -1 : 1,
  );

/** The days of a participation as the office knew them at a moment. */
export interface KnownAttendance {
  readonly attendance: Attendance;
  /** The reports as they then read, in the order of learning. */
  readonly reports: readonly Report[];
}

/**
 * What counted at a moment is what was known at it: the start, the end, interruptions and consent as far as they had
 * been learned of, with the corrections and annulments of that time. As long as the end is not known, every day from
 * the start counts. Of a day the report speaks that was learned of last; all else is read in the order of the log,
 * for there each step rests on the one before. Undefined while no start was known.
 * @param known in the order of learning
 */
export function knownAttendance(known: readonly ParticipationEntry[]): KnownAttendance | undefined {
  const inLogOrder = known.toSorted((a, b) => a.revision - b.revision);
  const state = stateOf(inLogOrder.filter(entry => !isReport(entry)));
  if (!hasCourse(state)) return undefined;
  const reports = inOrderOfLearning(effective(inLogOrder).filter(isReport));
  return { attendance: { ...state.attendance, reports: reports.map(({ data }) => data.days) }, reports };
}
