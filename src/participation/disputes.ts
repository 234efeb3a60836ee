import type { Decided, Issued } from '../terms/fact.js';
import { isRejection, reject, type Rejection } from '../terms/rejection.js';
import type { ParticipationCommand } from './commands.js';
import { annulledIds, standing } from './effective.js';
import type { ParticipationEntry, ParticipationEvent } from './events.js';
import { fact } from './secrecy.js';

type Facts = readonly Decided<ParticipationEvent>[] | Rejection;

/** Ids of the disputes that are settled, by a settlement that stands. */
function settledIn(history: readonly ParticipationEntry[]): ReadonlySet<string> {
  const annulled = annulledIds(history);
  return new Set(
    history.flatMap(event =>
      event.type === 'DisputeSettled' && !annulled.has(event.id) ? [event.data.disputeId] : [],
    ),
  );
}

/** Each may dispute an entry once at a time. */
export function dispute(
  { eventId, disputedBy, reason }: ParticipationCommand<'DisputeEntry'>,
  history: readonly ParticipationEntry[],
): Facts {
  const entry = standing(history, eventId);
  if (isRejection(entry)) return entry;
  const annulled = annulledIds(history);
  const settled = settledIn(history);
  const open = history.some(
    event =>
      event.type === 'EntryDisputed' &&
      event.data.eventId === eventId &&
      event.data.disputedBy === disputedBy &&
      !settled.has(event.id) &&
      !annulled.has(event.id),
  );
  if (open) return reject('already-disputed', `entry ${eventId} is disputed by the ${disputedBy} already`);
  return [fact('EntryDisputed', { eventId, disputedBy, reason })];
}

/** Never settled by the author of the disputed entry. */
export function settle(
  { disputeId, result, note }: ParticipationCommand<'SettleDispute'>,
  history: readonly ParticipationEntry[],
  issued: Issued,
): Facts {
  const disputed = history.find(({ id }) => id === disputeId);
  if (disputed?.type !== 'EntryDisputed' || annulledIds(history).has(disputeId))
    return reject('unknown-dispute', `there is no dispute ${disputeId}`);
  if (settledIn(history).has(disputeId)) return reject('already-resolved', `dispute ${disputeId} is settled`);
  const { eventId } = disputed.data;
  if (history.find(({ id }) => id === eventId)?.actor.id === issued.by.id)
    return reject('own-entry', 'a dispute is never settled by the author of the entry');
  return [fact('DisputeSettled', { disputeId, eventId, result, note })];
}
