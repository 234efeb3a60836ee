import { each } from '../../projections/effects.js';
import { ignore, projection, type Rows } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import type { ProviderCaseEntry } from '../../provider-case/events.js';
import { dayOf } from '../../terms/times.js';
import { cases, noted, steps, undeclared } from './provider-cases.table.js';

function addStep(rows: Rows, { stream, revision, type, data, ...entry }: ProviderCaseEntry): string {
  const { occurredAt, learnedAt, recordedAt, rulebook } = entry;
  const step = JSON.stringify({ type, occurredAt, learnedAt, recordedAt, rulebook, data });
  const case_id = idIn(stream);
  rows.put(steps, { case_id, revision, step });
  return case_id;
}

export const providerCases = projection({
  name: 'provider-cases',
  version: 1,
  tables: [cases, steps, undeclared, noted],
  on: {
    DeficiencyObserved: (rows, event) => {
      const { officeId, providerId, measureId = null } = event.data;
      rows.put(cases, {
        case_id: addStep(rows, event),
        office_id: officeId,
        provider_id: providerId,
        measure_id: measureId,
        opened_on: dayOf(event.occurredAt),
        reached: 0,
        found: 0,
        closed_on: null,
      });
    },
    FindingEstablished: (rows, event) =>
      rows.change(cases, { case_id: addStep(rows, event) }, { reached: 1, found: 1 }),
    StatementInvited: (rows, event) => rows.change(cases, { case_id: addStep(rows, event) }, { reached: 1 }),
    CureDemanded: (rows, event) => {
      const case_id = addStep(rows, event);
      const { demandId: demand_id, deadline } = event.data;
      rows.put(undeclared, { case_id, demand_id, ends_at: deadline.endsAt, cured: 0 });
    },
    Reinspected: (rows, event) => {
      const { demandId: demand_id, result } = event.data;
      const where = { case_id: addStep(rows, event), demand_id };
      rows.change(undeclared, where, { cured: Number(result === 'cured') });
    },
    CureDeadlineLapsed: (rows, event) =>
      rows.remove(undeclared, { case_id: addStep(rows, event), demand_id: event.data.demandId }),
    ProviderCaseClosed: (rows, event) => {
      const case_id = addStep(rows, event);
      rows.change(cases, { case_id }, { closed_on: dayOf(event.occurredAt) });
      rows.remove(undeclared, { case_id });
    },
    ...each(['EvidenceAdded', 'ProviderHeard', 'CureReported', 'WarningIssued'], addStep),
    ...each(['CaseReferred', 'DecisionRecorded'], addStep),
    DeficiencyNoted: (rows, { data: { caseId, category, severity } }) =>
      rows.put(noted, { noted_case: caseId, category, severity }),
    DeficiencyLifted: (rows, { data }) => rows.remove(noted, { noted_case: data.caseId }),
    ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
    ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
    ...each(['OfficeRegistered', 'DeputyAppointed', 'DeputyEnded', 'RulebookAdded'], ignore),
    ...each(['ProviderRegistered', 'ProviderVisited', 'StaffChanged'], ignore),
    ...each(['MeasureRegistered', 'MeasureAmended', 'MeasureReviewed'], ignore),
    ...each(['InstructionRecorded', 'InstructionObjected'], ignore),
    ...each(['AssignmentsPaused', 'AssignmentsResumed', 'PlaceTaken', 'PlaceFreed'], ignore),
    ...each(['MeasureOffered', 'MeasureExplained', 'NoticeGiven', 'OfferDeferred'], ignore),
    ...each(['OfferDeclined', 'OfferWithdrawn', 'ConsentGiven', 'ConsentWithdrawn'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed', 'PlaceAssigned', 'NoShowReported'], ignore),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], ignore),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], ignore),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], ignore),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], ignore),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'WhereaboutsRecorded'], ignore),
    ...each(['AssessmentDelivered', 'RemedyRecorded', 'ReportOverdue', 'ResponseOverdue'], ignore),
    ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], ignore),
    ...each(['EntryDisputed', 'DisputeSettled'], ignore),
  },
});
