import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection } from '../../projections/projection.js';
import { idIn } from '../../projections/streams.js';
import { stateOf } from '../../participation/evolve.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { endOfDay } from '../../terms/times.js';
import { attentionItems } from './attention-items.js';
import { items, revisits } from './attention.table.js';

/** What waits for an adviser, with the moments by which it is due. */
export const attention = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'attention',
    version: 2,
    tables: [items, revisits],
    ofParticipation: history => {
      const state = stateOf(history);
      if (state.phase === 'none') return [];
      const { clientId, measureId, providerId } = state;
      return attentionItems(history, rulebooks).map(
        ({ kind, rank, ref, event, severity, dueAt, disputed }) => ({
          table: items,
          row: {
            participation_id: idIn(event.stream),
            item: `${kind} ${ref}`,
            kind,
            rank: String(rank),
            client_id: clientId,
            measure_id: measureId ?? null,
            provider_id: providerId ?? null,
            ref,
            event_id: event.id,
            severity: severity ?? null,
            since: event.learnedAt,
            due_at: dueAt ?? null,
            sort_at: dueAt ?? event.learnedAt,
            disputed: Number(disputed),
          },
        }),
      );
    },
    on: {
      ConsultationHeld: (rows, { id, stream, position, occurredAt, learnedAt, data: { revisitOn } }) =>
        rows.put(revisits, {
          client_id: idIn(stream),
          event_id: id,
          held_at: occurredAt,
          position,
          since: learnedAt,
          due_at: revisitOn === undefined ? null : endOfDay(revisitOn),
        }),
      ...each(['MeasureOffered', 'NoticeGiven', 'ConsentGiven', 'ConsentWithdrawn'], recompute),
      ...each(
        ['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'PlaceAssigned', 'NoShowReported'],
        recompute,
      ),
      ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], recompute),
      ...each(['ParticipationCompleted', 'ParticipationDroppedOut'], recompute),
      ...each(['ContactHeld', 'InterventionRecorded', 'AttendanceReported'], recompute),
      ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], recompute),
      ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], recompute),
      ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], recompute),
      ...each(['EntryDisputed', 'DisputeSettled'], recompute),
      // duties are listed as far as the record goes, so that every entry of a participation may add one
      ...each(['MeasureExplained', 'WhereaboutsRecorded'], recompute),
      ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
      ...each(['DeputyAppointed', 'DeputyEnded', 'ProviderRegistered'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
      ...each(['VoucherIssued', 'VoucherRedeemed'], recompute),
      ...each(['AssessmentDelivered', 'RemedyRecorded'], recompute),
      ...each(['ReportOverdue', 'ResponseOverdue'], recompute),
      ...each(['ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
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
