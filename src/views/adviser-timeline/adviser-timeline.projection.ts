import type { ClientEntry } from '../../client/events.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { each } from '../../projections/effects.js';
import { ignore, ofItsOwn, projection, recompute, type Rows } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import { entries, subjects } from './adviser-timeline.table.js';
import { entryRow, participationRows } from './entry-row.js';

const add = ofItsOwn((rows: Rows, event: ParticipationEntry): void => rows.put(entries, entryRow(event)));
const addOfClient = (rows: Rows, event: ClientEntry): void => rows.put(entries, entryRow(event));

export const adviserTimeline = projection({
  name: 'adviser-timeline',
  version: 1,
  tables: [subjects, entries],
  ofParticipation: participationRows,
  on: {
    ClientRegistered: (rows, event) => {
      const { stream } = event;
      rows.put(subjects, { stream, participation_id: null, client_id: idIn(stream), annulled: 0 });
      addOfClient(rows, event);
    },
    ...each(['MandateClarified', 'ClientHandedOver'], addOfClient),
    ...each(['MeasureExplained', 'NoticeGiven', 'ConsentGiven', 'ConsentWithdrawn', 'PlaceAssigned'], add),
    ...each(['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'NoShowReported'], add),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], add),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'WhereaboutsRecorded'], add),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], add),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], add),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], add),
    // these say whose it is, or change how other entries read
    ...each(['MeasureOffered', 'ParticipationAnnulled', 'EntryCorrected', 'EntryAnnulled'], recompute),
    ...each(['EntryDisputed', 'DisputeSettled'], recompute),
    ...each(['DeputyAppointed', 'DeputyEnded', 'ProviderRegistered', 'MeasureRegistered'], ignore),
    ...each(['PlaceTaken', 'PlaceFreed'], ignore),
    ...each(['VoucherIssued', 'VoucherRedeemed'], add),
    ...each(['AssessmentDelivered', 'RemedyRecorded'], add),
    ...each(['ReportOverdue', 'ResponseOverdue'], add),
    ...each(
      ['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'],
      addOfClient,
    ),
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
