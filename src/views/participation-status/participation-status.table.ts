import { type RowOf, table } from '../../projections/table.js';

export const participations = table({
  name: 'participation_status',
  columns: {
    participation_id: 'text',
    phase: 'text',
    client_id: 'text',
    measure_id: 'text?',
    provider_id: 'text?',
    legal_basis: 'text',
    track: 'text',
    offered_at: 'text',
    decide_by: 'text?',
    revisit_on: 'text?',
    mandate_overridden: 'integer',
    consent: 'text',
    pressure_marks: 'text',
    ever_assigned: 'integer',
    starts_on: 'text?',
    started_on: 'text?',
    ended_on: 'text?',
    outcome: 'text?',
    neutral: 'integer?',
    open_crises: 'integer',
    highest_severity: 'integer?',
    open_risk: 'text?',
    proposed_at: 'text?',
    disputed: 'integer',
    disputed_of_provider: 'integer',
    revision: 'integer',
    position: 'text',
  },
  key: ['participation_id'],
  indexes: [
    ['client_id'],
    ['provider_id', 'participation_id'],
    ['measure_id'],
    ['offered_at', 'participation_id'],
  ],
});

/** Which participations had a crisis in the same incident. */
export const incidents = table({
  name: 'participation_incident',
  columns: { participation_id: 'text', incident_id: 'text' },
  key: ['participation_id', 'incident_id'],
  indexes: [['incident_id', 'participation_id']],
});

export type ParticipationRow = RowOf<typeof participations>;

export interface ParticipationStatusTables {
  participation_status: ParticipationRow;
  participation_incident: RowOf<typeof incidents>;
}
