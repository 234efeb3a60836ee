import type { ParticipationEntry } from '../../participation/events.js';
import type { EntryOf } from '../../event-codec/domain-event.js';
import { rulesNamedBy } from '../../participation/warnings.js';
import type { ProviderCaseEntry } from '../../provider-case/events.js';
import { participationEvents } from '../../participation/phases.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection, type Rows } from '../../projections/projection.js';
import { idIn } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { dayOf } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import { escalationRow } from './escalation-row.js';
import { firstReports } from './first-reports.js';
import { overdueRows } from './overdue-rows.js';
import {
  cases,
  caseSteps,
  overdue,
  participations,
  pauses,
  reports,
  type EscalationRow,
  type ReportRow,
} from './provider-escalation.table.js';

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

function addStep(rows: Rows, { stream, revision, type, data, ...entry }: ProviderCaseEntry): void {
  const { occurredAt, learnedAt, recordedAt, rulebook } = entry;
  const step = JSON.stringify({ type, occurredAt, learnedAt, recordedAt, rulebook, data });
  rows.put(caseSteps, { case_id: idIn(stream), revision, step });
}

type Pausing = EntryOf<'AssignmentsPaused' | 'AssignmentsResumed'>;

const addPause = (rows: Rows, event: Pausing, caseId: string): void =>
  rows.put(pauses, {
    measure_id: idIn(event.stream),
    revision: event.revision,
    provider_id: event.providerId ?? '',
    paused: Number(event.type === 'AssignmentsPaused'),
    case_id: caseId,
    occurred_on: dayOf(event.occurredAt),
    event_id: event.id,
  });

/** Who loses people without a word: what the figures of providers and measures are counted from. */
export const providerEscalation = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'provider-escalation',
    version: 3,
    tables: [participations, reports, overdue, cases, caseSteps, pauses],
    ofParticipation: history => {
      const row = escalationRow(history, rulebooks);
      const owed = overdueRows(history, rulesNamedBy(rulebooks)).map(duty => ({
        table: overdue,
        row: { ...duty },
      }));
      if (!row) return owed;
      const told = reportRows(history, row).map(report => ({ table: reports, row: { ...report } }));
      return [{ table: participations, row: { ...row } }, ...told, ...owed];
    },
    on: {
      // what is owed follows from all of a history, and as far as it goes
      ...each(participationEvents, recompute),
      ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
      ...each(['DeputyAppointed', 'DeputyEnded', 'ProviderRegistered'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
      ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
      ...each(['OfficeRegistered', 'ProviderVisited', 'StaffChanged', 'RulebookAdded'], ignore),
      ...each(['MeasureAmended', 'MeasureReviewed', 'InstructionRecorded', 'InstructionObjected'], ignore),
      ...each(['DeficiencyNoted', 'DeficiencyLifted'], ignore),
      DeficiencyObserved: (rows, event) => {
        const { providerId, measureId = null } = event.data;
        rows.put(cases, { case_id: idIn(event.stream), provider_id: providerId, measure_id: measureId });
        addStep(rows, event);
      },
      ...each(['EvidenceAdded', 'FindingEstablished', 'CureDemanded', 'StatementInvited'], addStep),
      ...each(['ProviderHeard', 'CureReported', 'CureDeadlineLapsed', 'Reinspected'], addStep),
      ...each(['WarningIssued', 'CaseReferred', 'DecisionRecorded', 'ProviderCaseClosed'], addStep),
      AssignmentsPaused: (rows, event) => addPause(rows, event, event.data.caseId ?? ''),
      AssignmentsResumed: (rows, event) => addPause(rows, event, ''),
    },
  });
