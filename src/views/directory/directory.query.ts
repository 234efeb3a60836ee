import type { Kysely } from 'kysely';
import type { Region } from '../../rulebook/working-days.js';
import type { LegalBasis, Track } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from './directory.table.js';
import { isOwnClient, type Deputised, type ReaderScope } from './reader-scope.js';

export interface ClientItem {
  readonly clientId: string;
  readonly officeId: string;
  /** The present one. */
  readonly adviserId: string;
}

export interface OfficeItem {
  readonly officeId: string;
  /** Whose public holidays it keeps. */
  readonly state: Region;
}

export interface ProviderItem {
  readonly providerId: string;
  readonly name: string;
}

export interface MeasureItem {
  readonly measureId: string;
  readonly providerId: string;
  readonly title: string;
  readonly legalBasis: LegalBasis;
  /** Who decides on it, where that is not the office itself. */
  readonly decidedBy: 'employment-agency' | null;
  readonly track: Track;
  readonly runsFrom: Day;
  readonly runsTo: Day;
}

const byClient = new Cursor('clients', ['client_id']);
const byOffice = new Cursor('offices', ['office_id']);
const byProvider = new Cursor('providers', ['provider_id']);
const byMeasure = new Cursor('measures', ['measure_id']);

/** Who and what there is: clients with their advisers, deputies, providers, measures. */
export class DirectoryQuery {
  constructor(private readonly db: Kysely<DirectoryTables>) {}

  /** The advisers whose clients are the deputy's own too on a day. */
  async deputisedBy(deputyId: string, onDay: Day): Promise<readonly Deputised[]> {
    const found = await this.db
      .selectFrom('directory_appointment as appointed')
      .select(['appointed.adviser_id', 'appointed.office_id'])
      .distinct()
      .where('appointed.deputy_id', '=', deputyId)
      .where('appointed.from_day', '<=', onDay)
      .where('appointed.to_day', '>=', onDay)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('directory_ending as ended')
              .select('ended.position')
              .whereRef('ended.deputy_id', '=', 'appointed.deputy_id')
              .whereRef('ended.adviser_id', '=', 'appointed.adviser_id')
              .whereRef('ended.office_id', '=', 'appointed.office_id')
              .whereRef('ended.position', '>', 'appointed.position')
              .where('ended.ended_on', '<', onDay),
          ),
        ),
      )
      .orderBy('appointed.adviser_id')
      .orderBy('appointed.office_id')
      .execute();
    return found.map(({ adviser_id, office_id }) => ({ adviserId: adviser_id, officeId: office_id }));
  }

  /** The reader's clients in the order of their ids. @throws BadCursor */
  async clients(scope: ReaderScope, cursor: string | undefined, limit: number): Promise<Page<ClientItem>> {
    const after = byClient.read(cursor);
    let query = this.db.selectFrom('directory_client').selectAll().where(isOwnClient(scope));
    if (after) query = query.where('client_id', '>', after.client_id);
    const rows = await query
      .orderBy('client_id')
      .limit(limit + 1)
      .execute();
    return byClient.page(rows, limit, row => ({
      clientId: row.client_id,
      officeId: row.office_id,
      adviserId: row.adviser_id,
    }));
  }

  /** @throws BadCursor */
  async offices(cursor: string | undefined, limit: number): Promise<Page<OfficeItem>> {
    const after = byOffice.read(cursor);
    let query = this.db.selectFrom('directory_office').selectAll();
    if (after) query = query.where('office_id', '>', after.office_id);
    const rows = await query
      .orderBy('office_id')
      .limit(limit + 1)
      .execute();
    return byOffice.page(rows, limit, row => ({ officeId: row.office_id, state: row.state as Region }));
  }

  /** @throws BadCursor */
  async providers(cursor: string | undefined, limit: number): Promise<Page<ProviderItem>> {
    const after = byProvider.read(cursor);
    let query = this.db.selectFrom('directory_provider').selectAll();
    if (after) query = query.where('provider_id', '>', after.provider_id);
    const rows = await query
      .orderBy('provider_id')
      .limit(limit + 1)
      .execute();
    return byProvider.page(rows, limit, row => ({ providerId: row.provider_id, name: row.name }));
  }

  /** All measures, or those of a provider. @throws BadCursor */
  async measures(
    { providerId }: { readonly providerId?: string },
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<MeasureItem>> {
    const after = byMeasure.read(cursor);
    let query = this.db.selectFrom('directory_measure').selectAll();
    if (providerId !== undefined) query = query.where('provider_id', '=', providerId);
    if (after) query = query.where('measure_id', '>', after.measure_id);
    const rows = await query
      .orderBy('measure_id')
      .limit(limit + 1)
      .execute();
    return byMeasure.page(rows, limit, row => ({
      measureId: row.measure_id,
      providerId: row.provider_id,
      title: row.title,
      legalBasis: row.legal_basis as LegalBasis,
      decidedBy: row.decided_by as 'employment-agency' | null,
      track: row.track as Track,
      runsFrom: row.runs_from,
      runsTo: row.runs_to,
    }));
  }
}
