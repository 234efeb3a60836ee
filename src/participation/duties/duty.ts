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
  /** Founded by an imported event and due before that was recorded: never declared overdue and in no count. */
  readonly exempt?: true;
  /** Id of the event that declared it overdue, once. */
  readonly declaredBy?: string;
}

/** Whether it stood unmet at a moment, as known today; never of an exempt one. */
export const isOverdueAt = ({ dueAt, met, exempt }: Duty, at: Instant): boolean =>
  !exempt && dueAt <= at && (met === undefined || met.at > at) && (met === undefined || met.at > dueAt);

/** Declared overdue, although it shows now that it was met in time: it stands, is marked and leaves all counts. */
export const isInTimeRecordedLater = ({ dueAt, met, declaredBy }: Duty): boolean =>
  declaredBy !== undefined && met !== undefined && met.at <= dueAt;

/** Not met by its due moment, met later or not at all, as known at a moment. */
export const isLate = ({ dueAt, met, exempt }: Duty, at: Instant): boolean =>
  !exempt && dueAt <= at && (met === undefined || met.at > dueAt);
