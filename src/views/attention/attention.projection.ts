import type { DomainEntry } from '../../event-codec/domain-event.js';
import { participationEvents } from '../../participation/phases.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection, type Rows } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import { stateOf } from '../../participation/evolve.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { endOfDay, type Day } from '../../terms/times.js';
import { attentionItems } from './attention-items.js';
import { items, revisits } from './attention.table.js';

function addTalk(
  rows: Rows,
  { id, position, occurredAt, learnedAt }: DomainEntry,
  clientId: string,
  revisitOn?: Day,
): void {
  rows.put(revisits, {
    client_id: clientId,
    event_id: id,
    held_at: occurredAt,
    position,
    since: learnedAt,
    due_at: revisitOn === undefined ? null : endOfDay(revisitOn),
  });
}

/** What waits for an adviser, with the moments by which it is due. */
export const attention = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'attention',
    version: 3,
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
      // what is owed follows from all of a history, and as far as it goes
      ...each(participationEvents, recompute),
      ConsultationHeld: (rows, event) => addTalk(rows, event, idIn(event.stream), event.data.revisitOn),
      // whoever clarifies the mandate or makes an offer has seen the client again
      MandateClarified: (rows, event) => addTalk(rows, event, idIn(event.stream)),
      MeasureOffered: (rows, event) => {
        addTalk(rows, event, event.data.clientId);
        rows.recompute(event);
      },
      ...each(['ClientRegistered', 'ClientHandedOver'], ignore),
      ...each(['DeputyAppointed', 'DeputyEnded', 'ProviderRegistered'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
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
