import { firedRules } from '../rulebook/early-warning.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Decided, Issued } from '../terms/fact.js';
import type { Day } from '../terms/times.js';
import { countedDays } from './attendance.js';
import type { ParticipationCommand } from './commands.js';
import { correctionsOf, effective } from './effective.js';
import type { AttendanceDay, ParticipationEntry, ParticipationEvent } from './events.js';
import { fact } from './secrecy.js';
import { isActive, late, type Participation } from './state.js';

/** The days as they stand in `data`, and which of them were sickness. */
function veilDays(days: ParticipationCommand<'ReportAttendance'>['days']): {
  readonly days: readonly AttendanceDay[];
  readonly sick: readonly Day[] | undefined;
} {
  const sick = days.filter(({ state }) => state === 'sick').map(({ day }) => day);
  return {
    days: days.map(({ day, state }) => ({ day, state: state === 'sick' ? 'excused' : state })),
    sick: sick.length ? sick : undefined,
  };
}

/** The reports that say what the named days were, for each day the last one that stands, and what corrected them. */
function causes(
  days: ReadonlySet<Day>,
  history: readonly ParticipationEntry[],
  reported: readonly AttendanceDay[],
  reportId: string,
): readonly string[] {
  const last = new Map<Day, string>();
  for (const event of effective(history))
    if (event.type === 'AttendanceReported')
      for (const { day } of event.data.days) if (days.has(day)) last.set(day, event.id);
  for (const { day } of reported) if (days.has(day)) last.set(day, reportId);
  const corrections = correctionsOf(history);
  const inOrder = [...last].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id);
  const correcting = (id: string) =>
    (corrections.get(id) ?? []).filter(({ data }) => data.field === 'days').map(one => one.id);
  return [...new Set(inOrder.flatMap(id => [id, ...correcting(id)]))];
}

/** A report that completes the condition of an early warning raises the risk in the same breath, once. */
export function reportAttendance(
  { days, note, riskId }: ParticipationCommand<'ReportAttendance'>,
  state: Participation,
  rules: Rulebook,
  issued: Issued,
  history: readonly ParticipationEntry[],
): readonly Decided<ParticipationEvent>[] {
  const veiled = veilDays(days);
  const reported = fact('AttendanceReported', { days: veiled.days, sick: veiled.sick, note, ...late(state) });
  if (!isActive(state) || state.openRisk !== undefined) return [reported];
  const after = countedDays({
    ...state.attendance,
    reports: [...state.attendance.reports, veiled.days],
  });
  const fired = firedRules(rules, after, state.served, new Set(days.map(({ day }) => day)));
  if (!fired.length) return [reported];
  const served = new Set(fired.flatMap(({ days: of }) => of));
  const because = causes(served, history, veiled.days, issued.eventId(0));
  const risk = fact('DropoutRiskFlagged', { riskId, raisedBy: 'rule', rules: fired, because });
  return [reported, { ...risk, source: 'system', causedBy: 0 }];
}
