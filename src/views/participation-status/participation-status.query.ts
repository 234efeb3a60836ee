import type { Kysely } from 'kysely';
import type { Phase } from '../../participation/state.js';
import type { LegalBasis, PressureMark, Severity, Track } from '../../terms/catalogues.js';
import type { Day, Instant } from '../../terms/times.js';
import { Cursor, type Page } from '../cursor.js';
import type { DirectoryTables } from '../directory/directory.table.js';
import { isOwnClient, type ReaderScope } from '../directory/reader-scope.js';
import { audited } from './audited.js';
import type { ParticipationRow, ParticipationStatusTables } from './participation-status.table.js';

export interface ParticipationStatus {
  readonly participationId: string;
  readonly phase: Exclude<Phase, 'none'>;
  readonly clientId: string;
  /** Null for a voucher's offer that is not redeemed yet. */
  readonly measureId: string | null;
  readonly providerId: string | null;
  readonly legalBasis: LegalBasis;
  readonly track: Track;
  readonly offeredAt: Instant;
  readonly decideBy: Day | null;
  /** While it is deferred. */
  readonly revisitOn: Day | null;
  readonly mandateOverridden: boolean;
  readonly consent: 'none' | 'given' | 'withdrawn';
  /** Of the latest consent, also where it was withdrawn. */
  readonly pressureMarks: readonly PressureMark[];
  readonly startsOn: Day | null;
  readonly startedOn: Day | null;
  readonly endedOn: Day | null;
  /** The result, the adviser's finding on a dropout, or why it came to nothing. */
  readonly outcome: string | null;
  /** Whether nobody is to blame for a dropout; null where it is none. */
  readonly neutral: boolean | null;
  readonly openCrises: { readonly count: number; readonly highestSeverity: Severity | null };
  readonly openRiskId: string | null;
  /** When the provider's proposal to end it was made, while it is open. */
  readonly proposedAt: Instant | null;
  readonly disputedEntries: number;
  readonly revision: number;
  /** Of its last entry in the log. */
  readonly position: string;
}

/** What a provider is told of a participation that was ever assigned to it. */
export interface ProviderParticipation {
  readonly participationId: string;
  readonly measureId: string;
  readonly startsOn: Day | null;
  readonly startedOn: Day | null;
  readonly endedOn: Day | null;
  /** Whether an entry of the provider's own word is disputed. */
  readonly disputed: boolean;
}

export interface ParticipationFilter {
  readonly phase?: Exclude<Phase, 'none'>;
  readonly measureId?: string;
  readonly clientId?: string;
  /** Those with a crisis that belongs to the incident. */
  readonly incidentId?: string;
}

type Tables = ParticipationStatusTables & DirectoryTables;

const byOffer = new Cursor('participations', ['offered_at', 'participation_id']);
// of its own: the order tells a provider nothing about offers
const byId = new Cursor('provider-participations', ['participation_id']);

/** How participations stand. */
export class ParticipationStatusQuery {
  constructor(private readonly db: Kysely<Tables>) {}

  /** One participation, whoever asks: the caller has checked that its reader may. */
  async one(participationId: string): Promise<ParticipationStatus | undefined> {
    const row = await this.db
      .selectFrom('participation_status')
      .selectAll()
      .where('participation_id', '=', participationId)
      .executeTakeFirst();
    return row && statusOf(row);
  }

  /** Every participation of a client, annulled ones too, whoever asks. */
  async idsOfClient(clientId: string): Promise<readonly string[]> {
    const rows = await this.db
      .selectFrom('participation_status')
      .select('participation_id')
      .where('client_id', '=', clientId)
      .execute();
    return rows.map(({ participation_id }) => participation_id);
  }

  /** The participations of the reader's clients, or those that are audited; the newest offer first. @throws BadCursor */
  async list(
    scope: ReaderScope,
    { phase, measureId, clientId, incidentId }: ParticipationFilter,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<ParticipationStatus>> {
    const before = byOffer.read(cursor);
    let query = this.db
      .selectFrom('participation_status')
      .innerJoin('directory_client', 'directory_client.client_id', 'participation_status.client_id')
      .selectAll('participation_status')
      .where(scope.audit ? audited(scope.audit) : isOwnClient(scope));
    if (phase !== undefined) query = query.where('phase', '=', phase);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    if (clientId !== undefined) query = query.where('participation_status.client_id', '=', clientId);
    if (incidentId !== undefined)
      query = query.where('participation_status.participation_id', 'in', ({ selectFrom }) =>
        selectFrom('participation_incident').select('participation_id').where('incident_id', '=', incidentId),
      );
    if (before)
      query = query.where(row =>
        row.or([
          row('offered_at', '<', before.offered_at),
          row.and([
            row('offered_at', '=', before.offered_at),
            row('participation_id', '<', before.participation_id),
          ]),
        ]),
      );
    const rows = await query
      .orderBy('offered_at', 'desc')
      .orderBy('participation_id', 'desc')
      .limit(limit + 1)
      .execute();
    return byOffer.page(rows, limit, statusOf);
  }

  /** What one participation tells its provider; undefined where it was never assigned to this one. */
  async oneForProvider(
    providerId: string,
    participationId: string,
  ): Promise<ProviderParticipation | undefined> {
    const row = await this.assignedTo(providerId)
      .where('participation_id', '=', participationId)
      .executeTakeFirst();
    return row && providersPart(row);
  }

  /** The provider's participations in the order of their ids. @throws BadCursor */
  async listForProvider(
    providerId: string,
    { measureId }: Pick<ParticipationFilter, 'measureId'>,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<ProviderParticipation>> {
    const after = byId.read(cursor);
    let query = this.assignedTo(providerId);
    if (measureId !== undefined) query = query.where('measure_id', '=', measureId);
    if (after) query = query.where('participation_id', '>', after.participation_id);
    const rows = await query
      .orderBy('participation_id')
      .limit(limit + 1)
      .execute();
    return byId.page(rows, limit, providersPart);
  }

  /** Without the annulled ones: what a provider is told has no phase that could say so. */
  private assignedTo(providerId: string) {
    return this.db
      .selectFrom('participation_status')
      .select([
        'participation_id',
        'measure_id',
        'starts_on',
        'started_on',
        'ended_on',
        'disputed_of_provider',
      ])
      .where('provider_id', '=', providerId)
      .where('ever_assigned', '=', 1)
      .where('phase', '<>', 'annulled');
  }
}

const statusOf = (row: ParticipationRow): ParticipationStatus => ({
  participationId: row.participation_id,
  phase: row.phase as ParticipationStatus['phase'],
  clientId: row.client_id,
  measureId: row.measure_id,
  providerId: row.provider_id,
  legalBasis: row.legal_basis as LegalBasis,
  track: row.track as Track,
  offeredAt: row.offered_at,
  decideBy: row.decide_by,
  revisitOn: row.revisit_on,
  mandateOverridden: row.mandate_overridden === 1,
  consent: row.consent as ParticipationStatus['consent'],
  pressureMarks: JSON.parse(row.pressure_marks) as PressureMark[],
  startsOn: row.starts_on,
  startedOn: row.started_on,
  endedOn: row.ended_on,
  outcome: row.outcome,
  neutral: row.neutral === null ? null : row.neutral === 1,
  openCrises: { count: row.open_crises, highestSeverity: row.highest_severity as Severity | null },
  openRiskId: row.open_risk,
  proposedAt: row.proposed_at,
  disputedEntries: row.disputed,
  revision: row.revision,
  position: row.position,
});

const providersPart = (
  row: Pick<
    ParticipationRow,
    'participation_id' | 'measure_id' | 'starts_on' | 'started_on' | 'ended_on' | 'disputed_of_provider'
  >,
): ProviderParticipation => ({
  participationId: row.participation_id,
  // A provider is told of nothing before it has a measure.
  measureId: row.measure_id!,
  startsOn: row.starts_on,
  startedOn: row.started_on,
  endedOn: row.ended_on,
  disputed: row.disputed_of_provider === 1,
});
