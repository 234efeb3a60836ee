import type { Decided, Issued } from '../terms/fact.js';
import { isRejection, reject, rejectInput, type Rejection } from '../terms/rejection.js';
import { parseInstant } from '../terms/times.js';
import { admit } from './admit.js';
import type { ParticipationCommand } from './commands.js';
import { annulledIds, corrected, effective } from './effective.js';
import type { EventOf, FieldValue, ParticipationEntry, ParticipationEvent } from './events.js';
import { evolve } from './evolve.js';
import { fact, partOf, plainValue } from './secrecy.js';
import { none, type Participation } from './state.js';

type AboutEntry = ParticipationCommand<
  'CorrectEntry' | 'AnnulEntry' | 'AnnulParticipation' | 'DisputeEntry' | 'SettleDispute'
>;
type Facts = readonly Decided<ParticipationEvent>[] | Rejection;

/** Entries about entries are not corrected: a wrong one is annulled and made anew. */
const incorrigible: ReadonlySet<string> = new Set([
  'EntryCorrected',
  'EntryAnnulled',
  'ParticipationAnnulled',
  'EntryDisputed',
  'DisputeSettled',
]);

/** Derived or identifying: correcting one would make another history, not the same one right. */
const fixed: ReadonlySet<string> = new Set([
  'providerId',
  'adviserId',
  'legalBasis',
  'track',
  'pressureMarks',
  'raisedBy',
  'rules',
  'because',
  'afterEnd',
  'mandateOverridden',
  'sick',
]);
const isFixed = (field: string): boolean =>
  fixed.has(field) || (field.endsWith('Id') && field !== 'incidentId');

function target(history: readonly ParticipationEntry[], eventId: string): ParticipationEntry | Rejection {
  const event = history.find(({ id }) => id === eventId);
  if (!event) return reject('unknown-entry', `there is no entry ${eventId}`);
  return annulledIds(history).has(eventId)
    ? reject('already-annulled', `entry ${eventId} is annulled`)
    : event;
}

/** Why a history, as it would read, could not have happened; undefined where it could. */
export function impossibility(history: readonly ParticipationEntry[]): Rejection | undefined {
  let state: Participation = none;
  for (const event of effective(history)) {
    const refused = admit(state, event, event.occurredAt);
    if (refused) return reject(refused.code, `the history would be impossible: ${refused.detail}`);
    state = evolve(state, event);
  }
  return undefined;
}

/** `history` as if the fact stood at its end. */
const followedBy = (
  history: readonly ParticipationEntry[],
  event: EventOf<'EntryCorrected' | 'EntryAnnulled'>,
  issued: Issued,
): readonly ParticipationEntry[] => [
  ...history,
  { ...history.at(-1)!, ...event, id: issued.eventId(0) } as ParticipationEntry,
];

/** The days of a report and those of them that were sickness, as one field. */
function attendanceParts(is: FieldValue): { open: FieldValue; secret: FieldValue | undefined } {
  const days = (Array.isArray(is) ? is : []) as readonly { day: string; state: string }[];
  const sick = days.filter(({ state }) => state === 'sick').map(({ day }) => day);
  const open = days.map(day => (day.state === 'sick' ? { ...day, state: 'excused' } : day));
  return { open: Array.isArray(is) ? open : is, secret: sick.length ? sick : undefined };
}

function attendanceAsSent(event: EventOf<'AttendanceReported'>): {
  open: FieldValue;
  secret: FieldValue | undefined;
} {
  return { open: event.data.days as unknown as FieldValue, secret: event.sensitive?.sick };
}

/** The correction as a fact, and the entry as it would then read; its form is checked by the caller's schema. */
export function correctionOf(
  command: ParticipationCommand<'CorrectEntry'>,
  history: readonly ParticipationEntry[],
): { readonly correction: EventOf<'EntryCorrected'>; readonly entry: ParticipationEntry } | Rejection {
  const recorded = target(history, command.eventId);
  if (isRejection(recorded)) return recorded;
  const { eventId, field, reason } = command;
  if (incorrigible.has(recorded.type) || isFixed(field))
    return rejectInput('unknown-field', `${field} of ${recorded.type} cannot be corrected`);
  const event = effective(history).find(({ id }) => id === eventId) ?? recorded;
  let was: { open?: unknown; secret?: unknown };
  let is: { open?: unknown; secret?: unknown };
  if (field === 'occurredAt') {
    const instant = typeof command.is === 'string' ? parseInstant(command.is) : undefined;
    if (!instant) return rejectInput('time-order', 'occurredAt is a time by RFC 3339');
    if (instant > event.learnedAt)
      return rejectInput('time-order', 'an entry cannot have occurred after the office learned of it');
    [was, is] = [{ open: event.occurredAt }, { open: instant }];
  } else if (event.type === 'AttendanceReported' && field === 'days') {
    [was, is] = [attendanceAsSent(event), attendanceParts(command.is)];
  } else {
    const before = plainValue(event, field);
    was = before === undefined ? {} : partOf(event.type, field, before);
    is = partOf(event.type, field, command.is);
  }
  const secret = was.secret !== undefined || is.secret !== undefined;
  const correction = {
    type: 'EntryCorrected',
    data: { eventId, field, ...present({ was: was.open, is: is.open }) },
    sensitive: { reason, ...(secret ? present({ was: was.secret, is: is.secret }) : {}) },
  } as EventOf<'EntryCorrected'>;
  return { correction, entry: corrected(event, correction) };
}

const present = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function settle(
  { disputeId, result, note }: ParticipationCommand<'SettleDispute'>,
  history: readonly ParticipationEntry[],
  issued: Issued,
): Facts {
  const annulled = annulledIds(history);
  const dispute = history.find(({ id, type }) => id === disputeId && type === 'EntryDisputed');
  if (dispute?.type !== 'EntryDisputed' || annulled.has(disputeId))
    return reject('unknown-dispute', `there is no dispute ${disputeId}`);
  const settled = history.some(
    event => event.type === 'DisputeSettled' && event.data.disputeId === disputeId && !annulled.has(event.id),
  );
  if (settled) return reject('already-resolved', `dispute ${disputeId} is settled`);
  const { eventId } = dispute.data;
  const author = history.find(({ id }) => id === eventId)?.actor.id;
  if (author === issued.by.id)
    return reject('own-entry', 'a dispute is never settled by the author of the entry');
  return [fact('DisputeSettled', { disputeId, eventId, result, note })];
}

function dispute(
  { eventId, disputedBy, reason }: ParticipationCommand<'DisputeEntry'>,
  history: readonly ParticipationEntry[],
): Facts {
  const entry = target(history, eventId);
  if (isRejection(entry)) return entry;
  const annulled = annulledIds(history);
  const settled = new Set(
    history.flatMap(event =>
      event.type === 'DisputeSettled' && !annulled.has(event.id) ? [event.data.disputeId] : [],
    ),
  );
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

/** Corrections, annulments and disputes: they speak about entries, so they need the history and not the state. */
export function decideAboutEntry(
  command: AboutEntry,
  history: readonly ParticipationEntry[],
  issued: Issued,
): Facts {
  switch (command.type) {
    case 'CorrectEntry': {
      const found = correctionOf(command, history);
      if (isRejection(found)) return found;
      return impossibility(followedBy(history, found.correction, issued)) ?? [found.correction];
    }
    case 'AnnulEntry': {
      const entry = target(history, command.eventId);
      if (isRejection(entry)) return entry;
      const annulment = fact('EntryAnnulled', { eventId: command.eventId, reason: command.reason });
      return impossibility(followedBy(history, annulment, issued)) ?? [annulment];
    }
    case 'AnnulParticipation':
      return [fact('ParticipationAnnulled', { kind: command.kind, of: command.of, reason: command.reason })];
    case 'DisputeEntry':
      return dispute(command, history);
    case 'SettleDispute':
      return settle(command, history, issued);
  }
}
