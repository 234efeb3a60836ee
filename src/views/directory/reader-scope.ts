import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Day } from '../../terms/times.js';
import type { DirectoryTables } from './directory.table.js';

/** An adviser somebody deputises for, in the office that appointed the deputy: clients of another office are not meant. */
export interface Deputised {
  readonly adviserId: string;
  readonly officeId: string;
}

/** What is audited: these providers and these measures, in these days, both included. */
export interface AuditScope {
  readonly providers: readonly string[];
  readonly measures: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

/**
 * What somebody may read in a list: the clients of these advisers, those of advisers they deputise for, those of an
 * office, what a provider is given, or what an auditor was ordered to audit. Computed from the reader's token, never sent by a caller. An empty scope reads
 * nothing.
 */
export interface ReaderScope {
  readonly advisers?: readonly string[];
  readonly deputised?: readonly Deputised[];
  readonly officeId?: string;
  readonly providerId?: string;
  readonly audit?: AuditScope;
}

/** True for a row of `directory_client` whose client belongs to the reader. A provider and an auditor have no clients. */
export function isOwnClient({ advisers = [], deputised = [], officeId }: ReaderScope): Expression<SqlBool> {
  const row = expressionBuilder<DirectoryTables, 'directory_client'>();
  return row.or([
    ...(advisers.length > 0 ? [row('directory_client.adviser_id', 'in', advisers)] : []),
    ...deputised.map(of =>
      row.and([
        row('directory_client.adviser_id', '=', of.adviserId),
        row('directory_client.office_id', '=', of.officeId),
      ]),
    ),
    ...(officeId === undefined ? [] : [row('directory_client.office_id', '=', officeId)]),
  ]);
}
