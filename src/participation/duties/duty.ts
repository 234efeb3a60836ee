import type { DutyRule } from '../../rulebook/rulebook.js';
import type { Instant } from '../../terms/times.js';

/**
 * What somebody owes in a participation (rules.md, "The rulebook"). A duty that ended before it was due (the
 * participation was over, a grave turn replaced it) is none and not listed.
 */
export interface Duty {
  /** The same for ever, made of the rule and what founded it: `D-month-2026-03`, `D-crisis-<event id>`. */
  readonly dutyId: string;
  readonly rule: Exclude<DutyRule, 'D-cure'>;
  readonly owedBy: 'provider' | 'office';
  /** Id of the event that founded it. */
  readonly foundedBy: string;
  /** 24:00 of the last day, or the hour by the clock. */
  readonly dueAt: Instant;
  /** Version of the rulebook that set it: the one that the founding event names. */
  readonly rulebook: string;
  /** When it was met and by which event: a provider's by `learnedAt`, the office's by `occurredAt`. */
  readonly met?: { readonly at: Instant; readonly by: string };
  /** When, unmet after it was due, it ceased to be owed: nobody can meet it any more. It stays late. */
  readonly ended?: Instant;
  /**
   * Never declared overdue and in no count: founded by an imported event and due before that was recorded; or owed, or
   * more of it, only since a correction or annulment that was recorded after it was due.
   */
  readonly exempt?: true;
  /**
   * Met in time as the record stood when it was due, by what a later correction or annulment took back: it is late, and
   * never declared overdue.
   */
  readonly unmetSince?: 'amended';
  /** Id of the event that declared it overdue, once. */
  readonly declaredBy?: string;
}

/** Whether it stood unmet at a moment, as known today; never of an exempt one. */
export const isOverdueAt = ({ dueAt, met, ended, exempt }: Duty, at: Instant): boolean =>
  !exempt &&
  dueAt <= at &&
  (met === undefined || (met.at > at && met.at > dueAt)) &&
  (ended === undefined || ended > at);

/** Declared overdue, although it shows now that it was met in time: it stands, is marked and leaves all counts. */
export const isInTimeRecordedLater = ({ dueAt, met, declaredBy }: Duty): boolean =>
  declaredBy !== undefined && met !== undefined && met.at <= dueAt;

/** Not met by its due moment, met later or not at all, as known at a moment. */
export const isLate = ({ dueAt, met, exempt }: Duty, at: Instant): boolean =>
  !exempt && dueAt <= at && (met === undefined || met.at > dueAt);

/**
 * Whether it is still to be declared overdue at a moment. One that was met meanwhile is only late, and D-inform is
 * noticed only when it is met.
 */
export const isToBeDeclared = (duty: Duty, at: Instant): boolean =>
  isUndeclared(duty) && duty.dueAt <= at && (duty.met === undefined || duty.met.at > at);

/** Nothing but the time that passes can make it be declared. */
export const isUndeclared = ({ rule, exempt, unmetSince, declaredBy }: Duty): boolean =>
  rule !== 'D-inform' && !exempt && unmetSince === undefined && declaredBy === undefined;
