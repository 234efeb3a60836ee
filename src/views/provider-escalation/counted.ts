import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import type { ParticipationStatusTables } from '../participation-status/participation-status.table.js';
import { counts, owed, type Figure, type FigureOfOwed } from './figure.js';
import type { ProviderEscalationTables } from './provider-escalation.table.js';

/** A figure of a provider or a measure (one of them is named), of all or of one cohort. */
export interface BehindFigure {
  readonly providerId?: string;
  readonly measureId?: string;
  readonly cohort?: string;
  readonly figure: Figure;
  /** What had happened by that day; without it, all that is recorded. */
  readonly asOf?: Day;
}

export type OnDay = BehindFigure & { readonly asOf: Day };

export type Db = Kysely<ProviderEscalationTables & DirectoryTables & ParticipationStatusTables>;

const isOfOwed = (figure: Figure): figure is FigureOfOwed => Object.hasOwn(owed, figure);

/** The participations that a figure counts, each with the measure and the provider that it is counted for. */
export const counted = (db: Db, of: OnDay) =>
  db
    .selectFrom(
      (isOfOwed(of.figure) ? owing(db, of, of.figure) : inCourse(db, of, of.figure)).as(
        'provider_escalation',
      ),
    )
    .leftJoin('directory_client', 'directory_client.client_id', 'provider_escalation.client_id');

function inCourse(
  db: Db,
  { providerId, measureId, cohort, asOf }: OnDay,
  figure: Exclude<Figure, FigureOfOwed>,
) {
  let query = db
    .selectFrom('provider_escalation')
    .select(['participation_id', 'client_id', 'measure_id', 'provider_id', 'behind'])
    .where(counts[figure](asOf));
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  if (cohort !== undefined) query = query.where('cohort', '=', cohort).where(counts.started(asOf));
  return query;
}

/** By whose the reports were: a participation can be with another provider by now. */
function owing(db: Db, of: OnDay, figure: FigureOfOwed) {
  const { cohort, asOf } = of;
  const query = owedReports(db, of, figure)
    .select(({ fn, val }) => [
      'participation_id',
      fn.min<string>('client_id').as('client_id'),
      fn.min<string>('measure_id').as('measure_id'),
      fn.min<string>('provider_id').as('provider_id'),
      val('{}').as('behind'),
    ])
    .groupBy('participation_id');
  if (cohort === undefined) return query;
  const begun = db.selectFrom('provider_escalation').select('participation_id').where('cohort', '=', cohort);
  return query.where('participation_id', 'in', begun.where(counts.started(asOf)));
}

/** Rows of reports that a figure counts. */
export function owedReports(db: Db, { providerId, measureId, asOf }: OnDay, figure: FigureOfOwed) {
  let query = db.selectFrom('provider_escalation_overdue').where(owed[figure](asOf));
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  return query;
}
