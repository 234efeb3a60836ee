import { each } from '../../projections/effects.js';
import { ignore, projection, recompute } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import { dayOf } from '../../terms/times.js';
import { participationSteps } from './participation-steps.js';
import { clients, steps } from './reach.table.js';

const ofClient = { participation_id: null, neutral: null };

export const reach = projection({
  name: 'reach',
  version: 1,
  tables: [clients, steps],
  ofParticipation: history => participationSteps(history).map(row => ({ table: steps, row })),
  on: {
    ClientRegistered: (rows, { stream, position, occurredAt, data }) => {
      const client_id = idIn(stream);
      const day = dayOf(occurredAt);
      rows.put(clients, { client_id, office_id: data.officeId });
      rows.put(steps, { position, client_id, ...ofClient, day, step: 'registered', reason: null });
    },
    MandateClarified: (rows, { stream, position, occurredAt, data }) => {
      const day = dayOf(occurredAt);
      const step = 'mandate';
      rows.put(steps, { position, client_id: idIn(stream), ...ofClient, day, step, reason: data.result });
    },
    ...each(
      ['MeasureOffered', 'ConsentGiven', 'ConsentWithdrawn', 'PlaceAssigned', 'NoShowReported'],
      recompute,
    ),
    ...each(['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn'], recompute),
    ...each(['ParticipationStarted', 'ParticipationCompleted', 'ParticipationDroppedOut'], recompute),
    ...each(['ParticipationAnnulled', 'EntryCorrected', 'EntryAnnulled'], recompute),
    ...each(['MeasureExplained', 'NoticeGiven', 'WhereaboutsRecorded'], ignore),
    ...each(['ParticipationInterrupted', 'ParticipationResumed'], ignore),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], ignore),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], ignore),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], ignore),
    ...each(['EntryDisputed', 'DisputeSettled'], ignore),
    ...each(['ClientHandedOver', 'DeputyAppointed', 'DeputyEnded'], ignore),
    ...each(['ProviderRegistered', 'MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed'], recompute),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], ignore),
    ...each(['ReportOverdue', 'ResponseOverdue'], ignore),
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
