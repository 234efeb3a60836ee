import type { Kysely } from 'kysely';
import type { Day } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { isOwnClient, type ReaderScope } from '../directory/reader-scope.js';
import type { EventBehind, EventsBehind } from './escalation-row.js';
import { counts, eventsBehind, type Figure } from './figure.js';
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

export interface ParticipationBehind {
  readonly participationId: string;
  readonly clientId: string;
  readonly measureId: string;
  readonly providerId: string;
  /** `delayDays` for the reporting delay. */
  readonly events: readonly (EventBehind & { readonly delayDays?: number })[];
}

/** `complete` is false where the figure counts participations that this reader may not read. */
export interface PageBehind extends Page<ParticipationBehind> {
  readonly complete: boolean;
}

type Db = Kysely<ProviderEscalationTables & DirectoryTables>;

const byParticipation = new Cursor('behind-a-figure', ['participation_id']);

/** @throws BadCursor */
export async function readBehind(
  db: Db,
  of: BehindFigure & { readonly asOf: Day },
  scope: ReaderScope,
  cursor: string | undefined,
  limit: number,
): Promise<PageBehind> {
  const { figure, asOf } = of;
  const after = byParticipation.read(cursor);
  let query = counted(db, of).selectAll('provider_escalation').where(isOwnClient(scope));
  if (after) query = query.where('participation_id', '>', after.participation_id);
  const rows = await query
    .orderBy('participation_id')
    .limit(limit + 1)
    .execute();
  const hidden = await counted(db, of)
    .select('participation_id')
    .where(row => row.or([row('directory_client.client_id', 'is', null), row.not(isOwnClient(scope))]))
    .limit(1)
    .execute();
  const ids = rows.slice(0, limit).map(({ participation_id }) => participation_id);
  const reports = figure === 'reporting-delay' ? await readReports(db, ids, asOf) : undefined;
  const page = byParticipation.page(rows, limit, row => ({
    participationId: row.participation_id,
    clientId: row.client_id,
    measureId: row.measure_id,
    providerId: row.provider_id,
    events:
      figure === 'reporting-delay'
        ? (reports?.get(row.participation_id) ?? [])
        : eventsBehind(figure, JSON.parse(row.behind) as EventsBehind),
  }));
  return { ...page, complete: hidden.length === 0 };
}

function counted(
  db: Db,
  { providerId, measureId, cohort, figure, asOf }: BehindFigure & { readonly asOf: Day },
) {
  let query = db
    .selectFrom('provider_escalation')
    .leftJoin('directory_client', 'directory_client.client_id', 'provider_escalation.client_id')
    .where(counts[figure](asOf));
  if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
  if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
  if (cohort !== undefined) query = query.where('cohort', '=', cohort).where(counts.started(asOf));
  return query;
}

async function readReports(
  db: Db,
  ids: readonly string[],
  asOf: Day,
): Promise<ReadonlyMap<string, ParticipationBehind['events']>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('provider_escalation_report')
    .selectAll()
    .where('participation_id', 'in', ids)
    .where('learned_on', '<=', asOf)
    .orderBy('learned_on')
    .orderBy('event_id')
    .orderBy('day')
    .execute();
  const events = rows.map(({ participation_id, kind, event_id, day, disputed, delay_days }) => ({
    participation_id,
    event: {
      kind: kind as EventBehind['kind'],
      eventId: event_id,
      ...(day && { day }),
      disputed: disputed === 1,
      delayDays: delay_days,
    },
  }));
  const groups = Map.groupBy(events, ({ participation_id }) => participation_id);
  return new Map([...groups].map(([id, of]) => [id, of.map(({ event }) => event)]));
}
