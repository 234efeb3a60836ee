import type { ExpressionBuilder, Kysely } from 'kysely';
import { isLapseDue } from '../../provider-case/demand.js';
import type { CaseStep } from '../../provider-case/events.js';
import { caseOf } from '../../provider-case/evolve.js';
import { toBeNoted } from '../../provider-case/noted.js';
import type { Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { ReaderScope } from '../directory/reader-scope.js';
import { auditedCases } from './audited-cases.js';
import { caseItem, type ProviderCaseItem } from './case-item.js';
import type { ProviderCasesTables } from './provider-cases.table.js';

export interface CaseFilter {
  readonly providerId?: string;
  readonly measureId?: string;
  readonly open?: boolean;
}

/** Whose cases are listed: those of an office, those that reached a provider, or those of an audit order. */
export type CaseScope = Pick<ReaderScope, 'officeId' | 'providerId' | 'audit'>;

/** A deadline that may have lapsed; the aggregate judges whether it has. */
export interface DueLapse {
  readonly caseId: string;
  readonly demandId: string;
  readonly dueAt: Instant;
}

const byCase = new Cursor('provider-cases', ['case_id']);

/** Provider cases as lists, and what is left of them for policies. */
export class ProviderCasesQuery {
  constructor(private readonly db: Kysely<ProviderCasesTables>) {}

  /** In the order of their ids. @throws BadCursor */
  async list(
    scope: CaseScope,
    { providerId, measureId, open }: CaseFilter,
    now: Instant,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<ProviderCaseItem>> {
    const after = byCase.read(cursor);
    let query = this.db.selectFrom('provider_case').where(row => within(scope, row));
    if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    if (open !== undefined) query = query.where('closed_on', open ? 'is' : 'is not', null);
    if (after) query = query.where('case_id', '>', after.case_id);
    const rows = await query
      .select('case_id')
      .orderBy('case_id')
      .limit(limit + 1)
      .execute();
    const steps = await this.stepsOf(rows.map(({ case_id }) => case_id));
    return byCase.page(rows, limit, ({ case_id }) => caseItem(case_id, steps.get(case_id) ?? [], now));
  }

  /** Deadlines that lapsed unmet by a moment and are not declared, the earliest first. */
  async lapsed(now: Instant): Promise<readonly DueLapse[]> {
    const rows = await this.db
      .selectFrom('provider_case_undeclared')
      .where('cured', '=', 0)
      .where('ends_at', '<=', now)
      .selectAll()
      .orderBy('ends_at')
      .orderBy('case_id')
      .orderBy('demand_id')
      .execute();
    const steps = await this.stepsOf([...new Set(rows.map(({ case_id }) => case_id))]);
    const states = new Map([...steps].map(([caseId, all]) => [caseId, caseOf(all)]));
    return rows
      .filter(({ case_id, demand_id }) => {
        const state = states.get(case_id);
        const demand = state?.phase === 'established' ? state.demands.get(demand_id) : undefined;
        return demand !== undefined && isLapseDue(demand, now);
      })
      .map(row => ({ caseId: row.case_id, demandId: row.demand_id, dueAt: row.ends_at }));
  }

  /** When the next deadline ends after a moment. */
  async nextDeadline(now: Instant): Promise<Instant | undefined> {
    const row = await this.db
      .selectFrom('provider_case_undeclared')
      .where('ends_at', '>', now)
      .where('cured', '=', 0)
      .select('ends_at')
      .orderBy('ends_at')
      .limit(1)
      .executeTakeFirst();
    return row?.ends_at;
  }

  /** Cases whose measure does not say what they found, or says it still although they are closed. */
  async notNoted(): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('provider_case as one')
      .leftJoin('provider_case_noted as note', 'note.noted_case', 'one.case_id')
      .where('one.measure_id', 'is not', null)
      .where('one.found', '=', 1)
      .where(row => row.or([row('one.closed_on', 'is', null), row('note.noted_case', 'is not', null)]))
      .select(['one.case_id', 'note.category', 'note.severity'])
      .orderBy('one.case_id')
      .execute();
    const steps = await this.stepsOf(rows.map(({ case_id }) => case_id));
    return rows
      .filter(({ case_id, category, severity }) => {
        const wanted = toBeNoted(caseOf(steps.get(case_id) ?? []));
        return (wanted?.category ?? null) !== category || (wanted?.severity ?? null) !== severity;
      })
      .map(({ case_id }) => case_id);
  }

  private async stepsOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, readonly CaseStep[]>> {
    if (!caseIds.length) return new Map();
    const rows = await this.db
      .selectFrom('provider_case_step')
      .where('case_id', 'in', caseIds)
      .selectAll()
      .orderBy('case_id')
      .orderBy('revision')
      .execute();
    const grouped = Map.groupBy(rows, ({ case_id }) => case_id);
    return new Map(
      [...grouped].map(([id, all]) => [id, all.map(({ step }) => JSON.parse(step) as CaseStep)]),
    );
  }
}

function within(
  { officeId, providerId, audit }: CaseScope,
  row: ExpressionBuilder<ProviderCasesTables, 'provider_case'>,
) {
  if (audit) return auditedCases(audit);
  if (providerId !== undefined) return row.and([row('provider_id', '=', providerId), row('reached', '=', 1)]);
  return officeId === undefined ? row.lit(false) : row('office_id', '=', officeId);
}
