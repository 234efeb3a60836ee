import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { AuditScope } from '../directory/reader-scope.js';
import type { ProviderCasesTables } from './provider-cases.table.js';

export interface AuditableCase {
  readonly providerId: string;
  readonly measureId?: string;
  readonly openedOn: Day;
  readonly closedOn?: Day;
}

/** Whether an audit order reaches a case: its provider or measure is named, and a day of it lies in the period. */
export function isAuditedCase({ providers, measures, from, to }: AuditScope, one: AuditableCase): boolean {
  const named =
    providers.includes(one.providerId) || (one.measureId !== undefined && measures.includes(one.measureId));
  return named && one.openedOn <= to && (one.closedOn === undefined || one.closedOn >= from);
}

/** The same of a row in `provider_case`. */
export function auditedCases({ providers, measures, from, to }: AuditScope): Expression<SqlBool> {
  const row = expressionBuilder<ProviderCasesTables, 'provider_case'>();
  return row.and([
    row.or([
      ...(providers.length ? [row('provider_id', 'in', providers)] : []),
      ...(measures.length ? [row('measure_id', 'in', measures)] : []),
    ]),
    row('opened_on', '<=', to),
    row.or([row('closed_on', 'is', null), row('closed_on', '>=', from)]),
  ]);
}
