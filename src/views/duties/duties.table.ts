import { type RowOf, table } from '../../projections/table.js';

/** What is owed in participations. `to_declare` while nothing but time stands between it and an overdue event. */
export const duties = table({
  name: 'duty',
  columns: {
    participation_id: 'text',
    duty_id: 'text',
    rule: 'text',
    owed_by: 'text',
    founded_by: 'text',
    due_at: 'text',
    rulebook: 'text',
    met_at: 'text?',
    met_by: 'text?',
    ended_at: 'text?',
    exempt: 'integer',
    declared_by: 'text?',
    to_declare: 'integer',
    client_id: 'text',
    measure_id: 'text?',
    provider_id: 'text?',
  },
  key: ['participation_id', 'duty_id'],
  indexes: [['to_declare', 'due_at', 'participation_id', 'duty_id']],
});

export type DutyRow = RowOf<typeof duties>;

export interface DutyTables {
  duty: DutyRow;
}
