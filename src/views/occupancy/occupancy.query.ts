import type { Kysely } from 'kysely';
import type { Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { OccupancyTables } from './occupancy.table.js';

/** How the places of a measure are used. `occupied` = `assigned` + `started` + `interrupted` + `halfTaken`. */
export interface Occupancy {
  readonly measureId: string;
  readonly providerId: string;
  /** With the contract's option. */
  readonly places: number;
  readonly minimumPlaces: number;
  readonly occupied: number;
  readonly free: number;
  readonly assigned: number;
  readonly started: number;
  readonly interrupted: number;
  /** Taken by participations that are not, or no longer, assigned or running. */
  readonly halfTaken: number;
  /** What is paid for places that nobody takes: max(0, minimumPlaces − occupied) × price a month, in cents. */
  readonly exposure: number;
  /** Whether assignments are paused, and by which provider case; null where by none. */
  readonly paused: boolean;
  readonly pausedByCaseId: string | null;
}

export interface HalfTakenPlace {
  readonly measureId: string;
  readonly participationId: string;
  /** When the taking was recorded: a very young one may be an assignment that is being recorded just now. */
  readonly since: Instant;
}

const byMeasure = new Cursor('occupancy', ['measure_id']);

/** Places of measures. */
export class OccupancyQuery {
  constructor(private readonly db: Kysely<OccupancyTables>) {}

  async one(measureId: string): Promise<Occupancy | undefined> {
    const row = await this.measures().where('measure.measure_id', '=', measureId).executeTakeFirst();
    return row && occupancyOf(row);
  }

  /** All measures, or those of a provider, in the order of their ids. @throws BadCursor */
  async list(
    { providerId }: { readonly providerId?: string },
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<Occupancy>> {
    const after = byMeasure.read(cursor);
    let query = this.measures();
    if (providerId !== undefined) query = query.where('measure.provider_id', '=', providerId);
    if (after) query = query.where('measure.measure_id', '>', after.measure_id);
    const rows = await query
      .orderBy('measure.measure_id')
      .limit(limit + 1)
      .execute();
    return byMeasure.page(rows, limit, occupancyOf);
  }

  /** Places to be completed or freed by a policy, the oldest first. */
  async halfTaken(): Promise<readonly HalfTakenPlace[]> {
    const rows = await this.places()
      .where('held.phase', 'is', null)
      .select(['place.measure_id', 'place.holder', 'place.since'])
      .orderBy('place.since')
      .orderBy('place.holder')
      .execute();
    return rows.map(row => ({ measureId: row.measure_id, participationId: row.holder, since: row.since }));
  }

  private places() {
    return this.db
      .selectFrom('occupancy_place as place')
      .leftJoin('occupancy_holder as held', join =>
        join
          .onRef('held.participation_id', '=', 'place.holder')
          .onRef('held.measure_id', '=', 'place.measure_id'),
      );
  }

  private measures() {
    const counted = this.places()
      .select(({ fn, ref }) => [
        'place.measure_id',
        fn.countAll<number>().as('occupied'),
        ...(['assigned', 'started', 'interrupted'] as const).map(phase =>
          fn.countAll<number>().filterWhere(ref('held.phase'), '=', phase).as(phase),
        ),
      ])
      .groupBy('place.measure_id');
    return this.db
      .selectFrom('occupancy_measure as measure')
      .leftJoin(counted.as('counted'), 'counted.measure_id', 'measure.measure_id')
      .selectAll('measure')
      .select(['counted.occupied', 'counted.assigned', 'counted.started', 'counted.interrupted']);
  }
}

type Counts = Readonly<Record<'occupied' | 'assigned' | 'started' | 'interrupted', number | string | null>>;

function occupancyOf(row: OccupancyTables['occupancy_measure'] & Counts): Occupancy {
  const [occupied, assigned, started, interrupted] = [
    Number(row.occupied ?? 0),
    Number(row.assigned ?? 0),
    Number(row.started ?? 0),
    Number(row.interrupted ?? 0),
  ];
  return {
    measureId: row.measure_id,
    providerId: row.provider_id,
    places: row.places,
    minimumPlaces: row.minimum_places,
    occupied,
    free: Math.max(0, row.places - occupied),
    assigned,
    started,
    interrupted,
    halfTaken: occupied - assigned - started - interrupted,
    exposure: Math.max(0, row.minimum_places - occupied) * row.price,
    paused: row.paused === 1,
    pausedByCaseId: row.paused_by_case,
  };
}
