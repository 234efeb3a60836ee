import type { Recorded } from '../terms/fact.js';
import { addDays, type Day } from '../terms/times.js';
import { closeLast, type Attendance } from './attendance.js';
import type { EventOf } from './events.js';
import {
  hasCourse,
  type Active,
  type Course,
  type Crisis,
  type Ended,
  type Grounds,
  type Participation,
} from './state.js';

const set = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);
export const add = <V>(all: ReadonlySet<V>, values: readonly NoInfer<V>[]): ReadonlySet<V> =>
  new Set([...all, ...values]);

/** What is known on the first day. */
export function started(state: Grounds, startedOn: Day): Active {
  return {
    ...state,
    phase: 'started',
    attendance: { startedOn, interruptions: [], withoutConsent: [], reports: [] },
    crises: new Map(),
    risks: new Map(),
    openRisk: undefined,
    proposal: undefined,
    served: { R1: new Set(), R2: new Set() },
  };
}

/** Nothing of it is open any more, but crises that nobody goes on with. */
export function ended(
  state: Active,
  phase: Ended['phase'],
  endedOn: Day,
  handedOver: readonly string[],
): Ended {
  const crises = new Map(state.crises);
  for (const id of handedOver) {
    const was = crises.get(id);
    if (was) crises.set(id, { ...was, handedOver: true });
  }
  const attendance = {
    ...state.attendance,
    endedOn,
    interruptions: closeLast(state.attendance.interruptions, addDays(endedOn, 1)),
  };
  const open = { openRisk: undefined, proposal: undefined };
  return { ...state, ...open, phase, endedOn, crises, attendance, whereabouts: new Set() };
}

export const inCourse = <S extends Course>(state: S, attendance: Partial<Attendance>): S => ({
  ...state,
  attendance: { ...state.attendance, ...attendance },
});

/** Consent is there again, or no longer needed: days count again from the next day on. */
export function consentSettled<S extends Course>(state: S, day: Day): S {
  const { withoutConsent } = state.attendance;
  const last = withoutConsent.at(-1);
  // A notice that was delivered before the client withdrew does not answer that.
  if (last === undefined || addDays(day, 1) < last.from) return state;
  return inCourse(state, { withoutConsent: closeLast(withoutConsent, addDays(day, 1)) });
}

export function crisis<S extends Participation>(
  state: S,
  id: string,
  change: (was: Crisis | undefined) => Crisis | undefined,
): S {
  if (!hasCourse(state)) return state;
  const next = change(state.crises.get(id));
  return next ? { ...state, crises: set(state.crises, id, next) } : state;
}

export function flagged(state: Participation, event: Recorded<EventOf<'DropoutRiskFlagged'>>): Participation {
  if (!hasCourse(state)) return state;
  const { riskId, rules = [], afterEnd } = event.data;
  const served = { ...state.served };
  for (const { rule, days } of rules) served[rule] = add(served[rule], days);
  const risks = set(state.risks, riskId, { flaggedAt: event.occurredAt, cleared: false });
  return { ...state, risks, served, openRisk: afterEnd ? state.openRisk : riskId };
}

export function cleared(state: Participation, riskId: string): Participation {
  if (!hasCourse(state)) return state;
  const risk = state.risks.get(riskId);
  if (!risk) return state;
  const risks = set(state.risks, riskId, { ...risk, cleared: true });
  return { ...state, risks, openRisk: state.openRisk === riskId ? undefined : state.openRisk };
}
