import { addDays, dayOf, type Day } from '../terms/times.js';
import { closeLast, withDays, type Attendance } from './attendance.js';
import { effective } from './effective.js';
import type { EventOf, ParticipationEntry } from './events.js';
import type { Recorded } from '../terms/fact.js';
import {
  hasCourse,
  isActive,
  none,
  type Active,
  type Course,
  type Crisis,
  type Ended,
  type Grounds,
  type Participation,
  type Phase,
} from './state.js';

const set = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);
const add = <V>(all: ReadonlySet<V>, values: readonly NoInfer<V>[]): ReadonlySet<V> =>
  new Set([...all, ...values]);

function groundsOf(state: Exclude<Participation, { phase: 'none' }>): Grounds {
  const { clientId, measureId, providerId, legalBasis, track, pressure, explained, consent, since } = state;
  return { clientId, measureId, providerId, legalBasis, track, pressure, explained, consent, since };
}

function offered(event: Recorded<EventOf<'MeasureOffered'>>): Participation {
  const { clientId, measureId, providerId, legalBasis, track, mandateOverridden } = event.data;
  return {
    phase: 'offered',
    ...{ clientId, measureId, providerId, legalBasis, track },
    pressure: new Set(mandateOverridden ? (['mandate-overridden'] as const) : []),
    explained: new Set(),
    consent: 'none',
    since: event.occurredAt,
  };
}

function started(state: Grounds, startedOn: Day): Active {
  return {
    ...state,
    phase: 'started',
    attendance: { startedOn, interruptions: [], withoutConsent: [], reported: new Map() },
    crises: new Map(),
    risks: new Map(),
    openRisk: undefined,
    proposal: undefined,
    served: { R1: new Set(), R2: new Set() },
  };
}

function ended(state: Active, phase: Ended['phase'], endedOn: Day, handedOver: readonly string[]): Ended {
  const crises = new Map(state.crises);
  for (const id of handedOver) crises.set(id, { ...crises.get(id)!, resolved: true });
  const attendance = {
    ...state.attendance,
    endedOn,
    interruptions: closeLast(state.attendance.interruptions, addDays(endedOn, 1)),
  };
  const open = { openRisk: undefined, proposal: undefined };
  return { ...state, ...open, phase, endedOn, crises, attendance, whereabouts: new Set() };
}

/** Consent is there again, or no longer needed: days count again from the next day on. */
const consentSettled = <S extends Course>(state: S, day: Day): S => ({
  ...state,
  attendance: {
    ...state.attendance,
    withoutConsent: closeLast(state.attendance.withoutConsent, addDays(day, 1)),
  },
});

const inCourse = <S extends Course>(state: S, attendance: Partial<Attendance>): S => ({
  ...state,
  attendance: { ...state.attendance, ...attendance },
});

function crisis<S extends Participation>(
  state: S,
  id: string,
  change: (was: Crisis | undefined) => Crisis | undefined,
): S {
  if (!hasCourse(state)) return state;
  const next = change(state.crises.get(id));
  return next ? { ...state, crises: set(state.crises, id, next) } : state;
}

function flagged(state: Participation, event: Recorded<EventOf<'DropoutRiskFlagged'>>): Participation {
  if (!hasCourse(state)) return state;
  const { riskId, rules = [], afterEnd } = event.data;
  const served = { ...state.served };
  for (const { rule, days } of rules) served[rule] = add(served[rule], days);
  const risks = set(state.risks, riskId, { flaggedAt: event.occurredAt, cleared: false });
  return { ...state, risks, served, openRisk: afterEnd ? state.openRisk : riskId };
}

function cleared(state: Participation, riskId: string): Participation {
  if (!hasCourse(state)) return state;
  const risk = state.risks.get(riskId);
  if (!risk) return state;
  const risks = set(state.risks, riskId, { ...risk, cleared: true });
  return { ...state, risks, openRisk: state.openRisk === riskId ? undefined : state.openRisk };
}

function withdrawn(state: Participation, day: Day): Participation {
  if (isActive(state)) {
    const withoutConsent = [...state.attendance.withoutConsent, { from: addDays(day, 1) }];
    return { ...inCourse(state, { withoutConsent }), consent: 'withdrawn' };
  }
  if (state.phase === 'consented' || state.phase === 'assigned')
    return { ...groundsOf(state), phase: 'offered', consent: 'withdrawn' };
  return state;
}

function consented(state: Participation, day: Day): Participation {
  if (isActive(state)) return { ...consentSettled(state, day), consent: 'given' };
  if (state.phase === 'offered' || state.phase === 'deferred')
    return { ...groundsOf(state), phase: 'consented', consent: 'given' };
  return state.phase === 'assigned' ? { ...state, consent: 'given' } : state;
}

function noticed(state: Participation, { data }: EventOf<'NoticeGiven'>): Participation {
  if (state.phase === 'none') return state;
  const next = { ...state, pressure: add(state.pressure, ['notice']) };
  return data.occasion === 'obligation' && isActive(next) ? consentSettled(next, data.deliveredOn) : next;
}

function apply(state: Participation, event: ParticipationEntry): Participation {
  if (event.type === 'MeasureOffered') return state.phase === 'none' ? offered(event) : state;
  if (state.phase === 'none' || state.phase === 'annulled') return state;
  const day = dayOf(event.occurredAt);
  switch (event.type) {
    case 'MeasureExplained':
      return { ...state, explained: add(state.explained, event.data.explained) };
    case 'NoticeGiven':
      return noticed(state, event);
    case 'OfferDeferred':
      return { ...groundsOf(state), phase: 'deferred' };
    case 'OfferDeclined':
      return { ...groundsOf(state), phase: 'declined' };
    case 'OfferWithdrawn':
      return { ...groundsOf(state), phase: 'withdrawn' };
    case 'ConsentGiven':
      return consented(state, day);
    case 'ConsentWithdrawn':
      return withdrawn(state, day);
    case 'PlaceAssigned': {
      const { startsOn, basis } = event.data;
      const pressure = basis === 'obligation' ? add(state.pressure, ['obligation']) : state.pressure;
      return { ...groundsOf(state), pressure, phase: 'assigned', startsOn };
    }
    case 'ParticipationStarted':
      return started(groundsOf(state), event.data.startedOn);
    case 'NoShowReported':
      return { ...groundsOf(state), phase: 'not-started' };
    case 'AttendanceReported':
      return hasCourse(state)
        ? inCourse(state, { reported: withDays(state.attendance.reported, event.data.days) })
        : state;
    case 'ParticipationInterrupted': {
      if (!isActive(state)) return state;
      const interruptions = [...state.attendance.interruptions, { from: event.data.from }];
      return { ...inCourse(state, { interruptions }), phase: 'interrupted' };
    }
    case 'ParticipationResumed': {
      if (!isActive(state)) return state;
      const interruptions = closeLast(state.attendance.interruptions, event.data.on);
      return { ...inCourse(state, { interruptions }), phase: 'started' };
    }
    case 'CrisisOpened': {
      const { crisisId, severity } = event.data;
      return crisis(state, crisisId, () => ({ severity, openedAt: event.occurredAt, resolved: false }));
    }
    case 'CrisisReassessed': {
      const { crisisId, severity } = event.data;
      return crisis(state, crisisId, was => was && { ...was, severity });
    }
    case 'CrisisResolved':
      return crisis(state, event.data.crisisId, was => was && { ...was, resolved: true });
    case 'DropoutRiskFlagged':
      return flagged(state, event);
    case 'DropoutRiskCleared':
      return cleared(state, event.data.riskId);
    case 'DropoutProposed':
      return isActive(state) ? { ...state, proposal: event.occurredAt } : state;
    case 'DropoutAverted':
      return isActive(state) ? { ...state, proposal: undefined } : state;
    case 'ParticipationDroppedOut':
      return isActive(state) ? ended(state, 'dropped-out', event.data.endedOn, []) : state;
    case 'ParticipationCompleted': {
      const handedOver = event.data.handOvers.map(({ crisisId }) => crisisId);
      return isActive(state) ? ended(state, 'completed', event.data.endedOn, handedOver) : state;
    }
    case 'WhereaboutsRecorded':
      return 'whereabouts' in state
        ? { ...state, whereabouts: add(state.whereabouts, [event.data.monthsAfter]) }
        : state;
    case 'ParticipationAnnulled':
      return { ...groundsOf(state), phase: 'annulled', formerly: state.phase };
    case 'ContactHeld':
    case 'InterventionRecorded':
    case 'EntryCorrected':
    case 'EntryAnnulled':
    case 'EntryDisputed':
    case 'DisputeSettled':
      return state;
  }
}

const phaseOf = (state: Participation): Phase => state.phase;

/** One event further. Total: an event that a part of the history cannot carry changes nothing. */
export function evolve(state: Participation, event: ParticipationEntry): Participation {
  const next = apply(state, event);
  return next.phase === 'none' || phaseOf(next) === phaseOf(state)
    ? next
    : { ...next, since: event.occurredAt };
}

const folded = new WeakMap<readonly ParticipationEntry[], Participation>();

/** The state that a recorded history comes to, corrections and annulments applied. */
export function stateOf(history: readonly ParticipationEntry[]): Participation {
  const known = folded.get(history);
  if (known) return known;
  const state = effective(history).reduce(evolve, none);
  folded.set(history, state);
  return state;
}
