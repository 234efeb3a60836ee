import { table, type RowOf } from '../../projections/table.js';

/** Cases by what a list is asked for. `reached` is 1 once the provider may see it, `found` once a finding stands. */
export const cases = table({
  name: 'provider_case',
  columns: {
    case_id: 'text',
    office_id: 'text',
    provider_id: 'text',
    measure_id: 'text?',
    opened_on: 'text',
    reached: 'integer',
    found: 'integer',
    closed_on: 'text?',
  },
  key: ['case_id'],
  indexes: [['office_id', 'case_id'], ['provider_id', 'case_id'], ['measure_id']],
});

/** Everything recorded of a case in the order of the log, without its free text: `step` is a CaseStep as JSON. */
export const steps = table({
  name: 'provider_case_step',
  columns: { case_id: 'text', revision: 'integer', step: 'text' },
  key: ['case_id', 'revision'],
});

/** Demands whose deadline may have to be declared lapsed: neither declared nor last found cured. */
export const undeclared = table({
  name: 'provider_case_undeclared',
  columns: { case_id: 'text', demand_id: 'text', ends_at: 'text', cured: 'integer' },
  key: ['case_id', 'demand_id'],
  indexes: [['ends_at']],
});

/** What stands noted in the measures' own streams. */
export const noted = table({
  name: 'provider_case_noted',
  columns: { noted_case: 'text', category: 'text', severity: 'text' },
  key: ['noted_case'],
});

export interface ProviderCasesTables {
  provider_case: RowOf<typeof cases>;
  provider_case_step: RowOf<typeof steps>;
  provider_case_undeclared: RowOf<typeof undeclared>;
  provider_case_noted: RowOf<typeof noted>;
}
