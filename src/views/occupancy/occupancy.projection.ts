import { stateOf } from '../../participation/evolve.js';
import { holdsPlace } from '../../participation/state.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import { holders, measures, places } from './occupancy.table.js';

export const occupancy = projection({
  name: 'occupancy',
  version: 1,
  tables: [measures, places, holders],
  ofParticipation: history => {
    const state = stateOf(history);
    if (state.phase === 'none' || !holdsPlace(state) || state.measureId === undefined) return [];
    const participation_id = idIn(history[0]!.stream);
    return [{ table: holders, row: { participation_id, measure_id: state.measureId, phase: state.phase } }];
  },
  on: {
    MeasureRegistered: (rows, { stream, data }) =>
      rows.put(measures, {
        measure_id: idIn(stream),
        provider_id: data.providerId,
        places: data.places,
        minimum_places: data.minimumPlaces,
        price: data.pricePerPlaceMonth,
        paused: 0,
        paused_by_case: null,
      }),
    MeasureAmended: (rows, { stream, data }) => {
      const { places: count, minimumPlaces, pricePerPlaceMonth } = data;
      const to = {
        ...(count === undefined ? {} : { places: count }),
        ...(minimumPlaces === undefined ? {} : { minimum_places: minimumPlaces }),
        ...(pricePerPlaceMonth === undefined ? {} : { price: pricePerPlaceMonth }),
      };
      if (Object.keys(to).length) rows.change(measures, { measure_id: idIn(stream) }, to);
    },
    AssignmentsPaused: (rows, { stream, data: { caseId = null } }) =>
      rows.change(measures, { measure_id: idIn(stream) }, { paused: 1, paused_by_case: caseId }),
    AssignmentsResumed: (rows, { stream }) =>
      rows.change(measures, { measure_id: idIn(stream) }, { paused: 0, paused_by_case: null }),
    PlaceTaken: (rows, { stream, data, recordedAt }) =>
      rows.put(places, { measure_id: idIn(stream), holder: data.participationId, since: recordedAt }),
    PlaceFreed: (rows, { stream, data }) =>
      rows.remove(places, { measure_id: idIn(stream), holder: data.participationId }),
    // whatever can move a participation from one phase to another
    ...each(
      ['MeasureOffered', 'ConsentGiven', 'ConsentWithdrawn', 'PlaceAssigned', 'NoShowReported'],
      recompute,
    ),
    ...each(['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn'], recompute),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], recompute),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'ParticipationAnnulled'], recompute),
    ...each(['EntryCorrected', 'EntryAnnulled'], recompute),
    ...each(['MeasureExplained', 'NoticeGiven', 'WhereaboutsRecorded'], ignore),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], ignore),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], ignore),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], ignore),
    ...each(['EntryDisputed', 'DisputeSettled'], ignore),
    ...each(
      ['ClientRegistered', 'MandateClarified', 'ClientHandedOver', 'DeputyAppointed', 'DeputyEnded'],
      ignore,
    ),
    ...each(['ProviderRegistered'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed'], recompute),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], ignore),
    ...each(['ReportOverdue', 'ResponseOverdue'], ignore),
    ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
    ...each(['OfficeRegistered', 'ProviderVisited', 'StaffChanged', 'RulebookAdded'], ignore),
    ...each(['MeasureReviewed', 'InstructionRecorded', 'InstructionObjected'], ignore),
    ...each(['DeficiencyNoted', 'DeficiencyLifted'], ignore),
    ...each(['DeficiencyObserved', 'EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
    ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
    ...each(
      ['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded', 'ProviderCaseClosed'],
      ignore,
    ),
  },
});
