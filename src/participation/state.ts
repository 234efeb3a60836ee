import type { LegalBasis, PressureMark, Severity, Track, VoucherGoal } from '../terms/catalogues.js';
import type { RuleId } from '../rulebook/rulebook.js';
import type { Region } from '../rulebook/working-days.js';
import type { Day, Instant } from '../terms/times.js';
import type { Attendance } from './attendance.js';

export interface Grounds {
  readonly clientId: string;
  /** Of a voucher's offer known when it was redeemed. */
  readonly measureId: string | undefined;
  readonly providerId: string | undefined;
  readonly legalBasis: LegalBasis;
  readonly track: Track;
  /** What the voucher track is for. */
  readonly goal: VoucherGoal | undefined;
  /** The state whose holidays count. */
  readonly region: Region;
  /** Pressure that has been exerted so far; consent names it. */
  readonly pressure: ReadonlySet<PressureMark>;
  readonly explained: ReadonlySet<string>;
  readonly consent: 'none' | 'given' | 'withdrawn';
  /** When consent came to be what it is; none was asked for before the offer. */
  readonly consentSince: Instant;
  /** When the phase was entered. */
  readonly since: Instant;
}

/** What a voucher was issued for. */
export interface Voucher {
  readonly goal: VoucherGoal;
  readonly validUntil: Day;
  readonly region: Region;
}

export interface Crisis {
  readonly severity: Severity;
  readonly openedAt: Instant;
  readonly resolved: boolean;
  /** The end named somebody who goes on with it. */
  readonly handedOver?: true;
}

export interface Risk {
  readonly flaggedAt: Instant;
  readonly cleared: boolean;
}

/** What is known once it has started. */
export interface Course extends Grounds {
  readonly attendance: Attendance;
  readonly crises: ReadonlyMap<string, Crisis>;
  readonly risks: ReadonlyMap<string, Risk>;
  readonly openRisk: string | undefined;
  /** When the provider's proposal to end it was made. */
  readonly proposal: Instant | undefined;
  readonly served: Readonly<Record<RuleId, ReadonlySet<Day>>>;
}

export type Offered = Grounds & { readonly phase: 'offered' | 'deferred' | 'consented' };
export type WithVoucher = Grounds & { readonly phase: 'voucher-issued'; readonly voucher: Voucher };
export type Assigned = Grounds & {
  readonly phase: 'assigned';
  readonly startsOn: Day;
  /** When the voucher that assigned it was presented. */
  readonly presentedOn?: Day;
};
export type Lost = Grounds & { readonly phase: 'declined' | 'withdrawn' | 'not-started' };
export type Active = Course & { readonly phase: 'started' | 'interrupted' };
export type Ended = Course & {
  readonly phase: 'completed' | 'dropped-out';
  readonly endedOn: Day;
  readonly whereabouts: ReadonlySet<number>;
};
export type Annulled = Grounds & { readonly phase: 'annulled'; readonly formerly: Phase };

export type Participation =
  { readonly phase: 'none' } | Offered | WithVoucher | Assigned | Lost | Active | Ended | Annulled;
export type Phase = Participation['phase'];

/** Every phase of one that is there. */
export const phases = [
  'offered',
  'deferred',
  'consented',
  'voucher-issued',
  'assigned',
  'declined',
  'withdrawn',
  'not-started',
  'started',
  'interrupted',
  'completed',
  'dropped-out',
  'annulled',
] as const satisfies readonly Phase[];

export const none: Participation = { phase: 'none' };

export const isActive = (state: Participation): state is Active =>
  state.phase === 'started' || state.phase === 'interrupted';
export const isEnded = (state: Participation): state is Ended =>
  state.phase === 'completed' || state.phase === 'dropped-out';
export const hasCourse = (state: Participation): state is Active | Ended => isActive(state) || isEnded(state);

/** True while a place of the measure belongs to it. */
export const holdsPlace = (state: Participation): boolean => state.phase === 'assigned' || isActive(state);

/** Crises that are neither resolved nor handed over by an end. */
export const openCrises = (state: Participation): readonly string[] =>
  hasCourse(state)
    ? [...state.crises].filter(([, { resolved, handedOver }]) => !resolved && !handedOver).map(([id]) => id)
    : [];

/** The mark of what is reported after the end. */
export const late = (state: Participation): { afterEnd?: true } => (isEnded(state) ? { afterEnd: true } : {});
