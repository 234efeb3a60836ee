import { firstOfType, hasAny } from '../../participation/by-type.js';
import { effective } from '../../participation/effective.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { idIn } from '../../event-codec/streams.js';
import type { RowOf } from '../../projections/table.js';
import { isNeutral } from '../../terms/catalogues.js';
import { type Day, dayOf } from '../../terms/times.js';
import type { steps } from './reach.table.js';

type Step = {
  readonly step: string;
  readonly day?: Day;
  readonly reason?: string;
  readonly neutral?: boolean;
};

function stepOf(event: ParticipationEntry, begun: boolean): Step | undefined {
  switch (event.type) {
    case 'MeasureOffered':
      return { step: 'offered' };
    case 'OfferDeferred':
      return { step: 'deferred', reason: event.data.reason };
    case 'OfferDeclined':
      return { step: 'declined', reason: event.data.reason };
    case 'OfferWithdrawn':
      return { step: 'withdrawn', reason: event.data.reason };
    case 'ConsentGiven':
      return { step: 'consented' };
    case 'ConsentWithdrawn':
      // once it has started it goes on until the office ends it
      return begun ? undefined : { step: 'consent-withdrawn' };
    case 'PlaceAssigned':
    case 'VoucherRedeemed':
      return { step: 'assigned' };
    case 'NoShowReported':
      return { step: 'not-started', reason: event.data.reason };
    case 'ParticipationStarted':
      return { step: 'started', day: event.data.startedOn };
    case 'ParticipationCompleted':
      return { step: 'completed', day: event.data.endedOn, reason: event.data.result };
    case 'ParticipationDroppedOut': {
      const { endedOn, adviserFinding } = event.data;
      return {
        step: 'dropped-out',
        day: endedOn,
        reason: adviserFinding,
        neutral: isNeutral(adviserFinding),
      };
    }
    default:
      return undefined;
  }
}

/** The steps of a participation; none where it was annulled. */
export function participationSteps(history: readonly ParticipationEntry[]): readonly RowOf<typeof steps>[] {
  const events = effective(history);
  const offer = firstOfType(events, 'MeasureOffered');
  if (!offer || hasAny(events, 'ParticipationAnnulled')) return [];
  const begunAt = events.findIndex(event => event.type === 'ParticipationStarted');
  return events.flatMap((event, n) => {
    const step = stepOf(event, begunAt >= 0 && n > begunAt);
    if (!step) return [];
    const { neutral } = step;
    return {
      position: event.position,
      client_id: offer.data.clientId,
      participation_id: idIn(event.stream),
      day: step.day ?? dayOf(event.occurredAt),
      step: step.step,
      reason: step.reason ?? null,
      neutral: neutral === undefined ? null : Number(neutral),
    };
  });
}
