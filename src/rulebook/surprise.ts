import { addDays, type Day } from '../terms/times.js';
import type { Rulebook } from './rulebook.js';
import { addWorkingDays, type Region } from './working-days.js';

/** A word of the provider that something threatens. */
export interface Warning {
  readonly eventId: string;
  readonly kind: 'crisis' | 'risk' | 'proposal' | 'unexcused-day';
  readonly occurredOn: Day;
  /** When the provider knew: `sourceKnewAt`, else when it occurred. */
  readonly knewOn: Day;
  readonly learnedOn: Day;
  /** Last day to tell it in time; undefined where there was no duty to inform. */
  readonly dueOn?: Day;
  /** Not resolved, cleared or averted. A day of absence is never open. */
  readonly open: boolean;
}

export const surpriseClasses = ['warned', 'reported-late', 'short-notice', 'without-sign'] as const;
export type SurpriseClass = (typeof surpriseClasses)[number];

/** The day by which a dropout that ended on a day must have been announced: S working days before it. */
export const announcedBy = (endedOn: Day, rules: Rulebook, region: Region = 'BUND'): Day =>
  addWorkingDays(endedOn, -rules.warnings.S.workingDays, region);

/** The class of a dropout and the warnings that put it there; none where there was no sign. */
export interface Judgement {
  readonly surprise: SurpriseClass;
  readonly because: readonly Warning[];
}

/**
 * Whether a dropout came as a surprise, and of what kind (rules.md, "surprise dropout"). `warned` is no surprise.
 * @param then the provider's warnings as the office knew them at the end of `announcedBy`, corrected later or not
 * @param now all of the provider's warnings as known today
 */
export function judge(
  endedOn: Day,
  then: readonly Warning[],
  now: readonly Warning[],
  rules: Rulebook,
  region: Region = 'BUND',
): Judgement {
  const by = announcedBy(endedOn, rules, region);
  const since = addDays(endedOn, -rules.warnings.S.lookBackDays);
  const counting = then.filter(({ occurredOn, open }) => occurredOn >= since || open);
  if (counting.length) return { surprise: 'warned', because: counting };
  const after = now.filter(({ learnedOn }) => learnedOn > by);
  const late = after.filter(
    ({ knewOn, learnedOn, dueOn }) => knewOn <= by && dueOn !== undefined && learnedOn > dueOn,
  );
  if (late.length) return { surprise: 'reported-late', because: late };
  return { surprise: after.length ? 'short-notice' : 'without-sign', because: after };
}

export const surpriseOf = (...dropout: Parameters<typeof judge>): SurpriseClass => judge(...dropout).surprise;
