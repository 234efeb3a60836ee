import type { Recorded } from '../terms/fact.js';
import { growing } from '../terms/growing.js';
import { addDays, dayOf, type Day } from '../terms/times.js';
import { closeLast } from './attendance.js';
import { add, cleared, consentSettled, crisis, ended, flagged, inCourse, started } from './course.js';
import { effective, rewrites } from './effective.js';
import type { EventOf, ParticipationEntry } from './events.js';
import { hasCourse, isActive, none, type Grounds, type Participation, type Phase } from './state.js';

type Grounded = Exclude<Participation, { phase: 'none' }>;

function groundsOf(state: Grounded): Grounds {
  const { clientId, measureId, providerId, legalBasis, track, goal, region } = state;
  const { pressure, explained, consent, consentSince, since } = state;
  const offer = { clientId, measureId, providerId, legalBasis, track, goal, region };
  return { ...offer, pressure, explained, consent, consentSince, since };
}

function offered(event: Recorded<EventOf<'MeasureOffered'>>): Participation {
  const { clientId, measureId, providerId, legalBasis, track, goal, state: region = 'BUND' } = event.data;
  const { mandateOverridden, deficienciesWeighed } = event.data;
  const offer = { clientId, measureId, providerId, legalBasis, track, goal, region };
  return {
    phase: 'offered',
    ...offer,
    pressure: new Set([
      ...(mandateOverridden ? (['mandate-overridden'] as const) : []),
      ...(deficienciesWeighed ? (['known-deficiency'] as const) : []),
    ]),
    explained: new Set(),
    consent: 'none',
    consentSince: event.occurredAt,
    since: event.occurredAt,
  };
}

function withdrawn(state: Grounded, day: Day): Participation {
  if (isActive(state)) {
    const withoutConsent = [...state.attendance.withoutConsent, { from: addDays(day, 1) }];
    return inCourse(state, { withoutConsent });
  }
  return state.phase === 'consented' || state.phase === 'voucher-issued' || state.phase === 'assigned'
    ? { ...groundsOf(state), phase: 'offered' }
    : state;
}

function consented(state: Grounded, day: Day): Participation {
  if (isActive(state)) return consentSettled(state, day);
  return state.phase === 'offered' || state.phase === 'deferred'
    ? { ...groundsOf(state), phase: 'consented' }
    : state;
}

function noticed(state: Grounded, { data }: EventOf<'NoticeGiven'>): Participation {
  const stated = data.occasion === 'obligation';
  const pressure = add(state.pressure, stated ? ['notice', 'obligation'] : ['notice']);
  const next = { ...state, pressure };
  return stated && isActive(next) ? consentSettled(next, data.deliveredOn) : next;
}

function apply(state: Participation, event: ParticipationEntry): Participation {
  if (event.type === 'MeasureOffered') return state.phase === 'none' ? offered(event) : state;
  if (state.phase === 'none' || state.phase === 'annulled') return state;
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
      return consented(
        { ...state, consent: 'given', consentSince: event.occurredAt },
        dayOf(event.occurredAt),
      );
    case 'ConsentWithdrawn':
      return withdrawn(
        { ...state, consent: 'withdrawn', consentSince: event.occurredAt },
        dayOf(event.occurredAt),
      );
    case 'VoucherIssued': {
      const { goal, validUntil, region } = event.data;
      return { ...groundsOf(state), phase: 'voucher-issued', voucher: { goal, validUntil, region } };
    }
    case 'VoucherRedeemed': {
      const { measureId, providerId, startsOn, presentedOn } = event.data;
      return { ...groundsOf(state), measureId, providerId, phase: 'assigned', startsOn, presentedOn };
    }
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
        ? inCourse(state, { reports: [...state.attendance.reports, event.data.days] })
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
    case 'AssessmentDelivered':
    case 'RemedyRecorded':
    case 'ReportOverdue':
    case 'ResponseOverdue':
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

/** The state that a recorded history comes to, corrections and annulments applied. */
export const stateOf: (history: readonly ParticipationEntry[]) => Participation = growing(
  (state, since) => (since.some(rewrites) ? undefined : since.reduce(evolve, state)),
  history => effective(history).reduce(evolve, none),
);
