import { type RowOf, table } from '../../projections/table.js';

/** Whose stream it is. Entries name the stream only: an entry does not know its client, and the client may move. */
export const subjects = table({
  name: 'adviser_timeline_subject',
  columns: { stream: 'text', participation_id: 'text?', client_id: 'text', annulled: 'integer' },
  key: ['stream'],
  indexes: [['client_id'], ['participation_id']],
});

export const entries = table({
  name: 'adviser_timeline_entry',
  columns: {
    position: 'text',
    stream: 'text',
    participation_id: 'text?',
    event_id: 'text',
    type: 'text',
    measure_id: 'text?',
    provider_id: 'text?',
    occurred_at: 'text',
    source_knew_at: 'text?',
    learned_at: 'text',
    recorded_at: 'text',
    source: 'text',
    channel: 'text',
    data: 'text',
    disputed: 'integer',
    corrected: 'integer',
    after_end: 'integer',
    written_later: 'integer',
    needs_action: 'integer',
  },
  key: ['position'],
  indexes: [['stream', 'position'], ['participation_id']],
});

export interface AdviserTimelineTables {
  adviser_timeline_subject: RowOf<typeof subjects>;
  adviser_timeline_entry: RowOf<typeof entries>;
}
