import { each } from '../../projections/effects.js';
import { ignore, projection, recompute } from '../../projections/projection.js';
import { participationRow } from './participation-row.js';
import { participations } from './participation-status.table.js';

/** Every event of a participation moves its revision, so that none can be ignored. */
export const participationStatus = projection({
  name: 'participation-status',
  version: 1,
  tables: [participations],
  ofParticipation: history => {
    const row = participationRow(history);
    return row ? [{ table: participations, row }] : [];
  },
  on: {
    ...each(
      ['MeasureOffered', 'MeasureExplained', 'NoticeGiven', 'ConsentGiven', 'ConsentWithdrawn'],
      recompute,
    ),
    ...each(
      ['OfferDeferred', 'OfferDeclined', 'OfferWithdrawn', 'PlaceAssigned', 'NoShowReported'],
      recompute,
    ),
    ...each(['ParticipationStarted', 'ParticipationInterrupted', 'ParticipationResumed'], recompute),
    ...each(['ParticipationCompleted', 'ParticipationDroppedOut', 'WhereaboutsRecorded'], recompute),
    ...each(['AttendanceReported', 'ContactHeld', 'InterventionRecorded'], recompute),
    ...each(['CrisisOpened', 'CrisisReassessed', 'CrisisResolved'], recompute),
    ...each(['DropoutRiskFlagged', 'DropoutRiskCleared', 'DropoutProposed', 'DropoutAverted'], recompute),
    ...each(['EntryCorrected', 'EntryAnnulled', 'ParticipationAnnulled'], recompute),
    ...each(['EntryDisputed', 'DisputeSettled'], recompute),
    ...each(
      ['ClientRegistered', 'MandateClarified', 'ClientHandedOver', 'DeputyAppointed', 'DeputyEnded'],
      ignore,
    ),
    ...each(['ProviderRegistered', 'MeasureRegistered', 'PlaceTaken', 'PlaceFreed'], ignore),
  },
});
