import type { FreedBecause } from '../../measure/events.js';

/** Why a place is given back, by the type of the entry that put the participation out of it. */
export function freedBecause(type: string): FreedBecause {
  switch (type) {
    case 'NoShowReported':
      return 'no-show';
    case 'OfferDeclined':
      return 'declined';
    case 'OfferWithdrawn':
      return 'withdrawn';
    case 'ConsentWithdrawn':
      return 'consent-withdrawn';
    case 'ParticipationCompleted':
      return 'completed';
    case 'ParticipationDroppedOut':
      return 'dropped-out';
    default:
      return 'annulled';
  }
}
