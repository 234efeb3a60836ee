import type { Region } from '../../rulebook/working-days.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { dayOf, endOfDay, type Day, type Instant } from '../../terms/times.js';
import type { Attendance } from '../attendance.js';
import { firstOfType } from '../by-type.js';
import type { ParticipationEntry } from '../events.js';
import type { RulesOf } from '../warnings.js';
import type { Duty } from './duty.js';

/** A history as the rules for duties read it. */
export interface Reading {
  /** As recorded. */
  readonly history: readonly ParticipationEntry[];
  /** With corrections and annulments applied, in the order of the log. */
  readonly events: readonly ParticipationEntry[];
  readonly rulesOf: RulesOf;
  readonly region: Region;
  /** The course, once it has started. */
  readonly attendance: Attendance | undefined;
  readonly exit: Exit | undefined;
  /** The day to which the record goes. */
  readonly until: Day;
}

/** What ended the course. `at` lies within its last day. */
export interface Exit {
  readonly event: ParticipationEntry;
  readonly at: Instant;
}

/** A duty as far as the events that it is about tell of it. */
export type Founded = Omit<Duty, 'exempt' | 'unmetSince' | 'declaredBy'>;

export function exitIn(events: readonly ParticipationEntry[]): Exit | undefined {
  const completed = firstOfType(events, 'ParticipationCompleted');
  const droppedOut = firstOfType(events, 'ParticipationDroppedOut');
  // of both, which only corrections can bring about, the earlier in the log
  const event =
    completed && droppedOut && droppedOut.revision < completed.revision
      ? droppedOut
      : (completed ?? droppedOut);
  if (!event) return undefined;
  const { endedOn } = event.data;
  return { event, at: dayOf(event.occurredAt) === endedOn ? event.occurredAt : endOfDay(endedOn) };
}

/** What is reported after the end opens no duty. */
export const isAfterEnd = (event: ParticipationEntry, exit: Exit | undefined): boolean =>
  ('afterEnd' in event.data && event.data.afterEnd === true) ||
  (exit !== undefined && event.revision > exit.event.revision);

export function founded(
  rule: Founded['rule'],
  by: ParticipationEntry,
  dueAt: Instant,
  rules: Rulebook,
  key: string = by.id,
): Founded {
  const owedBy = rule === 'D-start' || rule === 'D-month' || rule === 'D-inform' ? 'provider' : 'office';
  return { dutyId: `${rule}-${key}`, rule, owedBy, foundedBy: by.id, dueAt, rulebook: rules.version };
}

/** The earliest of events that met a duty of the office, by when they occurred. */
export function firstOf(events: readonly ParticipationEntry[]): Founded['met'] {
  const [first, ...others] = events;
  if (!first) return undefined;
  const met = others.reduce((a, b) => (b.occurredAt < a.occurredAt ? b : a), first);
  return { at: met.occurredAt, by: met.id };
}

/**
 * The duty with what became of it: none where it ended unmet by its due moment.
 * @param ended when it ceased to be owed by something that does not meet it
 */
export function settled(duty: Founded, met: Founded['met'], ended: Instant | undefined): readonly Founded[] {
  const metFirst = met !== undefined && (ended === undefined || met.at <= ended);
  if (ended === undefined || metFirst) return [met ? { ...duty, met } : duty];
  if (ended <= duty.dueAt) return [];
  return [met ? { ...duty, met, ended } : { ...duty, ended }];
}

export const earliest = (...instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.filter(instant => instant !== undefined).toSorted()[0];
