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

export type EscalationRow = RowOf<typeof participations>;
export type ReportRow = RowOf<typeof reports>;

export interface ProviderEscalationTables {
  provider_escalation: EscalationRow;
  provider_escalation_report: ReportRow;
}
