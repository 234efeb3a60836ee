/**
 * Tries rules on the OULAD course runs as rules.md, "Trying a rule on the past", says it, straight from their files
 * and by arithmetic of its own: nothing of src or scripts is used, so that the product's backtest can be held
 * against it.
 */
import { startedInOulad, type Attended, type Started } from './oulad-count.js';

/** What is varied: R1 needs so many in a row; R2 wants a share of the last so many, if there are at least some. */
export interface Tried {
  readonly inARow: number;
  readonly window: number;
  readonly atLeast: number;
  readonly below: number;
}

/** Days after its due date on which the office learned of a report, the n-th of a student. */
export type Delay = (student: string, nth: number) => number;

export interface RuleCount {
  readonly flags: number;
  readonly tooLate: number;
  readonly hits: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly lead: { readonly n: number; readonly median: number | null; readonly p90: number | null };
}

export interface Count {
  readonly started: number;
  readonly droppedOut: number;
  readonly rules: { readonly R1: RuleCount; readonly R2: RuleCount };
}

/** Counts all that started in the folder, and those of each module. */
export function countBacktest(
  folder: string,
  tried: Tried,
  delay: Delay = () => 0,
  span: { readonly from?: number; readonly to?: number } = {},
): { readonly all: Count; readonly modules: ReadonlyMap<string, Count> } {
  const { from = -Infinity, to = Infinity } = span;
  const people = startedInOulad(folder).filter(({ startedOn }) => startedOn >= from && startedOn <= to);
  const groups = Map.groupBy(people, ({ module }) => module);
  return {
    all: count(people, tried, delay),
    modules: new Map([...groups].map(([module, group]) => [module, count(group, tried, delay)])),
  };
}

function count(people: readonly Started[], tried: Tried, delay: Delay): Count {
  const droppedOut = people.filter(person => person.droppedOut).length;
  const flags = people.map(person => firstFlags(person, tried, delay));
  const ofRule = (rule: 'R1' | 'R2'): RuleCount => {
    const result = { flags: 0, tooLate: 0, hits: 0 };
    const leads: number[] = [];
    for (const [index, person] of people.entries()) {
      const on = flags[index]![rule];
      if (on === undefined) continue;
      if (on >= person.endedOn) result.tooLate += 1;
      else {
        result.flags += 1;
        if (person.droppedOut) leads.push(person.endedOn - on);
      }
    }
    result.hits = leads.length;
    leads.sort((a, b) => a - b);
    const ranked = (share: number) => leads[Math.ceil(share * leads.length) - 1] ?? null;
    return {
      ...result,
      precision: result.flags === 0 ? null : result.hits / result.flags,
      recall: droppedOut === 0 ? null : result.hits / droppedOut,
      lead: { n: leads.length, median: ranked(0.5), p90: ranked(0.9) },
    };
  };
  return { started: people.length, droppedOut, rules: { R1: ofRule('R1'), R2: ofRule('R2') } };
}

/** The day of learning with which each rule first fired. */
function firstFlags(
  { student, attended }: Started,
  tried: Tried,
  delay: Delay,
): { R1?: number; R2?: number } {
  const first: { R1?: number; R2?: number } = {};
  const told = attended
    .map((report, nth) => ({ ...report, learnedOn: report.day + delay(student, nth) }))
    .toSorted((a, b) => a.learnedOn - b.learnedOn);
  for (const [index, { day, learnedOn }] of told.entries()) {
    const known = lastWord(told.slice(0, index + 1));
    if (first.R1 === undefined && absentInARow(known, day, tried)) first.R1 = learnedOn;
    if (first.R2 === undefined && seldomThere(known, day, tried)) first.R2 = learnedOn;
  }
  return first;
}

/** What is known of each day, the day's last report, in the order of the days. */
function lastWord(told: readonly Attended[]): Attended[] {
  return [...new Map(told.map(report => [report.day, report])).values()].toSorted((a, b) => a.day - b.day);
}

/** The newest days are unexcused, enough of them, and the day just told of is one of them. */
function absentInARow(known: readonly Attended[], told: number, { inARow }: Tried): boolean {
  let row = 0;
  let among = false;
  for (let at = known.length - 1; at >= 0 && known[at]!.state === 'unexcused'; at -= 1) {
    row += 1;
    among ||= known[at]!.day === told;
  }
  return among && row >= inARow;
}

/** Of the newest days that were not excused too few were attended, and the day just told of is one of them. */
function seldomThere(known: readonly Attended[], told: number, { window, atLeast, below }: Tried): boolean {
  const counted = known.filter(({ state }) => state !== 'excused').slice(-window);
  const there = counted.filter(({ state }) => state === 'present').length;
  return (
    counted.length >= atLeast && there / counted.length < below && counted.some(({ day }) => day === told)
  );
}
