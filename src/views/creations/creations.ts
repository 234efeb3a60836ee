import type { Kysely } from 'kysely';
import type { DomainEntry } from '../../event-codec/domain-event.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, type Rows, type TableSpec } from '../../projections/projection.js';

/** Which keyed requests made something: the same key with another id in its body is found here. */
export const creationsTable: TableSpec = {
  name: 'creations',
  columns: { command_id: 'text', digest: 'text', stream: 'text' },
  key: ['command_id'],
};

interface CreationsTables {
  readonly creations: { readonly command_id: string; readonly digest: string; readonly stream: string };
}

const remember = (rows: Rows, { command, stream }: DomainEntry): void => {
  if (command.digest !== '')
    rows.put(creationsTable, { command_id: command.id, digest: command.digest, stream });
};

export const creations = projection({
  name: 'creations',
  version: 1,
  tables: [creationsTable],
  on: {
    ClientRegistered: remember,
    ProviderRegistered: remember,
    MeasureRegistered: remember,
    MeasureOffered: remember,
    MandateClarified: ignore,
    ClientHandedOver: ignore,
    DeputyAppointed: ignore,
    DeputyEnded: ignore,
    PlaceTaken: ignore,
    PlaceFreed: ignore,
    MeasureExplained: ignore,
    NoticeGiven: ignore,
    OfferDeferred: ignore,
    OfferDeclined: ignore,
    OfferWithdrawn: ignore,
    ConsentGiven: ignore,
    ConsentWithdrawn: ignore,
    PlaceAssigned: ignore,
    ParticipationStarted: ignore,
    NoShowReported: ignore,
    AttendanceReported: ignore,
    ParticipationInterrupted: ignore,
    ParticipationResumed: ignore,
    ContactHeld: ignore,
    CrisisOpened: ignore,
    CrisisReassessed: ignore,
    InterventionRecorded: ignore,
    CrisisResolved: ignore,
    DropoutRiskFlagged: ignore,
    DropoutRiskCleared: ignore,
    DropoutProposed: ignore,
    DropoutAverted: ignore,
    ParticipationDroppedOut: ignore,
    ParticipationCompleted: ignore,
    WhereaboutsRecorded: ignore,
    EntryCorrected: ignore,
    EntryAnnulled: ignore,
    ParticipationAnnulled: ignore,
    EntryDisputed: ignore,
    DisputeSettled: ignore,
    DeficiencyObserved: remember,
    OfficeRegistered: remember,
    ...each(['VoucherIssued', 'VoucherRedeemed'], ignore),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], ignore),
    ...each(['ReportOverdue', 'ResponseOverdue'], ignore),
    ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
    ...each(['ProviderVisited', 'StaffChanged', 'RulebookAdded'], ignore),
    ...each(['MeasureAmended', 'MeasureReviewed', 'InstructionRecorded', 'InstructionObjected'], ignore),
    ...each(['AssignmentsPaused', 'AssignmentsResumed', 'DeficiencyNoted', 'DeficiencyLifted'], ignore),
    ...each(['EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
    ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
    ...each(
      ['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded', 'ProviderCaseClosed'],
      ignore,
    ),
  },
});

export class CreationsQuery {
  constructor(private readonly db: Kysely<CreationsTables>) {}

  /** Keyed hash of the body that a command came with when it made something; undefined where it made nothing. */
  async digestOf(commandId: string): Promise<string | undefined> {
    const row = await this.db
      .selectFrom('creations')
      .select('digest')
      .where('command_id', '=', commandId)
      .executeTakeFirst();
    return row?.digest;
  }
}
