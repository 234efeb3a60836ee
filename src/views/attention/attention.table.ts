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

export interface AttentionTables {
  attention_item: RowOf<typeof items>;
}
