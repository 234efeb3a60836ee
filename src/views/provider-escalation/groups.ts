import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { counts } from './figure.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';
import type { Counts, Delays } from './tally.js';

/** Whose figures, and of what had happened by which day. */
export interface Of {
  readonly providerId?: string | undefined;
  readonly measureId?: string | undefined;
  readonly asOf: Day;
}

/** Participations of one measure that started in the same quarter, counted. */
export interface Group extends Counts {
  readonly measureId: string;
  /** Null for those that never started. */
  readonly cohort: string | null;
  readonly delays: Delays;
}

type Db = Kysely<ProviderEscalationTables & DirectoryTables>;

/** Participations of a provider or a measure, by measure and cohort. */
export async function readGroups(db: Db, { providerId, measureId, asOf }: Of): Promise<readonly Group[]> {
  let query = db.selectFrom('provider_escalation');
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  const rows = await query
    .select(['measure_id', 'cohort'])
    .select(({ fn, eb }) => {
      const count = (figure: keyof typeof counts) =>
        fn.sum<number | string>(eb.case().when(counts[figure](asOf)).then(1).else(0).end());
      return [
        count('registered').as('registered'),
        count('no-shows').as('no_shows'),
        count('started').as('started'),
        count('running').as('running'),
        count('completed').as('completed'),
        count('dropped-out').as('dropped_out'),
        count('neutral-dropouts').as('neutral_dropouts'),
        count('warned').as('warned'),
        count('reported-late').as('reported_late'),
        count('short-notice').as('short_notice'),
        count('without-sign').as('without_sign'),
      ];
    })
    .groupBy(['measure_id', 'cohort'])
    .execute();
  const delays = await readDelays(db, { providerId, measureId, asOf });
  return rows.map(row => ({
    measureId: row.measure_id,
    cohort: row.cohort,
    delays: delays.get(`${row.measure_id} ${row.cohort}`) ?? new Map(),
    // PostgreSQL gives a sum as text
    registered: Number(row.registered),
    noShows: Number(row.no_shows),
    started: Number(row.started),
    running: Number(row.running),
    completed: Number(row.completed),
    droppedOut: Number(row.dropped_out),
    neutralDropouts: Number(row.neutral_dropouts),
    warned: Number(row.warned),
    reportedLate: Number(row.reported_late),
    shortNotice: Number(row.short_notice),
    withoutSign: Number(row.without_sign),
  }));
}

/** How often each delay of a report occurs, by measure and cohort. */
async function readDelays(db: Db, { providerId, measureId, asOf }: Of): Promise<ReadonlyMap<string, Delays>> {
  let query = db.selectFrom('provider_escalation_report').where('learned_on', '<=', asOf);
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  const rows = await query
    .select(['measure_id', 'cohort', 'delay_days'])
    .select(({ fn }) => fn.countAll<number | string>().as('reports'))
    .groupBy(['measure_id', 'cohort', 'delay_days'])
    .execute();
  const groups = Map.groupBy(rows, ({ measure_id, cohort }) => `${measure_id} ${cohort}`);
  return new Map(
    [...groups].map(([key, of]) => [key, new Map(of.map(row => [row.delay_days, Number(row.reports)]))]),
  );
}
