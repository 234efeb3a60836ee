import { type RowOf, table } from '../../projections/table.js';

/** Whose client it is now, and since which position of the log. */
export const clients = table({
  name: 'directory_client',
  columns: { client_id: 'text', office_id: 'text', adviser_id: 'text', since: 'text' },
  key: ['client_id'],
  indexes: [
    ['adviser_id', 'client_id'],
    ['office_id', 'client_id'],
  ],
});

/** Registered offices, each with the state whose public holidays it keeps. */
export const offices = table({
  name: 'directory_office',
  columns: { office_id: 'text', state: 'text' },
  key: ['office_id'],
});

/** Deputies as they were appointed; both days belong to it. */
export const appointments = table({
  name: 'directory_appointment',
  columns: {
    position: 'text',
    office_id: 'text',
    adviser_id: 'text',
    deputy_id: 'text',
    from_day: 'text',
    to_day: 'text',
  },
  key: ['position'],
  indexes: [['deputy_id']],
});

/** Ends said before their time: each shortens what was appointed before it. */
export const endings = table({
  name: 'directory_ending',
  columns: { position: 'text', office_id: 'text', adviser_id: 'text', deputy_id: 'text', ended_on: 'text' },
  key: ['position'],
  indexes: [['deputy_id', 'adviser_id']],
});

export const providers = table({
  name: 'directory_provider',
  columns: { provider_id: 'text', name: 'text' },
  key: ['provider_id'],
});

export const measures = table({
  name: 'directory_measure',
  columns: {
    measure_id: 'text',
    provider_id: 'text',
    title: 'text',
    legal_basis: 'text',
    decided_by: 'text?',
    track: 'text',
    runs_from: 'text',
    runs_to: 'text',
  },
  key: ['measure_id'],
  indexes: [['provider_id', 'measure_id']],
});

export interface DirectoryTables {
  directory_client: RowOf<typeof clients>;
  directory_office: RowOf<typeof offices>;
  directory_appointment: RowOf<typeof appointments>;
  directory_ending: RowOf<typeof endings>;
  directory_provider: RowOf<typeof providers>;
  directory_measure: RowOf<typeof measures>;
}
