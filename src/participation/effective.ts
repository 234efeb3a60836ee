import type { EventOf, ParticipationEntry } from './events.js';
import type { Recorded } from '../terms/fact.js';
import { reject, type Rejection } from '../terms/rejection.js';
import { withField } from './secrecy.js';

type Correction = Recorded<EventOf<'EntryCorrected'>>;

/** Whether an entry changes how earlier ones read. */
export const rewrites = (event: ParticipationEntry): boolean =>
  event.type === 'EntryCorrected' || event.type === 'EntryAnnulled';

/** Ids of annulled entries. An annulment can itself be annulled, so the newest speaks first. */
export function annulledIds(history: readonly ParticipationEntry[]): ReadonlySet<string> {
  const annulled = new Set<string>();
  for (const event of history.toReversed())
    if (event.type === 'EntryAnnulled' && !annulled.has(event.id)) annulled.add(event.data.eventId);
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
  const annulled = annulledIds(history);
  const corrections = new Map<string, Correction[]>();
  for (const event of history)
    if (event.type === 'EntryCorrected' && !annulled.has(event.id))
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
export function effective(history: readonly ParticipationEntry[]): readonly ParticipationEntry[] {
  if (!history.some(rewrites)) return history;
  const annulled = annulledIds(history);
  const corrections = correctionsOf(history);
  return history
    .filter(event => !rewrites(event) && !annulled.has(event.id))
    .map(event => (corrections.get(event.id) ?? []).reduce(corrected, event));
}
