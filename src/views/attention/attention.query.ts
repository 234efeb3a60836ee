import { expressionBuilder, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { Severity } from '../../terms/catalogues.js';
import { dayOf, endOfDay, type Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { isOwnClient, type ReaderScope } from '../directory/reader-scope.js';
import type { AttentionKind } from './attention-items.js';
import type { AttentionTables } from './attention.table.js';

/** Something that waits for the reader, in the order of rules.md: `rank` 1 comes first. */
export interface AttentionItem {
  readonly kind: AttentionKind;
  readonly rank: number;
  /** Null where the client itself waits: a talk that was agreed on. */
  readonly participationId: string | null;
  readonly clientId: string;
  /** Null for a voucher's offer that is not redeemed yet. */
  readonly measureId: string | null;
  readonly providerId: string | null;
  /** The crisis or the risk; else the event that it is about. */
  readonly ref: string;
  readonly eventId: string;
  readonly severity: Severity | null;
  /** When the office learned of what it is about. */
  readonly since: Instant;
  /** The end of the deadline; null where no rule sets one. */
  readonly dueAt: Instant | null;
  readonly overdue: boolean;
  readonly disputed: boolean;
}

type Tables = AttentionTables & DirectoryTables;
type Column = 'rank' | 'sort_at' | 'participation_id' | 'item';

const order = ['rank', 'sort_at', 'participation_id', 'item'] as const satisfies readonly Column[];
const inOrder = new Cursor<Column>('attention', order);
const row = expressionBuilder<AttentionTables, 'attention_item'>();

/** Reports and contacts show once they are overdue, days to decide or to revisit from the day itself on. */
const showsAt = (now: Instant): Expression<SqlBool> =>
  row.or([
    row('rank', '<=', '6'),
    row.and([row('rank', 'in', ['7', '8']), row('due_at', '<', now)]),
    row.and([row('rank', '=', '9'), row('due_at', '<=', endOfDay(dayOf(now)))]),
  ]);

/** Rows that come after one in the order of the columns. */
function after(
  place: Readonly<Record<Column, string>>,
  [column, ...rest]: readonly Column[],
): Expression<SqlBool> {
  if (column === undefined) return row.lit(false);
  return row.or([
    row(column, '>', place[column]),
    row.and([row(column, '=', place[column]), after(place, rest)]),
  ]);
}

/** What waits for whom. */
export class AttentionQuery {
  constructor(private readonly db: Kysely<Tables>) {}

  /** What waits at a moment for the readers of these clients; nothing for a provider. @throws BadCursor */
  async attention(
    scope: ReaderScope,
    now: Instant,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<AttentionItem>> {
    const place = inOrder.read(cursor);
    let query = this.db
      .selectFrom(this.waiting().as('attention_item'))
      .innerJoin('directory_client', 'directory_client.client_id', 'attention_item.client_id')
      .selectAll('attention_item')
      .where(isOwnClient(scope))
      .where(showsAt(now));
    if (place) query = query.where(after(place, order));
    for (const column of order) query = query.orderBy(column);
    const rows = await query.limit(limit + 1).execute();
    return inOrder.page(rows, limit, of => ({
      kind: of.kind as AttentionKind,
      rank: Number(of.rank),
      participationId: of.participation_id || null,
      clientId: of.client_id,
      measureId: of.measure_id,
      providerId: of.provider_id,
      ref: of.ref,
      eventId: of.event_id,
      severity: of.severity as Severity | null,
      since: of.since,
      dueAt: of.due_at,
      overdue: of.due_at !== null && of.due_at < now,
      disputed: of.disputed === 1,
    }));
  }

  /** Items of participations, and of clients those of the latest talk. */
  private waiting() {
    const ofClients = this.db
      .selectFrom('attention_revisit as talk')
      .where('talk.due_at', 'is not', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('attention_revisit as later')
              .select('later.event_id')
              .whereRef('later.client_id', '=', 'talk.client_id')
              .where(({ eb, or, and, ref }) =>
                or([
                  eb('later.held_at', '>', ref('talk.held_at')),
                  and([
                    eb('later.held_at', '=', ref('talk.held_at')),
                    eb('later.position', '>', ref('talk.position')),
                  ]),
                ]),
              ),
          ),
        ),
      )
      .select(({ ref, lit, cast, val }) => [
        val('').as('participation_id'),
        ref('talk.event_id').as('item'),
        val('revisit-on').as('kind'),
        val('9').as('rank'),
        ref('talk.client_id').as('client_id'),
        cast<string | null>(lit(null), 'text').as('measure_id'),
        cast<string | null>(lit(null), 'text').as('provider_id'),
        ref('talk.event_id').as('ref'),
        ref('talk.event_id').as('event_id'),
        cast<number | null>(lit(null), 'integer').as('severity'),
        ref('talk.since').as('since'),
        ref('talk.due_at').as('due_at'),
        ref('talk.due_at').$castTo<string>().as('sort_at'),
        cast<number>(lit(0), 'integer').as('disputed'),
      ]);
    return this.db
      .selectFrom('attention_item as one')
      .select([
        'one.participation_id',
        'one.item',
        'one.kind',
        'one.rank',
        'one.client_id',
        'one.measure_id',
        'one.provider_id',
        'one.ref',
        'one.event_id',
        'one.severity',
        'one.since',
        'one.due_at',
        'one.sort_at',
        'one.disputed',
      ])
      .unionAll(ofClients);
  }
}
