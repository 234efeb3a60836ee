import { type RowOf, table } from '../../projections/table.js';

/** `price` is a place's price a month in cents; `paused` is 1 while assignments are, by a case where there is one. */
export const measures = table({
  name: 'occupancy_measure',
  columns: {
    measure_id: 'text',
    provider_id: 'text',
    places: 'integer',
    minimum_places: 'integer',
    price: 'integer',
    paused: 'integer',
    paused_by_case: 'text?',
  },
  key: ['measure_id'],
  indexes: [['provider_id', 'measure_id']],
});

/** Places that are taken, as the measure's own stream has it. `holder` is a participation, `since` was recorded. */
export const places = table({
  name: 'occupancy_place',
  columns: { measure_id: 'text', holder: 'text', since: 'text' },
  key: ['measure_id', 'holder'],
});

/** Participations to which a place belongs, as their own streams have it. */
export const holders = table({
  name: 'occupancy_holder',
  columns: { participation_id: 'text', measure_id: 'text', phase: 'text' },
  key: ['participation_id'],
});

export interface OccupancyTables {
  occupancy_measure: RowOf<typeof measures>;
  occupancy_place: RowOf<typeof places>;
  occupancy_holder: RowOf<typeof holders>;
}
