import { type RowOf, table } from '../../projections/table.js';

/**
 * Duties of the office, one each. `founded_on` is the day on which the office learned of what founded it, `minutes`
 * the time from then to its response; `rule` and `severity` say what it owed. Nobody of the office is named.
 */
export const responses = table({
  name: 'office_response',
  columns: {
    participation_id: 'text',
    duty_id: 'text',
    client_id: 'text',
    rule: 'text',
    severity: 'integer?',
    founded_on: 'text',
    due_at: 'text',
    met_at: 'text',
    minutes: 'integer?',
  },
  key: ['participation_id', 'duty_id'],
  indexes: [['client_id'], ['founded_on']],
});

export type ResponseRow = RowOf<typeof responses>;

export interface OfficeFiguresTables {
  office_response: ResponseRow;
}
