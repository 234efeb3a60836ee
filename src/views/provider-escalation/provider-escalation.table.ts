import { type RowOf, table } from '../../projections/table.js';

/** One participation each. `behind` holds the events behind its figures: EventsBehind as JSON. */
export const participations = table({
  name: 'provider_escalation',
  columns: {
    participation_id: 'text',
    provider_id: 'text',
    measure_id: 'text',
    client_id: 'text',
    offered_on: 'text',
    no_show_on: 'text?',
    started_on: 'text?',
    cohort: 'text?',
    ended_on: 'text?',
    outcome: 'text?',
    neutral: 'integer?',
    surprise: 'text?',
    behind: 'text',
  },
  key: ['participation_id'],
  indexes: [
    ['provider_id', 'measure_id', 'participation_id'],
    ['measure_id', 'participation_id'],
  ],
});

/** One first report of the provider each; `day` is empty but for a day of absence. */
export const reports = table({
  name: 'provider_escalation_report',
  columns: {
    participation_id: 'text',
    event_id: 'text',
    day: 'text',
    kind: 'text',
    provider_id: 'text',
    measure_id: 'text',
    cohort: 'text',
    learned_on: 'text',
    delay_days: 'integer',
    disputed: 'integer',
  },
  key: ['participation_id', 'event_id', 'day'],
  indexes: [['provider_id', 'measure_id'], ['measure_id']],
});

/**
 * A report that a provider owed and that is not, or not in time, known to be made; `provider_id` is whose it was, also
 * where the participation is another's by now. One that was met in time and one that is exempt has no row. `over_at` is
 * when it was made, or when nobody owed it any more; empty while it is owed.
 */
export const overdue = table({
  name: 'provider_escalation_overdue',
  columns: {
    participation_id: 'text',
    duty_id: 'text',
    rule: 'text',
    provider_id: 'text',
    measure_id: 'text',
    client_id: 'text',
    due_at: 'text',
    due_on: 'text',
    over_at: 'text',
    met_at: 'text?',
    founded_by: 'text',
    met_by: 'text?',
    declared_by: 'text?',
    disputed: 'integer',
  },
  key: ['participation_id', 'duty_id'],
  indexes: [
    ['provider_id', 'due_on'],
    ['measure_id', 'due_on'],
  ],
});

/** Steps of provider cases in the order of the log; `step` holds type, time and data as JSON. */
export const caseSteps = table({
  name: 'provider_escalation_case_step',
  columns: { case_id: 'text', revision: 'integer', step: 'text' },
  key: ['case_id', 'revision'],
});

export const cases = table({
  name: 'provider_escalation_case',
  columns: { case_id: 'text', provider_id: 'text', measure_id: 'text?' },
  key: ['case_id'],
  indexes: [['provider_id'], ['measure_id']],
});

/** Pauses and resumptions of measures; `case_id` is empty where a pause has none. */
export const pauses = table({
  name: 'provider_escalation_pause',
  columns: {
    measure_id: 'text',
    revision: 'integer',
    provider_id: 'text',
    paused: 'integer',
    case_id: 'text',
    occurred_on: 'text',
    event_id: 'text',
  },
  key: ['measure_id', 'revision'],
  indexes: [['provider_id']],
});

export type EscalationRow = RowOf<typeof participations>;
export type ReportRow = RowOf<typeof reports>;
export type OverdueRow = RowOf<typeof overdue>;

export interface ProviderEscalationTables {
  provider_escalation: EscalationRow;
  provider_escalation_report: ReportRow;
  provider_escalation_overdue: OverdueRow;
  provider_escalation_case: RowOf<typeof cases>;
  provider_escalation_case_step: RowOf<typeof caseSteps>;
  provider_escalation_pause: RowOf<typeof pauses>;
}
