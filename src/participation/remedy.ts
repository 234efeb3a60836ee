import type { Issued } from '../terms/fact.js';
import { isRejection, reject, type Rejection } from '../terms/rejection.js';
import type { ParticipationCommand } from './commands.js';
import { standing } from './effective.js';
import type { ParticipationEntry, ParticipationEvent } from './events.js';
import { fact } from './secrecy.js';

/** An objection or an action in court against what an entry records. */
export function recordRemedy(
  { type: _, ...remedy }: ParticipationCommand<'RecordRemedy'>,
  history: readonly ParticipationEntry[],
  { at }: Issued,
): readonly ParticipationEvent[] | Rejection {
  const entry = standing(history, remedy.eventId);
  if (isRejection(entry)) return entry;
  return at.occurredAt < entry.occurredAt
    ? reject('time-order', `it occurred before entry ${entry.id}, against which it is`)
    : [fact('RemedyRecorded', remedy)];
}
