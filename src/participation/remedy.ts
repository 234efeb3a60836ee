import type { Issued } from '../terms/fact.js';
import { isRejection, reject, type Rejection } from '../terms/rejection.js';
import type { Instant } from '../terms/times.js';
import type { ParticipationCommand } from './commands.js';
import { effective, rewrites, standing } from './effective.js';
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
  const read = effective(history).find(({ id }) => id === entry.id) ?? entry;
  return tooEarly(at.occurredAt, read) ?? [fact('RemedyRecorded', remedy)];
}

/** Why a remedy of a history, as it reads, comes before what it is against; undefined where none does. */
export function untimelyRemedy(history: readonly ParticipationEntry[]): Rejection | undefined {
  const events = effective(history);
  const entries = new Map([...history.filter(rewrites), ...events].map(entry => [entry.id, entry]));
  for (const event of events) {
    // What it was against may have been annulled since, perhaps because of it.
    const against = event.type === 'RemedyRecorded' ? entries.get(event.data.eventId) : undefined;
    const early = against && tooEarly(event.occurredAt, against);
    if (early) return early;
  }
  return undefined;
}

const tooEarly = (
  occurredAt: Instant,
  { id, occurredAt: since }: ParticipationEntry,
): Rejection | undefined =>
  occurredAt < since
    ? reject('time-order', `a remedy of ${occurredAt} comes before entry ${id}, against which it is`)
    : undefined;
