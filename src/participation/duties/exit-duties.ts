import { deadlineInWorkingDays } from '../../rulebook/working-days.js';
import { dayOf } from '../../terms/times.js';
import { hasAny } from '../by-type.js';
import type { ParticipationEntry } from '../events.js';
import { firstOf, founded, settled, type Founded, type Reading } from './founded.js';

/** The end, new consent, or an obligation that was stated after the client withdrew. */
function decides(event: ParticipationEntry, withdrawal: ParticipationEntry): boolean {
  switch (event.type) {
    case 'ParticipationCompleted':
    case 'ParticipationDroppedOut':
    case 'ConsentGiven':
      return true;
    case 'NoticeGiven':
      return event.data.occasion === 'obligation' && event.data.deliveredOn >= dayOf(withdrawal.occurredAt);
    default:
      return false;
  }
}

/** D-exit: the office decides after consent was withdrawn in the course of a participation. */
export function exitDuties({ events, rulesOf, region }: Reading): readonly Founded[] {
  if (!hasAny(events, 'ConsentWithdrawn')) return [];
  const start = events.findIndex(({ type }) => type === 'ParticipationStarted');
  return events.flatMap((event, index) => {
    if (event.type !== 'ConsentWithdrawn' || start === -1 || index < start) return [];
    const rules = rulesOf(event);
    const dueAt = deadlineInWorkingDays(dayOf(event.learnedAt), rules.duties.exit, region);
    const decided = events.slice(index + 1).filter(later => decides(later, event));
    return settled(founded('D-exit', event, dueAt, rules), firstOf(decided), undefined);
  });
}
