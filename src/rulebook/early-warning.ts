import type { Day } from '../terms/times.js';
import type { RuleId, Rulebook } from './rulebook.js';

/** A day that counts for the rules: reported, between start and end, not interrupted. */
export interface CountedDay {
  readonly day: Day;
  readonly state: 'present' | 'present-online' | 'excused' | 'unexcused';
}

export interface Fired {
  readonly rule: RuleId;
  readonly days: readonly Day[];
}

/** Days that already served a rule; they do not serve the same one again. */
export type Served = Readonly<Record<RuleId, ReadonlySet<Day>>>;

const wasPresent = (day: CountedDay): boolean => day.state === 'present' || day.state === 'present-online';

/**
 * R1: unexcused days in a row at the newest end of the counted days; present, online and excused break the row.
 * @param days in the order of the days
 */
function unexcusedInARow(rules: Rulebook, days: readonly CountedDay[], served: ReadonlySet<Day>): Day[] {
  const broken = days.findLastIndex(day => day.state !== 'unexcused');
  const row = days.slice(broken + 1).filter(({ day }) => !served.has(day));
  return row.length >= rules.warnings.R1.unexcusedInARow ? row.map(({ day }) => day) : [];
}

/** R2: present ÷ (present + unexcused) over the last such days. */
function rarelyPresent(rules: Rulebook, days: readonly CountedDay[], served: ReadonlySet<Day>): Day[] {
  const { window, atLeast, below } = rules.warnings.R2;
  const last = days
    .filter(day => (wasPresent(day) || day.state === 'unexcused') && !served.has(day.day))
    .slice(-window);
  if (last.length < atLeast) return [];
  return last.filter(wasPresent).length / last.length < below ? last.map(({ day }) => day) : [];
}

/**
 * The rules whose condition a report completes: one of its days is among those that fulfil it.
 * @param days all counted days after the report, in the order of the days
 */
export function firedRules(
  rules: Rulebook,
  days: readonly CountedDay[],
  served: Served,
  reported: ReadonlySet<Day>,
): readonly Fired[] {
  const fired: readonly Fired[] = [
    { rule: 'R1', days: unexcusedInARow(rules, days, served.R1) },
    { rule: 'R2', days: rarelyPresent(rules, days, served.R2) },
  ];
  return fired.filter(({ days: of }) => of.some(day => reported.has(day)));
}
