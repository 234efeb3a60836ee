import { dayOf, type Day } from '../terms/times.js';
import { reject, type Rejection } from '../terms/rejection.js';
import type { ParticipationEvent, ParticipationEventType } from './events.js';
import { possibleIn } from './phases.js';
import { hasCourse, isEnded, openCrises, type Active, type Ended, type Participation } from './state.js';

type Course = Active | Ended;

const timeOrder = (detail: string): Rejection => reject('time-order', detail);

/** After the end only what occurred by then can be reported; attendance is judged by its days. */
const mustHaveOccurred: ReadonlySet<ParticipationEventType> = new Set<ParticipationEventType>([
  'CrisisOpened',
  'CrisisReassessed',
  'InterventionRecorded',
  'CrisisResolved',
  'DropoutRiskFlagged',
  'DropoutRiskCleared',
]);

function lastInterruption(state: Course): Day {
  return state.attendance.interruptions.at(-1)?.from ?? state.attendance.startedOn;
}

function newestDay(state: Course): Day | undefined {
  return [...state.attendance.reported]
    .flatMap(([day, was]) => (was === 'planned-free' ? [] : [day]))
    .sort()
    .at(-1);
}

function outside(state: Course, day: Day, what: string): Rejection | undefined {
  if (day < state.attendance.startedOn)
    return timeOrder(`${what} on ${day}, before the start on ${state.attendance.startedOn}`);
  if (isEnded(state) && day > state.endedOn)
    return timeOrder(`${what} on ${day}, after the end on ${state.endedOn}`);
  return undefined;
}

function aboutCrisis(state: Course, crisisId: string, occurredAt: string): Rejection | undefined {
  const crisis = state.crises.get(crisisId);
  if (!crisis) return reject('unknown-crisis', `there is no crisis ${crisisId}`);
  return occurredAt < crisis.openedAt ? timeOrder(`before crisis ${crisisId} itself occurred`) : undefined;
}

function aboutRisk(state: Course, riskId: string, occurredAt: string): Rejection | undefined {
  const risk = state.risks.get(riskId);
  if (!risk) return reject('unknown-risk', `there is no dropout risk ${riskId}`);
  return occurredAt < risk.flaggedAt ? timeOrder(`before risk ${riskId} itself occurred`) : undefined;
}

function ends(state: Course, endedOn: Day): Rejection | undefined {
  const { startedOn } = state.attendance;
  if (endedOn < startedOn) return timeOrder(`the end on ${endedOn} lies before the start on ${startedOn}`);
  const last = newestDay(state);
  if (last !== undefined && endedOn < last)
    return timeOrder(`the end on ${endedOn} lies before the last reported day ${last}`);
  const since = lastInterruption(state);
  return endedOn < since
    ? timeOrder(`the end on ${endedOn} lies before the interruption from ${since}`)
    : undefined;
}

function inCourse(state: Course, event: ParticipationEvent, occurredAt: string): Rejection | undefined {
  const tooLate = isEnded(state) && mustHaveOccurred.has(event.type) && dayOf(occurredAt) > state.endedOn;
  if (tooLate)
    return reject(
      'wrong-phase',
      `it ended on ${state.endedOn}; only what occurred by then can still be reported`,
    );
  switch (event.type) {
    case 'AttendanceReported':
      for (const { day } of event.data.days) {
        const wrong = outside(state, day, 'attendance');
        if (wrong) return wrong;
      }
      return undefined;
    case 'ParticipationInterrupted':
      return event.data.from < lastInterruption(state)
        ? timeOrder(`an interruption from ${event.data.from} lies before ${lastInterruption(state)}`)
        : undefined;
    case 'ParticipationResumed':
      return event.data.on < lastInterruption(state)
        ? timeOrder(`resumed on ${event.data.on}, before the interruption from ${lastInterruption(state)}`)
        : undefined;
    case 'CrisisOpened':
      return state.crises.has(event.data.crisisId)
        ? reject('already-open', `there is a crisis ${event.data.crisisId} already`)
        : outside(state, dayOf(occurredAt), 'a crisis');
    case 'CrisisReassessed':
    case 'CrisisResolved': {
      const { crisisId } = event.data;
      const wrong = aboutCrisis(state, crisisId, occurredAt);
      if (wrong) return wrong;
      return state.crises.get(crisisId)!.resolved
        ? reject('already-resolved', `crisis ${crisisId} is resolved`)
        : undefined;
    }
    case 'InterventionRecorded': {
      const { crisisId, riskId } = event.data;
      return (
        (crisisId === undefined ? undefined : aboutCrisis(state, crisisId, occurredAt)) ??
        (riskId === undefined ? undefined : aboutRisk(state, riskId, occurredAt))
      );
    }
    case 'DropoutRiskFlagged':
      if (state.risks.has(event.data.riskId))
        return reject('already-open', `there is a dropout risk ${event.data.riskId} already`);
      return state.openRisk === undefined
        ? outside(state, dayOf(occurredAt), 'a dropout risk')
        : reject('already-open', `dropout risk ${state.openRisk} is open`);
    case 'DropoutRiskCleared': {
      const { riskId } = event.data;
      const wrong = aboutRisk(state, riskId, occurredAt);
      if (wrong) return wrong;
      return state.risks.get(riskId)!.cleared
        ? reject('already-resolved', `dropout risk ${riskId} is cleared`)
        : undefined;
    }
    case 'DropoutProposed':
      return state.proposal === undefined
        ? outside(state, dayOf(occurredAt), 'a dropout proposal')
        : reject('already-open', 'a dropout proposal is open');
    case 'DropoutAverted':
      if (state.proposal === undefined) return reject('unknown-proposal', 'no dropout proposal is open');
      return occurredAt < state.proposal ? timeOrder('averted before it was proposed') : undefined;
    case 'ParticipationDroppedOut':
      return ends(state, event.data.endedOn);
    case 'ParticipationCompleted': {
      const unknown = event.data.handOvers.find(({ crisisId }) => !state.crises.has(crisisId));
      if (unknown) return reject('unknown-crisis', `there is no crisis ${unknown.crisisId} to hand over`);
      const handedOver = new Set(event.data.handOvers.map(({ crisisId }) => crisisId));
      const open = openCrises(state).filter(id => !handedOver.has(id));
      if (open.length) return reject('crisis-open', `no hand-over for the open crises ${open.join(', ')}`);
      return ends(state, event.data.endedOn);
    }
    case 'WhereaboutsRecorded':
      return isEnded(state) && state.whereabouts.has(event.data.monthsAfter)
        ? reject('already-recorded', `whereabouts after ${event.data.monthsAfter} months are recorded`)
        : undefined;
    case 'MeasureOffered':
    case 'MeasureExplained':
    case 'NoticeGiven':
    case 'OfferDeferred':
    case 'OfferDeclined':
    case 'OfferWithdrawn':
    case 'ConsentGiven':
    case 'ConsentWithdrawn':
    case 'PlaceAssigned':
    case 'ParticipationStarted':
    case 'NoShowReported':
    case 'ContactHeld':
    case 'EntryCorrected':
    case 'EntryAnnulled':
    case 'ParticipationAnnulled':
    case 'EntryDisputed':
    case 'DisputeSettled':
      return undefined;
  }
}

function ofConsent(
  state: Exclude<Participation, { phase: 'none' }>,
  event: ParticipationEvent,
): Rejection | undefined {
  if (event.type === 'ConsentGiven' && state.consent === 'given')
    return reject('already-consented', 'consent stands');
  if (event.type === 'ConsentWithdrawn' && state.consent !== 'given')
    return reject('wrong-phase', 'there is no consent to withdraw');
  if (event.type === 'PlaceAssigned' && state.phase !== 'consented' && event.data.basis === 'consent')
    return reject('wrong-phase', `no place is assigned by consent to one that is ${state.phase}`);
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
  if (!possibleIn[event.type].includes(state.phase)) {
    if (event.type === 'MeasureOffered')
      return reject('already-offered', 'this participation is there already');
    if (state.phase === 'none') return reject('unknown-participation', 'there is no such participation');
    if (event.type === 'ParticipationAnnulled') return reject('already-annulled', 'it is annulled already');
    return reject('wrong-phase', `${event.type} is not possible for one that is ${state.phase}`);
  }
  if (state.phase === 'none') return undefined;
  return ofConsent(state, event) ?? (hasCourse(state) ? inCourse(state, event, occurredAt) : undefined);
}
