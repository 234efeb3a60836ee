import { type RowOf, table } from '../../projections/table.js';

/** What waits for somebody. `rank` is one digit; `item` tells the items of one participation apart. */
export const items = table({
  name: 'attention_item',
  columns: {
    participation_id: 'text',
    item: 'text',
    kind: 'text',
    rank: 'text',
    client_id: 'text',
    measure_id: 'text?',
    provider_id: 'text?',
    ref: 'text',
    event_id: 'text',
    severity: 'integer?',
    since: 'text',
    due_at: 'text?',
    sort_at: 'text',
    disputed: 'integer',
  },
  key: ['participation_id', 'item'],
  indexes: [['client_id'], ['rank', 'sort_at', 'participation_id']],
});

/** When the client was seen, and by when it is to be seen again, as that talk agreed. */
export const revisits = table({
  name: 'attention_revisit',
  columns: {
    client_id: 'text',
    event_id: 'text',
    held_at: 'text',
    position: 'text',
    since: 'text',
    due_at: 'text?',
  },
  key: ['client_id', 'event_id'],
});

export interface AttentionTables {
  attention_revisit: RowOf<typeof revisits>;
  attention_item: RowOf<typeof items>;
}
