import { expressionBuilder, type Expression, type SqlBool } from 'kysely';
import type { Phase } from '../../participation/state.js';
import { dayOf, endOfDay, startOfDay } from '../../terms/times.js';
import type { AuditScope } from '../directory/reader-scope.js';
import type { ParticipationRow, ParticipationStatusTables } from './participation-status.table.js';

type Row = Pick<
  ParticipationRow,
  'provider_id' | 'measure_id' | 'phase' | 'offered_at' | 'starts_on' | 'ended_on'
>;

/** Came to nothing: over when the place was to be taken or, where none was assigned, with the offer. */
const lost: readonly string[] = [
  'declined',
  'withdrawn',
  'not-started',
  'annulled',
] satisfies readonly Phase[];

/**
 * Whether an audit order reaches a participation: its provider or its measure is named, and a day between the offer
 * and the end lies in the period. One that runs has no end yet.
 */
export function isAudited({ providers, measures, from, to }: AuditScope, row: Row): boolean {
  const { provider_id: provider, measure_id: measure, offered_at, starts_on, ended_on } = row;
  const named =
    (provider !== null && providers.includes(provider)) || (measure !== null && measures.includes(measure));
  if (!named || dayOf(offered_at) > to) return false;
  if (ended_on !== null) return ended_on >= from;
  return !lost.includes(row.phase) || (starts_on ?? '') >= from || dayOf(offered_at) >= from;
}

/** The same of a row in `participation_status`. */
export function audited({ providers, measures, from, to }: AuditScope): Expression<SqlBool> {
  const row = expressionBuilder<ParticipationStatusTables, 'participation_status'>();
  const column = <Name extends keyof ParticipationRow>(name: Name) => `participation_status.${name}` as const;
  return row.and([
    row.or([
      ...(providers.length ? [row(column('provider_id'), 'in', providers)] : []),
      ...(measures.length ? [row(column('measure_id'), 'in', measures)] : []),
    ]),
    row(column('offered_at'), '<', endOfDay(to)),
    row.or([
      row(column('ended_on'), '>=', from),
      row.and([
        row(column('ended_on'), 'is', null),
        row.or([
          row(column('phase'), 'not in', lost),
          row(column('starts_on'), '>=', from),
          row(column('offered_at'), '>=', startOfDay(from)),
        ]),
      ]),
    ]),
  ]);
}
