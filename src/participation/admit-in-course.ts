import { reject, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day } from '../terms/times.js';
import { reportedDays } from './attendance.js';
import type { ParticipationEvent, ParticipationEventType } from './events.js';
import { isEnded, openCrises, type Active, type Ended } from './state.js';

type Course = Active | Ended;

export const timeOrder = (detail: string): Rejection => reject('time-order', detail);

/** After the end only what occurred by then can be reported; attendance is judged by its days. */
const mustHaveOccurred: ReadonlySet<ParticipationEventType> = new Set<ParticipationEventType>([
  'CrisisOpened',
  'CrisisReassessed',
  'InterventionRecorded',
  'CrisisResolved',
  'DropoutRiskFlagged',
  'DropoutRiskCleared',
  'AssessmentDelivered',
]);

/** The newest day of which it is known that the client was in the measure. */
function lastThere(state: Course): Day {
  const { startedOn, interruptions } = state.attendance;
  const back = interruptions.flatMap(({ until }) => until ?? []);
  const present = [...reportedDays(state.attendance)].flatMap(([day, was]) =>
    was === 'present' || was === 'present-online' ? [day] : [],
  );
  return [startedOn, ...back, ...present].reduce((a, b) => (a > b ? a : b));
}

/** The day on which the last interruption began or, once it is over, ended. */
function lastTurn(state: Course): Day {
  const last = state.attendance.interruptions.at(-1);
  return last?.until ?? last?.from ?? state.attendance.startedOn;
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
  const last = lastThere(state);
  return endedOn < last
    ? timeOrder(`the end on ${endedOn} lies before ${last}, when the client was there`)
    : undefined;
}

/** Whether a participation that has started can go on with an event that its phase allows. */
export function admitInCourse(
  state: Course,
  event: ParticipationEvent,
  occurredAt: string,
): Rejection | undefined {
  if (isEnded(state) && mustHaveOccurred.has(event.type) && dayOf(occurredAt) > state.endedOn)
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
      return event.data.from < lastTurn(state)
        ? timeOrder(`an interruption from ${event.data.from} lies before ${lastTurn(state)}`)
        : undefined;
    case 'ParticipationResumed':
      return event.data.on < lastTurn(state)
        ? timeOrder(`resumed on ${event.data.on}, before the interruption from ${lastTurn(state)}`)
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
      // A late report opens none, so it stands beside one that is open again since the end was annulled.
      return state.openRisk === undefined || event.data.afterEnd
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
    case 'AssessmentDelivered':
      return outside(state, dayOf(occurredAt), 'an assessment');
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
      if (!isEnded(state)) return undefined;
      if (state.whereabouts.has(event.data.monthsAfter))
        return reject('already-recorded', `whereabouts after ${event.data.monthsAfter} months are recorded`);
      return dayOf(occurredAt) < state.endedOn
        ? timeOrder(`whereabouts of a day before the end on ${state.endedOn}`)
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
    case 'VoucherIssued':
    case 'VoucherRedeemed':
    case 'ContactHeld':
    case 'RemedyRecorded':
    case 'ReportOverdue':
    case 'ResponseOverdue':
    case 'EntryCorrected':
    case 'EntryAnnulled':
    case 'ParticipationAnnulled':
    case 'EntryDisputed':
    case 'DisputeSettled':
      return undefined;
  }
}
