import { each } from '../../projections/effects.js';
import { ignore, projection, recompute } from '../../projections/projection.js';
import { incidentsIn, participationRow } from './participation-row.js';
import { incidents, participations } from './participation-status.table.js';

/** Every event of a participation moves its revision, so that none can be ignored. */
export const participationStatus = projection({
  name: 'participation-status',
  version: 1,
  tables: [participations, incidents],
  ofParticipation: history => {
    const row = participationRow(history);
    if (!row) return [];
    const { participation_id } = row;
    return [
      { table: participations, row },
      ...incidentsIn(history).map(incident_id => ({
        table: incidents,
        row: { participation_id, incident_id },
      })),
    ];
  },
  on: {
    ...each(
      ['MeasureOffered', 'MeasureExplained', 'NoticeGiven', 'ConsentGiven', 'ConsentWithdrawn'],
      recompute,
    ),
    ...each(
      ['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'PlaceAssigned', 'NoShowReported'],
      recompute,
    ),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], recompute),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'WhereaboutsRecorded'], recompute),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], recompute),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], recompute),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], recompute),
    ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], recompute),
    ...each(['EntryDisputed', 'DisputeSettled'], recompute),
    ...each(
      ['ClientRegistered', 'MandateClarified', 'ClientHandedOver', 'DeputyAppointed', 'DeputyEnded'],
      ignore,
    ),
    ...each(['ProviderRegistered', 'MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed'], recompute),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], recompute),
    ...each(['ReportOverdue', 'ResponseOverdue'], recompute),
    ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
    ...each(['OfficeRegistered', 'ProviderVisited', 'StaffChanged', 'RulebookAdded'], ignore),
    ...each(['MeasureAmended', 'MeasureReviewed', 'InstructionRecorded', 'InstructionObjected'], ignore),
    ...each(['AssignmentsPaused', 'AssignmentsResumed', 'DeficiencyNoted', 'DeficiencyLifted'], ignore),
    ...each(['DeficiencyObserved', 'EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
    ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
    ...each(
      ['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded', 'ProviderCaseClosed'],
      ignore,
    ),
  },
});
