import type { EventOf, ParticipationEntry } from '../../participation/events.js';
import { evolve } from '../../participation/evolve.js';
import { hasCourse, isActive, none, openCrises, type Phase } from '../../participation/state.js';
import { pressureMarks, type PressureMark, type Severity } from '../../terms/catalogues.js';
import type { Day, Instant } from '../../terms/times.js';

/** Where a participation stands. */
export interface Facts {
  /** `none` where nothing of it is to be seen on the axes that are asked. */
  readonly phase: Phase;
  /** The phase that an annulled participation was in. */
  readonly formerly?: Phase;
  readonly clientId?: string;
  readonly measureId?: string;
  readonly providerId?: string;
  readonly startsOn?: Day;
  readonly startedOn?: Day;
  readonly endedOn?: Day;
  readonly consent?: 'none' | 'given' | 'withdrawn';
  /** Under which consent was given, and what pressure was exerted since. */
  readonly pressureMarks: readonly PressureMark[];
  readonly openCrises: readonly {
    readonly crisisId: string;
    readonly severity: Severity;
    readonly openedAt: Instant;
  }[];
  readonly openRisk?: string;
  /** When the proposal to end it was made, while it is open. */
  readonly proposal?: Instant;
}

const beforeAssignment: readonly Phase[] = [
  'offered',
  'deferred',
  'consented',
  'voucher-issued',
  'declined',
  'withdrawn',
  'annulled',
];

/** @param events the effective entries that the axes let see */
export function factsOf(events: readonly ParticipationEntry[]): Facts {
  const state = events.reduce(evolve, none);
  if (state.phase === 'none') return { phase: 'none', pressureMarks: [], openCrises: [] };
  const { phase, clientId, measureId, providerId, consent, pressure } = state;
  const assigned = events.findLast(
    event => event.type === 'PlaceAssigned' || event.type === 'VoucherRedeemed',
  ) as EventOf<'PlaceAssigned' | 'VoucherRedeemed'> | undefined;
  const given = events.findLast(event => event.type === 'ConsentGiven') as
    EventOf<'ConsentGiven'> | undefined;
  const course = hasCourse(state) ? state : undefined;
  return {
    phase,
    ...(phase === 'annulled' ? { formerly: state.formerly } : {}),
    clientId,
    measureId,
    providerId,
    ...(assigned && !beforeAssignment.includes(phase) ? { startsOn: assigned.data.startsOn } : {}),
    ...(course ? { startedOn: course.attendance.startedOn } : {}),
    ...(course?.attendance.endedOn === undefined ? {} : { endedOn: course.attendance.endedOn }),
    consent,
    pressureMarks: pressureMarks.filter(
      mark => pressure.has(mark) || given?.data.pressureMarks.includes(mark),
    ),
    openCrises: openCrises(state).map(crisisId => {
      const { severity, openedAt } = course!.crises.get(crisisId)!;
      return { crisisId, severity, openedAt };
    }),
    ...(course?.openRisk === undefined ? {} : { openRisk: course.openRisk }),
    ...(isActive(state) && state.proposal !== undefined ? { proposal: state.proposal } : {}),
  };
}
