import { participationEvents } from '../../participation/phases.js';
import { each } from '../../projections/effects.js';
import { ignore, projection, recompute } from '../../projections/projection.js';
import { incidentsIn, participationRow } from './participation-row.js';
import { incidents, participations } from './participation-status.table.js';

/** Every event of a participation moves its revision, so that none can be ignored. */
export const participationStatus = projection({
  name: 'participation-status',
  version: 1,
  tables: [participations, incidents],
  ofParticipation: history => {
    const row = participationRow(history);
    if (!row) return [];
    const { participation_id } = row;
    return [
      { table: participations, row },
      ...incidentsIn(history).map(incident_id => ({
        table: incidents,
        row: { participation_id, incident_id },
      })),
    ];
  },
  on: {
    // every one moves the revision
    ...each(participationEvents, recompute),
    ...each(
      ['ClientRegistered', 'MandateClarified', 'ClientHandedOver', 'DeputyAppointed', 'DeputyEnded'],
      ignore,
    ),
    ...each(['ProviderRegistered', 'MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
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
