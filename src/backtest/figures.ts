import { percentile } from '../rulebook/percentile.js';
import type { RuleId } from '../rulebook/rulebook.js';
import { daysBetween } from '../terms/times.js';
import type { Tried } from './tried.js';

export const ruleIds = ['R1', 'R2'] as const satisfies readonly RuleId[];

/** What a rule would have been worth. A rate is null where nothing stands below its line. */
export interface RuleFigures {
  /** Participations that the rule flagged before their end. */
  readonly flags: number;
  /** Flagged on the day of the end or later; not among `flags`. */
  readonly tooLate: number;
  /** Of `flags`, those that dropped out, not neutral. */
  readonly hits: number;
  /** `hits` ÷ `flags` */
  readonly precision: number | null;
  /** `hits` ÷ `droppedOut` */
  readonly recall: number | null;
  /** Calendar days from the flag to the end, of the `n` hits; by nearest rank. */
  readonly lead: { readonly n: number; readonly median: number | null; readonly p90: number | null };
}

export interface Figures {
  /** Participations that started and have ended. */
  readonly started: number;
  /** Of them, those that dropped out, not neutral. */
  readonly droppedOut: number;
  readonly rules: Readonly<Record<RuleId, RuleFigures>>;
}

const rate = (part: number, whole: number): number | null => (whole ? part / whole : null);

function leadOf(days: readonly number[]): RuleFigures['lead'] {
  const counts = new Map<number, number>();
  for (const length of days) counts.set(length, (counts.get(length) ?? 0) + 1);
  return {
    n: days.length,
    median: percentile(counts, 50) ?? null,
    p90: percentile(counts, 90) ?? null,
  };
}

function ruleFigures(rule: RuleId, tried: readonly Tried[], droppedOut: number): RuleFigures {
  const fired = tried.flatMap(({ endedOn, outcome, fired: { [rule]: on } }) =>
    on === undefined ? [] : [{ outcome, lead: daysBetween(on, endedOn) }],
  );
  const flagged = fired.filter(({ lead }) => lead > 0);
  const hits = flagged.filter(({ outcome }) => outcome === 'dropped-out');
  return {
    flags: flagged.length,
    tooLate: fired.length - flagged.length,
    hits: hits.length,
    precision: rate(hits.length, flagged.length),
    recall: rate(hits.length, droppedOut),
    lead: leadOf(hits.map(({ lead }) => lead)),
  };
}

/** The figures of rules.md, "Trying a rule on the past", over some participations. */
export function figuresOf(tried: readonly Tried[]): Figures {
  const droppedOut = tried.filter(({ outcome }) => outcome === 'dropped-out').length;
  return {
    started: tried.length,
    droppedOut,
    rules: { R1: ruleFigures('R1', tried, droppedOut), R2: ruleFigures('R2', tried, droppedOut) },
  };
}
