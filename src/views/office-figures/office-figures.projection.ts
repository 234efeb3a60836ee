import { participationEvents } from '../../participation/phases.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute, type Projection } from '../../projections/projection.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { responses } from './office-figures.table.js';
import { responseRows } from './response-rows.js';

/** How an office responds: what it owed its clients, and when it did it. */
export const officeFigures = (rulebooks: Rulebooks): Projection =>
  projection({
    name: 'office-figures',
    version: 1,
    tables: [responses],
    ofParticipation: history =>
      responseRows(history, rulebooks).map(row => ({ table: responses, row: { ...row } })),
    on: {
      // what is owed follows from all of a history, and as far as it goes
      ...each(participationEvents, recompute),
      ...each(['ClientRegistered', 'MandateClarified', 'ClientHandedOver'], ignore),
      ...each(['ConsultationHeld', 'ColleagueConsulted', 'ComplaintReceived', 'ComplaintAnswered'], ignore),
      ...each(['OfficeRegistered', 'DeputyAppointed', 'DeputyEnded', 'RulebookAdded'], ignore),
      ...each(['ProviderRegistered', 'ProviderVisited', 'StaffChanged'], ignore),
      ...each(['MeasureRegistered', 'PlaceTaken', 'PlaceFreed', 'MeasureAmended', 'MeasureReviewed'], ignore),
      ...each(['InstructionRecorded', 'InstructionObjected'], ignore),
      ...each(['AssignmentsPaused', 'AssignmentsResumed', 'DeficiencyNoted', 'DeficiencyLifted'], ignore),
      ...each(['DeficiencyObserved', 'EvidenceAdded', 'FindingEstablished', 'CureDemanded'], ignore),
      ...each(['StatementInvited', 'ProviderHeard', 'CureReported', 'CureDeadlineLapsed'], ignore),
      ...each(['Reinspected', 'WarningIssued', 'CaseReferred', 'DecisionRecorded'], ignore),
      ...each(['ProviderCaseClosed'], ignore),
    },
  });
