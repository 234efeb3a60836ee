import { countedDays } from '../participation/attendance.js';
import type { ParticipationEntry } from '../participation/events.js';
import { firedRules, type Served } from '../rulebook/early-warning.js';
import type { RuleId, Rulebook } from '../rulebook/rulebook.js';
import { dayOf, type Day } from '../terms/times.js';
import { inOrderOfLearning, isReport, knownAttendance } from './known-attendance.js';

/** The day on which each rule first fired; a rule that never did has none. */
export type FirstFired = Readonly<Partial<Record<RuleId, Day>>>;

/** A rule flags once, so no day has served it before. */
const untouched: Served = { R1: new Set(), R2: new Set() };

/**
 * One participation lived through again under a candidate rulebook, in the order in which things were learned, each
 * rule by itself and as if no risk had been open (rules.md, "Trying a rule on the past"). As in the record, only a
 * report completes a condition: a correction changes what later reports find, it neither raises a flag nor takes one
 * back. A report that was learned of before the start is judged as soon as the start is known.
 */
export function replay(history: readonly ParticipationEntry[], candidate: Rulebook): FirstFired {
  const learned = inOrderOfLearning(history);
  const fired: Partial<Record<RuleId, Day>> = {};
  const waiting = new Set<string>();
  for (const [index, entry] of learned.entries()) {
    if (isReport(entry)) waiting.add(entry.id);
    if (waiting.size === 0) continue;
    const known = knownAttendance(learned.slice(0, index + 1));
    if (!known) continue;
    const news = known.reports.filter(({ id }) => waiting.has(id)).flatMap(({ data }) => data.days);
    const reported = new Set(news.map(({ day }) => day));
    for (const { rule } of firedRules(candidate, countedDays(known.attendance), untouched, reported))
      fired[rule] ??= dayOf(entry.learnedAt);
    if (fired.R1 && fired.R2) break;
    waiting.clear();
  }
  return fired;
}
