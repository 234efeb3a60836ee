import { type RowOf, table } from '../../projections/table.js';

export const clients = table({
  name: 'reach_client',
  columns: { client_id: 'text', office_id: 'text' },
  key: ['client_id'],
  indexes: [['office_id', 'client_id']],
});

/**
 * A step that a client or one of its participations took, on a day. `reason` is what came of it: the result of a
 * mandate, why it was deferred or lost. Consultations are steps of a client like mandates.
 */
export const steps = table({
  name: 'reach_step',
  columns: {
    position: 'text',
    client_id: 'text',
    participation_id: 'text?',
    day: 'text',
    step: 'text',
    reason: 'text?',
    neutral: 'integer?',
  },
  key: ['position'],
  indexes: [['client_id', 'step'], ['participation_id']],
});

export interface ReachTables {
  reach_client: RowOf<typeof clients>;
  reach_step: RowOf<typeof steps>;
}
