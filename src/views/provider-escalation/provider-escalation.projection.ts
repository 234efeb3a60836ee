import type { ParticipationEntry } from '../../participation/events.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection } from '../../projections/projection.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import { escalationRow } from './escalation-row.js';
import { firstReports } from './first-reports.js';
import { participations, reports, type EscalationRow, type ReportRow } from './provider-escalation.table.js';

function reportRows(history: readonly ParticipationEntry[], row: EscalationRow): readonly ReportRow[] {
  const { participation_id, provider_id, measure_id, cohort } = row;
  if (cohort === null) return [];
  const disputed = disputedEntries(history);
  return firstReports(history).map(({ kind, eventId, day = '', learnedOn, delayDays }) => ({
    participation_id,
    event_id: eventId,
    day,
    kind,
    provider_id,
    measure_id,
    cohort,
    learned_on: learnedOn,
    delay_days: delayDays,
    disputed: Number(disputed.has(eventId)),
  }));
}

/** Who loses people without a word: what the figures of providers and measures are counted from. */
export const providerEscalation = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'provider-escalation',
    version: 1,
    tables: [participations, reports],
    ofParticipation: history => {
      const row = escalationRow(history, rulebooks);
      if (!row) return [];
      const told = reportRows(history, row).map(report => ({ table: reports, row: { ...report } }));
      return [{ table: participations, row: { ...row } }, ...told];
    },
    on: {
      ...each(['MeasureOffered', 'NoShowReported', 'ParticipationStarted', 'AttendanceReported'], recompute),
      ...each(['ParticipationInterrupted', 'ParticipationResumed'], recompute),
      // whether a day of absence counts turns on consent, or on an obligation stated after it was withdrawn
      ...each(['ConsentGiven', 'ConsentWithdrawn', 'NoticeGiven'], recompute),
      ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], recompute),
      ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], recompute),
      ...each(['ParticipationDroppedOut', 'ParticipationCompleted'], recompute),
      ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], recompute),
      ...each(['EntryDisputed', 'DisputeSettled'], recompute),
      ...each(
        ['MeasureExplained', 'OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'PlaceAssigned'],
        ignore,
      ),
      ...each(['ContactHeld', 'InterventionRecorded', 'WhereaboutsRecorded'], ignore),
      ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
      ...each(['DeputyAppointed', 'DeputyEnded', 'ProviderRegistered'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
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
