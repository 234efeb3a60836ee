import { each } from '../../projections/effects.js';
import { ignore, projection } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import { appointments, clients, endings, measures, offices, providers } from './directory.table.js';

export const directory = projection({
  name: 'directory',
  version: 2,
  tables: [clients, offices, appointments, endings, providers, measures],
  on: {
    ClientRegistered: (rows, { stream, position, data }) =>
      rows.put(clients, {
        client_id: idIn(stream),
        office_id: data.officeId,
        adviser_id: data.adviserId,
        since: position,
      }),
    ClientHandedOver: (rows, { stream, position, data }) =>
      rows.change(clients, { client_id: idIn(stream) }, { adviser_id: data.toAdviserId, since: position }),
    OfficeRegistered: (rows, { stream, data }) =>
      rows.put(offices, { office_id: idIn(stream), state: data.state }),
    DeputyAppointed: (rows, { stream, position, data }) =>
      rows.put(appointments, {
        position,
        office_id: idIn(stream),
        adviser_id: data.adviserId,
        deputy_id: data.deputyId,
        from_day: data.from,
        to_day: data.to,
      }),
    DeputyEnded: (rows, { stream, position, data }) =>
      rows.put(endings, {
        position,
        office_id: idIn(stream),
        adviser_id: data.adviserId,
        deputy_id: data.deputyId,
        ended_on: data.endedOn,
      }),
    ProviderRegistered: (rows, { stream, data }) =>
      rows.put(providers, { provider_id: idIn(stream), name: data.name }),
    MeasureRegistered: (rows, { stream, data }) =>
      rows.put(measures, {
        measure_id: idIn(stream),
        provider_id: data.providerId,
        title: data.title,
        legal_basis: data.legalBasis,
        decided_by: data.decidedBy ?? null,
        track: data.track,
        runs_from: data.runsFrom,
        runs_to: data.runsTo,
      }),
    MeasureAmended: (rows, { stream, data: { title, runsTo } }) => {
      const to = {
        ...(title === undefined ? {} : { title }),
        ...(runsTo === undefined ? {} : { runs_to: runsTo }),
      };
      if (Object.keys(to).length) rows.change(measures, { measure_id: idIn(stream) }, to);
    },
    ...each(['MandateClarified', 'PlaceTaken', 'PlaceFreed'], ignore),
    ...each(
      ['MeasureOffered', 'MeasureExplained', 'NoticeGiven', 'ConsentGiven', 'ConsentWithdrawn'],
      ignore,
    ),
    ...each(['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'PlaceAssigned', 'NoShowReported'], ignore),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], ignore),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'WhereaboutsRecorded'], ignore),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], ignore),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], ignore),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], ignore),
    ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], ignore),
    ...each(['EntryDisputed', 'DisputeSettled'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed'], ignore),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], ignore),
    ...each(['ReportOverdue', 'ResponseOverdue'], ignore),
    ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
    ...each(['ProviderVisited', 'StaffChanged', 'RulebookAdded'], ignore),
    ...each(['MeasureReviewed', 'InstructionRecorded', 'InstructionObjected'], ignore),
    ...each(['AssignmentsPaused', 'AssignmentsResumed', 'DeficiencyNoted', 'DeficiencyLifted'], ignore),
    ...each(['DeficiencyObserved', 'EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
    ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
    ...each(
      ['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded', 'ProviderCaseClosed'],
      ignore,
    ),
  },
});
