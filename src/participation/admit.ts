import { reject, rejectInput, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day } from '../terms/times.js';
import { admitInCourse, timeOrder } from './admit-in-course.js';
import type { ParticipationEvent, ParticipationEventType } from './events.js';
import { possibleIn } from './phases.js';
import { hasCourse, isActive, type Participation } from './state.js';
import { ofVoucher } from './voucher.js';

/** What the phase says to an event of this type; undefined where it allows one. */
export function outOfPhase(state: Participation, type: ParticipationEventType): Rejection | undefined {
  if (possibleIn[type].includes(state.phase)) return undefined;
  if (type === 'MeasureOffered') return reject('already-offered', 'this participation is there already');
  if (state.phase === 'none') return reject('unknown-participation', 'there is no such participation');
  if (type === 'ParticipationAnnulled') return reject('already-annulled', 'it is annulled already');
  return reject('wrong-phase', `${type} is not possible for one that is ${state.phase}`);
}

/** The days that an event asserts; what is only planned may lie ahead. */
function assertedBy(event: ParticipationEvent): readonly Day[] {
  if (event.type === 'ParticipationStarted') return [event.data.startedOn];
  if (event.type === 'ParticipationDroppedOut' || event.type === 'ParticipationCompleted')
    return [event.data.endedOn];
  if (event.type === 'VoucherRedeemed') return [event.data.presentedOn];
  if (event.type !== 'AttendanceReported') return [];
  return event.data.days.filter(({ state }) => state !== 'planned-free').map(({ day }) => day);
}

function ahead(event: ParticipationEvent, occurredAt: string): Rejection | undefined {
  const today = dayOf(occurredAt);
  const early = assertedBy(event).find(day => day > today);
  return early === undefined
    ? undefined
    : rejectInput('time-order', `${early} lies after the day on which it occurred, ${today}`);
}

function ofConsent(
  state: Exclude<Participation, { phase: 'none' }>,
  event: ParticipationEvent,
  occurredAt: string,
): Rejection | undefined {
  if (event.type === 'PlaceAssigned' && state.phase !== 'consented' && event.data.basis === 'consent')
    return reject('wrong-phase', `no place is assigned by consent to one that is ${state.phase}`);
  if (event.type !== 'ConsentGiven' && event.type !== 'ConsentWithdrawn') return undefined;
  if (event.type === 'ConsentGiven' && state.consent === 'given')
    return reject('already-consented', 'consent stands');
  if (event.type === 'ConsentWithdrawn' && state.consent !== 'given')
    return reject('wrong-phase', 'there is no consent to withdraw');
  if (occurredAt < state.consentSince)
    return timeOrder(`it occurred before ${state.consentSince}, since when consent is ${state.consent}`);
  if (event.type === 'ConsentWithdrawn' && isActive(state) && dayOf(occurredAt) < state.attendance.startedOn)
    return timeOrder(`consent was withdrawn before the start on ${state.attendance.startedOn}`);
  return undefined;
}

/**
 * Whether a history that came to `state` can go on with an event; the reason where it cannot. One place serves
 * decisions and the check that a correction leaves a possible history.
 */
export function admit(
  state: Participation,
  event: ParticipationEvent,
  occurredAt: string,
): Rejection | undefined {
  const refused = outOfPhase(state, event.type);
  if (refused || state.phase === 'none') return refused;
  return (
    ofConsent(state, event, occurredAt) ??
    ofVoucher(state, event, occurredAt) ??
    (hasCourse(state) ? admitInCourse(state, event, occurredAt) : undefined) ??
    ahead(event, occurredAt)
  );
}
