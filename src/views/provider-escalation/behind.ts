import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import { isOwnClient, type AuditScope, type ReaderScope } from '../directory/reader-scope.js';
import { audited } from '../participation-status/audited.js';
import { counted, owedReports, type Db, type OnDay } from './counted.js';
import type { EventBehind, EventsBehind } from './escalation-row.js';
import { eventsBehind, type Figure, type FigureOfOwed, type FigureOfReports } from './figure.js';
import type { OverdueRow, ProviderEscalationTables } from './provider-escalation.table.js';

/** A report that was owed, founded by the event that it stands at. */
export interface DutyBehind {
  readonly dutyId: string;
  readonly rule: string;
  readonly dueAt: Instant;
  /** When it was made after all, and by which event; null while it is not. */
  readonly metAt: Instant | null;
  readonly metBy: string | null;
  /** The event that declared it overdue, where one did. */
  readonly declaredBy: string | null;
}

export interface ParticipationBehind {
  readonly participationId: string;
  readonly clientId: string;
  readonly measureId: string;
  readonly providerId: string;
  /** `delayDays` for the reporting delay; `duty` for reports that are overdue or came late. */
  readonly events: readonly (EventBehind & {
    readonly delayDays?: number;
    readonly duty?: DutyBehind;
  })[];
}

/** `complete` is false where the figure counts participations that this reader may not read. */
export interface PageBehind extends Page<ParticipationBehind> {
  readonly complete: boolean;
}

const byParticipation = new Cursor('behind-a-figure', ['participation_id']);

/** @throws BadCursor */
export async function readBehind(
  db: Db,
  of: OnDay,
  scope: ReaderScope,
  cursor: string | undefined,
  limit: number,
): Promise<PageBehind> {
  const { figure } = of;
  const after = byParticipation.read(cursor);
  const readable = scope.audit ? isAudited(db, scope.audit) : isOwnClient(scope);
  let query = counted(db, of).selectAll('provider_escalation').where(readable);
  if (after) query = query.where('participation_id', '>', after.participation_id);
  const rows = await query
    .orderBy('participation_id')
    .limit(limit + 1)
    .execute();
  const hidden = await counted(db, of)
    .select('participation_id')
    .where(row => row.or([row('directory_client.client_id', 'is', null), row.not(readable)]))
    .limit(1)
    .execute();
  const ids = rows.slice(0, limit).map(({ participation_id }) => participation_id);
  const ofReports = isOfReports(figure) ? await eventsOf[figure](db, ids, of) : undefined;
  const page = byParticipation.page(rows, limit, row => ({
    participationId: row.participation_id,
    clientId: row.client_id,
    measureId: row.measure_id,
    providerId: row.provider_id,
    events: isOfReports(figure)
      ? (ofReports?.get(row.participation_id) ?? [])
      : eventsBehind(figure, JSON.parse(row.behind) as EventsBehind),
  }));
  return { ...page, complete: hidden.length === 0 };
}

function isAudited(db: Db, audit: AuditScope): Expression<SqlBool> {
  const ids = db.selectFrom('participation_status').select('participation_id').where(audited(audit));
  return expressionBuilder<ProviderEscalationTables, 'provider_escalation'>()(
    'provider_escalation.participation_id',
    'in',
    ids,
  );
}

type Read = (
  db: Db,
  ids: readonly string[],
  of: OnDay,
) => Promise<ReadonlyMap<string, ParticipationBehind['events']>>;

const readOwed =
  (figure: FigureOfOwed): Read =>
  async (db, ids, asked) => {
    if (ids.length === 0) return new Map();
    const rows = await owedReports(db, asked, figure)
      .selectAll()
      .where('participation_id', 'in', ids)
      .orderBy('due_at')
      .orderBy('duty_id')
      .execute();
    const groups = Map.groupBy(rows, ({ participation_id }) => participation_id);
    return new Map([...groups].map(([id, of]) => [id, of.map(owedEvent)]));
  };

const owedEvent = (row: OverdueRow): ParticipationBehind['events'][number] => ({
  kind: 'duty',
  eventId: row.founded_by,
  disputed: row.disputed === 1,
  duty: {
    dutyId: row.duty_id,
    rule: row.rule,
    dueAt: row.due_at,
    metAt: row.met_at,
    metBy: row.met_by,
    declaredBy: row.declared_by,
  },
});

const eventsOf: Readonly<Record<FigureOfReports, Read>> = {
  'reporting-delay': (...asked) => readReports(...asked),
  'overdue-reports': readOwed('overdue-reports'),
  'late-reports': readOwed('late-reports'),
};

const isOfReports = (figure: Figure): figure is FigureOfReports => Object.hasOwn(eventsOf, figure);

async function readReports(
  db: Db,
  ids: readonly string[],
  { asOf }: OnDay,
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
