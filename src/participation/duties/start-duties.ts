import { deadlineInDays } from '../../rulebook/working-days.js';
import { hasAny } from '../by-type.js';
import type { ParticipationEntry } from '../events.js';
import { founded, settled, type Founded, type Reading } from './founded.js';

/** What takes a participation out of `assigned`. */
const leaves = ({ type }: ParticipationEntry): boolean =>
  isReport(type) || type === 'OfferDeclined' || type === 'OfferWithdrawn' || type === 'ConsentWithdrawn';

const isReport = (type: ParticipationEntry['type']): boolean =>
  type === 'ParticipationStarted' || type === 'NoShowReported';

/** D-start: the provider confirms the start or reports the no-show of each place that was assigned to it. */
export function startDuties({ events, rulesOf, region }: Reading): readonly Founded[] {
  if (!hasAny(events, 'PlaceAssigned', 'VoucherRedeemed')) return [];
  return events.flatMap((event, index) => {
    if (event.type !== 'PlaceAssigned' && event.type !== 'VoucherRedeemed') return [];
    const rules = rulesOf(event);
    const dueAt = deadlineInDays(event.data.startsOn, rules.duties.start, region);
    const left = events.slice(index + 1).find(leaves);
    const reported = left && isReport(left.type);
    return settled(
      founded('D-start', event, dueAt, rules),
      reported ? { at: left.learnedAt, by: left.id } : undefined,
      reported ? undefined : left?.occurredAt,
    );
  });
}
