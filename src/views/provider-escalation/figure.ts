import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import { addDays, endOfDay, type Day } from '../../terms/times.js';
import { lookBackDays } from './level.js';
import type { EventBehind, EventsBehind } from './escalation-row.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';

/** What can be counted, and asked for the participations and events behind it. */
export const figures = [
  'registered',
  'no-shows',
  'started',
  'running',
  'completed',
  'dropped-out',
  'neutral-dropouts',
  'counted-dropouts',
  'warned',
  'surprise',
  'reported-late',
  'short-notice',
  'without-sign',
  'reporting-delay',
  'overdue-reports',
  'late-reports',
  'dropouts-reported-late',
] as const;
export type Figure = (typeof figures)[number];

const row = expressionBuilder<ProviderEscalationTables, 'provider_escalation'>();
type Condition = (asOf: Day) => Expression<SqlBool>;

const started: Condition = asOf => row('started_on', '<=', asOf);
const ended: Condition = asOf => row('ended_on', '<=', asOf);
const notEnded: Condition = asOf => row.or([row('ended_on', 'is', null), row('ended_on', '>', asOf)]);
const droppedOut: Condition = asOf => row.and([ended(asOf), row('outcome', '=', 'dropped-out')]);
const neutral =
  (is: 0 | 1): Condition =>
  asOf =>
    row.and([droppedOut(asOf), row('neutral', '=', is)]);
const ofClass =
  (...classes: readonly string[]): Condition =>
  asOf =>
    row.and([droppedOut(asOf), row('surprise', 'in', classes)]);

const duty = expressionBuilder<ProviderEscalationTables, 'provider_escalation_overdue'>();

/** Reports that are due and not made by the end of a day. */
const overdueBy: Condition = asOf =>
  duty.and([
    duty('provider_escalation_overdue.due_at', '<=', endOfDay(asOf)),
    duty.or([
      duty('provider_escalation_overdue.over_at', '=', ''),
      duty('provider_escalation_overdue.over_at', '>', endOfDay(asOf)),
    ]),
  ]);

/** Reports due in the days that count for the level and not made in time. */
const lateBy: Condition = asOf =>
  duty.and([
    duty('provider_escalation_overdue.due_at', '<=', endOfDay(asOf)),
    duty('provider_escalation_overdue.due_on', '>', addDays(asOf, -lookBackDays)),
  ]);

/** Which rows of `provider_escalation_overdue` a figure counts, each a report that was owed. */
export const owed = {
  'overdue-reports': overdueBy,
  'late-reports': lateBy,
} as const satisfies Readonly<Partial<Record<Figure, Condition>>>;
export type FigureOfOwed = keyof typeof owed;

/** Which rows of `provider_escalation` a figure counts, of what had happened by a day. */
export const counts: Readonly<Record<Exclude<Figure, FigureOfOwed>, Condition>> = {
  registered: asOf => row('offered_on', '<=', asOf),
  'no-shows': asOf => row('no_show_on', '<=', asOf),
  started,
  running: asOf => row.and([started(asOf), notEnded(asOf)]),
  completed: asOf => row.and([ended(asOf), row('outcome', '=', 'completed')]),
  'dropped-out': droppedOut,
  'neutral-dropouts': neutral(1),
  'counted-dropouts': neutral(0),
  warned: ofClass('warned'),
  surprise: ofClass('reported-late', 'short-notice', 'without-sign'),
  'reported-late': ofClass('reported-late'),
  'short-notice': ofClass('short-notice'),
  'without-sign': ofClass('without-sign'),
  'dropouts-reported-late': asOf =>
    row.and([
      row('surprise', '=', 'reported-late'),
      row('ended_on', '<=', asOf),
      row('ended_on', '>', addDays(asOf, -lookBackDays)),
    ]),
  'reporting-delay': asOf =>
    row.exists(
      expressionBuilder<ProviderEscalationTables, 'provider_escalation'>()
        .selectFrom('provider_escalation_report as report')
        .select('report.event_id')
        .whereRef('report.participation_id', '=', 'provider_escalation.participation_id')
        .where('report.learned_on', '<=', asOf),
    ),
};

const present = (...events: readonly (EventBehind | undefined)[]): readonly EventBehind[] =>
  events.filter(event => event !== undefined);

/** Figures whose events stand in tables of their own. */
export type FigureOfReports = 'reporting-delay' | FigureOfOwed;

/** The events of one participation behind a figure. */
export function eventsBehind(
  figure: Exclude<Figure, FigureOfReports>,
  of: EventsBehind,
): readonly EventBehind[] {
  switch (figure) {
    case 'registered':
      return [of.offer];
    case 'no-shows':
      return present(of.noShow);
    case 'started':
    case 'running':
      return present(of.start);
    case 'completed':
    case 'dropped-out':
    case 'neutral-dropouts':
    case 'counted-dropouts':
      return present(of.start, of.exit);
    case 'warned':
    case 'surprise':
    case 'reported-late':
    case 'short-notice':
    case 'without-sign':
    case 'dropouts-reported-late':
      return present(of.start, of.exit, ...of.warnings);
  }
}
