import type { JsonObject } from '../event-store/event-store.js';
import type { DomainEventType } from './domain-event.js';

/** Stored data, `sensitive` included, of one schema version as the next one has it. Pure. */
export type Upcast = (data: JsonObject) => JsonObject;

/** How a type is stored: its released name, the schema version written today, and the way there from 1. */
export interface StoredType {
  readonly name: string;
  readonly version: number;
  readonly upcasts: readonly Upcast[];
}

export type Names<Type extends string = DomainEventType> = Readonly<Record<Type, StoredType>>;

/** `upcasts[0]` leads from version 1 to 2: every one raises the version written. */
export const storedAs = (name: string, ...upcasts: readonly Upcast[]): StoredType => ({
  name,
  version: upcasts.length + 1,
  upcasts,
});

/** Every type there is. The left may be renamed with the code; a name on the right is never changed again. */
export const names: Names = {
  ClientRegistered: storedAs('ClientRegistered'),
  ConsultationHeld: storedAs('ConsultationHeld'),
  ColleagueConsulted: storedAs('ColleagueConsulted'),
  MandateClarified: storedAs('MandateClarified'),
  ComplaintReceived: storedAs('ComplaintReceived'),
  ComplaintAnswered: storedAs('ComplaintAnswered'),
  ClientHandedOver: storedAs('ClientHandedOver'),

  OfficeRegistered: storedAs('OfficeRegistered'),
  DeputyAppointed: storedAs('DeputyAppointed'),
  DeputyEnded: storedAs('DeputyEnded'),

  ProviderRegistered: storedAs('ProviderRegistered'),
  ProviderVisited: storedAs('ProviderVisited'),
  StaffChanged: storedAs('StaffChanged'),

  MeasureRegistered: storedAs('MeasureRegistered'),
  MeasureAmended: storedAs('MeasureAmended'),
  MeasureReviewed: storedAs('MeasureReviewed'),
  InstructionRecorded: storedAs('InstructionRecorded'),
  InstructionObjected: storedAs('InstructionObjected'),
  AssignmentsPaused: storedAs('AssignmentsPaused'),
  AssignmentsResumed: storedAs('AssignmentsResumed'),
  DeficiencyNoted: storedAs('DeficiencyNoted'),
  DeficiencyLifted: storedAs('DeficiencyLifted'),
  PlaceTaken: storedAs('PlaceTaken'),
  PlaceFreed: storedAs('PlaceFreed'),

  MeasureOffered: storedAs('MeasureOffered'),
  MeasureExplained: storedAs('MeasureExplained'),
  NoticeGiven: storedAs('NoticeGiven'),
  OfferDeferred: storedAs('OfferDeferred'),
  OfferDeclined: storedAs('OfferDeclined'),
  OfferWithdrawn: storedAs('OfferWithdrawn'),
  ConsentGiven: storedAs('ConsentGiven'),
  ConsentWithdrawn: storedAs('ConsentWithdrawn'),
  VoucherIssued: storedAs('VoucherIssued'),
  VoucherRedeemed: storedAs('VoucherRedeemed'),
  PlaceAssigned: storedAs('PlaceAssigned'),
  ParticipationStarted: storedAs('ParticipationStarted'),
  NoShowReported: storedAs('NoShowReported'),
  AttendanceReported: storedAs('AttendanceReported'),
  ParticipationInterrupted: storedAs('ParticipationInterrupted'),
  ParticipationResumed: storedAs('ParticipationResumed'),
  ContactHeld: storedAs('ContactHeld'),
  CrisisOpened: storedAs('CrisisOpened'),
  CrisisReassessed: storedAs('CrisisReassessed'),
  InterventionRecorded: storedAs('InterventionRecorded'),
  CrisisResolved: storedAs('CrisisResolved'),
  DropoutRiskFlagged: storedAs('DropoutRiskFlagged'),
  DropoutRiskCleared: storedAs('DropoutRiskCleared'),
  DropoutProposed: storedAs('DropoutProposed'),
  DropoutAverted: storedAs('DropoutAverted'),
  ParticipationDroppedOut: storedAs('ParticipationDroppedOut'),
  ParticipationCompleted: storedAs('ParticipationCompleted'),
  AssessmentDelivered: storedAs('AssessmentDelivered'),
  RemedyRecorded: storedAs('RemedyRecorded'),
  ReportOverdue: storedAs('ReportOverdue'),
  ResponseOverdue: storedAs('ResponseOverdue'),
  WhereaboutsRecorded: storedAs('WhereaboutsRecorded'),
  EntryCorrected: storedAs('EntryCorrected'),
  EntryAnnulled: storedAs('EntryAnnulled'),
  ParticipationAnnulled: storedAs('ParticipationAnnulled'),
  EntryDisputed: storedAs('EntryDisputed'),
  DisputeSettled: storedAs('DisputeSettled'),

  DeficiencyObserved: storedAs('DeficiencyObserved'),
  EvidenceAdded: storedAs('EvidenceAdded'),
  FindingEstablished: storedAs('FindingEstablished'),
  CureDemanded: storedAs('CureDemanded'),
  StatementInvited: storedAs('StatementInvited'),
  ProviderHeard: storedAs('ProviderHeard'),
  CureReported: storedAs('CureReported'),
  Reinspected: storedAs('Reinspected'),
  WarningIssued: storedAs('WarningIssued'),
  CaseReferred: storedAs('CaseReferred'),
  DecisionRecorded: storedAs('DecisionRecorded'),
  ProviderCaseClosed: storedAs('ProviderCaseClosed'),
  CureDeadlineLapsed: storedAs('CureDeadlineLapsed'),

  RulebookAdded: storedAs('RulebookAdded'),
};

/** The schema version in which a new event of this type is written. */
export const schemaVersionOf = (type: DomainEventType): number => names[type].version;
