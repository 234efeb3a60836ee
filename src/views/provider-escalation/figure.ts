import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Day } from '../../terms/times.js';
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

/** Which rows of `provider_escalation` a figure counts, of what had happened by a day. */
export const counts: Readonly<Record<Figure, Condition>> = {
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

/** The events of one participation behind a figure. Those of the reporting delay stand in a table of their own. */
export function eventsBehind(
  figure: Exclude<Figure, 'reporting-delay'>,
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
      return present(of.start, of.exit, ...of.warnings);
  }
}
