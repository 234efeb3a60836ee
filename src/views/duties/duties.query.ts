import type { Kysely } from 'kysely';
import type { Instant } from '../../terms/times.js';
import type { DutyTables } from './duties.table.js';

/** A duty that is due, not met and not declared; the aggregate judges whether it is so. */
export interface DueDuty {
  readonly participationId: string;
  readonly dutyId: string;
  readonly foundedBy: string;
  readonly dueAt: Instant;
}

/** What is to be declared overdue when its moment has come. */
export class DutiesQuery {
  constructor(private readonly db: Kysely<DutyTables>) {}

  /**
   * Those due by a moment, the earliest first, then by participation and duty.
   * @param after the last one of the page before
   */
  async due(now: Instant, after: DueDuty | undefined, limit: number): Promise<readonly DueDuty[]> {
    let query = this.unmet().where('due_at', '<=', now);
    if (after)
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('due_at', 'participation_id', 'duty_id'),
          '>',
          tuple(after.dueAt, after.participationId, after.dutyId),
        ),
      );
    const rows = await query
      .select(['participation_id', 'duty_id', 'founded_by', 'due_at'])
      .orderBy('due_at')
      .orderBy('participation_id')
      .orderBy('duty_id')
      .limit(limit)
      .execute();
    return rows.map(row => ({
      participationId: row.participation_id,
      dutyId: row.duty_id,
      foundedBy: row.founded_by,
      dueAt: row.due_at,
    }));
  }

  /** How many are due by a moment. */
  async waiting(now: Instant): Promise<number> {
    const { waiting } = await this.unmet()
      .where('due_at', '<=', now)
      .select(({ fn }) => fn.countAll<number | string>().as('waiting'))
      .executeTakeFirstOrThrow();
    return Number(waiting);
  }

  /** When the next one falls due after a moment. */
  async next(now: Instant): Promise<Instant | undefined> {
    const row = await this.unmet()
      .where('due_at', '>', now)
      .select('due_at')
      .orderBy('due_at')
      .executeTakeFirst();
    return row?.due_at;
  }

  private unmet() {
    return this.db.selectFrom('duty').where('to_declare', '=', 1);
  }
}
