import type { Recorded } from '../terms/fact.js';
import { reject, type Rejection } from '../terms/rejection.js';
import { rememberedOf } from '../terms/remembered.js';
import { hasAny, ofType } from './by-type.js';
import type { EventOf, ParticipationEntry } from './events.js';
import { withField } from './secrecy.js';

type Correction = Recorded<EventOf<'EntryCorrected'>>;

/** Whether an entry changes how earlier ones read. */
export const rewrites = (event: ParticipationEntry): boolean =>
  event.type === 'EntryCorrected' || event.type === 'EntryAnnulled';

/** Whether anything in a history changes how earlier entries read: of most it reads as it was recorded. */
export const isRewritten = (history: readonly ParticipationEntry[]): boolean =>
  hasAny(history, 'EntryCorrected', 'EntryAnnulled');

/** Ids of annulled entries. An annulment can itself be annulled, so the newest speaks first. */
export function annulledIds(history: readonly ParticipationEntry[]): ReadonlySet<string> {
  const annulled = new Set<string>();
  for (const { id, data } of ofType(history, 'EntryAnnulled').toReversed())
    if (!annulled.has(id)) annulled.add(data.eventId);
  return annulled;
}

/** The entry of that id as recorded, unless it is not there or annulled. */
export function standing(
  history: readonly ParticipationEntry[],
  eventId: string,
): ParticipationEntry | Rejection {
  const event = history.find(({ id }) => id === eventId);
  if (!event) return reject('unknown-entry', `there is no entry ${eventId}`);
  return annulledIds(history).has(eventId)
    ? reject('already-annulled', `entry ${eventId} is annulled`)
    : event;
}

/** Standing corrections per corrected entry, oldest first. */
export function correctionsOf(
  history: readonly ParticipationEntry[],
): ReadonlyMap<string, readonly Correction[]> {
  const corrections = new Map<string, Correction[]>();
  const recorded = ofType(history, 'EntryCorrected');
  if (recorded.length === 0) return corrections;
  const annulled = annulledIds(history);
  for (const event of recorded)
    if (!annulled.has(event.id))
      corrections.set(event.data.eventId, [...(corrections.get(event.data.eventId) ?? []), event]);
  return corrections;
}

/** An entry with one correction applied. `occurredAt` is the one time that can be corrected. */
export function corrected(
  event: ParticipationEntry,
  correction: EventOf<'EntryCorrected'>,
): ParticipationEntry {
  const { field, is } = correction.data;
  if (field === 'occurredAt') return typeof is === 'string' ? { ...event, occurredAt: is } : event;
  if (event.type === 'AttendanceReported' && field === 'days')
    return withField(withField(event, 'sick', { secret: correction.sensitive?.is }), 'days', { open: is });
  return withField(event, field, { open: is, secret: correction.sensitive?.is });
}

/**
 * The history as it reads with every standing correction and annulment applied: annulled entries, corrections and
 * annulments themselves are gone, everything else keeps its place. State, rules and views work with this.
 */
export const effective = (history: readonly ParticipationEntry[]): readonly ParticipationEntry[] =>
  isRewritten(history) ? rewritten(history) : history;

const rewritten = rememberedOf((history: readonly ParticipationEntry[]): readonly ParticipationEntry[] => {
  const annulled = annulledIds(history);
  const corrections = correctionsOf(history);
  return history
    .filter(event => !rewrites(event) && !annulled.has(event.id))
    .map(event => (corrections.get(event.id) ?? []).reduce(corrected, event));
});
