import { byId } from '../../participation/by-type.js';
import { dutiesOf } from '../../participation/duties/duties-of.js';
import { isUndeclared } from '../../participation/duties/duty.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { rulesNamedBy } from '../../participation/warnings.js';
import { participationEvents } from '../../participation/phases.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { duties, type DutyRow } from './duties.table.js';

function rowsOf(history: readonly ParticipationEntry[], rulebooks: Rulebooks): readonly DutyRow[] {
  const state = stateOf(history);
  if (state.phase === 'none') return [];
  const entries = byId(history);
  return dutiesOf(history, rulesNamedBy(rulebooks)).map(duty => ({
    participation_id: idIn(history[0]!.stream),
    duty_id: duty.dutyId,
    rule: duty.rule,
    owed_by: duty.owedBy,
    founded_by: duty.foundedBy,
    due_at: duty.dueAt,
    rulebook: duty.rulebook,
    met_at: duty.met?.at ?? null,
    met_by: duty.met?.by ?? null,
    ended_at: duty.ended ?? null,
    exempt: Number(duty.exempt ?? false),
    declared_by: duty.declaredBy ?? null,
    to_declare: Number(isUndeclared(duty) && duty.met === undefined),
    client_id: state.clientId,
    measure_id: entries.get(duty.foundedBy)?.measureId ?? null,
    provider_id: entries.get(duty.foundedBy)?.providerId ?? null,
  }));
}

/** Every duty of every participation. How far they are listed follows from the record's end, so each entry counts. */
export const dutiesView = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'duties',
    version: 1,
    tables: [duties],
    ofParticipation: history => rowsOf(history, rulebooks).map(row => ({ table: duties, row })),
    on: {
      // what is owed follows from all of a history, and as far as it goes
      ...each(participationEvents, recompute),
      ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
      ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
      ...each(['OfficeRegistered', 'DeputyAppointed', 'DeputyEnded', 'RulebookAdded'], ignore),
      ...each(['ProviderRegistered', 'ProviderVisited', 'StaffChanged'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed', 'MeasureAmended', 'MeasureReviewed'], ignore),
      ...each(['InstructionRecorded', 'InstructionObjected', 'AssignmentsPaused'], ignore),
      ...each(['AssignmentsResumed', 'DeficiencyNoted', 'DeficiencyLifted'], ignore),
      ...each(['DeficiencyObserved', 'EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
      ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
      ...each(['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded'], ignore),
      ProviderCaseClosed: ignore,
    },
  });
