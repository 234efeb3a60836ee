import { percentile } from '../../rulebook/percentile.js';

/** How often each delay in days occurs. */
export type Delays = ReadonlyMap<number, number>;

/** Plain counts of a group of participations: they add up. */
export interface Counts {
  readonly registered: number;
  readonly noShows: number;
  readonly started: number;
  readonly running: number;
  readonly completed: number;
  readonly droppedOut: number;
  readonly neutralDropouts: number;
  readonly warned: number;
  readonly reportedLate: number;
  readonly shortNotice: number;
  readonly withoutSign: number;
}

/** Of what started. `n` of both rates is `started`; `droppedOut` counts the neutral ones among it. */
export interface CourseFigures {
  readonly started: number;
  readonly running: number;
  readonly completed: number;
  readonly droppedOut: number;
  readonly neutralDropouts: number;
  /** Dropped out, not neutral ÷ started; null below 10 started. */
  readonly dropoutRate: number | null;
  /** Dropouts that are not neutral and of which the provider had warned in time. */
  readonly warned: number;
  readonly surprise: {
    readonly reportedLate: number;
    readonly shortNotice: number;
    readonly withoutSign: number;
    readonly total: number;
  };
  /** Surprise dropouts ÷ started; null below 10 started. */
  readonly surpriseRate: number | null;
  /** Calendar days from knowing to telling, over `n` first reports; null below 10 of them. */
  readonly reportingDelay: {
    readonly n: number;
    readonly medianDays: number | null;
    readonly p90Days: number | null;
  };
}

export interface Figures extends CourseFigures {
  readonly registered: number;
  readonly noShows: number;
}

/** Below it a rate or a median would say something about single persons. */
const leastForRates = 10;

export function courseFigures(counts: Counts, delays: Delays): CourseFigures {
  const { started, running, completed, droppedOut, neutralDropouts, warned } = counts;
  const { reportedLate, shortNotice, withoutSign } = counts;
  const total = reportedLate + shortNotice + withoutSign;
  const rate = (of: number) => (started < leastForRates ? null : of / started);
  const n = [...delays.values()].reduce((sum, count) => sum + count, 0);
  const at = (percent: number) => (n < leastForRates ? null : (percentile(delays, percent) ?? null));
  return {
    started,
    running,
    completed,
    droppedOut,
    neutralDropouts,
    dropoutRate: rate(droppedOut - neutralDropouts),
    warned,
    surprise: { reportedLate, shortNotice, withoutSign, total },
    surpriseRate: rate(total),
    reportingDelay: { n, medianDays: at(50), p90Days: at(90) },
  };
}

export const allFigures = (counts: Counts, delays: Delays): Figures => ({
  registered: counts.registered,
  noShows: counts.noShows,
  ...courseFigures(counts, delays),
});

const none: Counts = {
  registered: 0,
  noShows: 0,
  started: 0,
  running: 0,
  completed: 0,
  droppedOut: 0,
  neutralDropouts: 0,
  warned: 0,
  reportedLate: 0,
  shortNotice: 0,
  withoutSign: 0,
};
const countNames = Object.keys(none) as readonly (keyof Counts)[];

export const sumOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, counts) =>
      Object.fromEntries(countNames.map(name => [name, sum[name] + counts[name]])) as unknown as Counts,
    none,
  );

export function merged(all: readonly Delays[]): Delays {
  const sum = new Map<number, number>();
  for (const delays of all) for (const [days, count] of delays) sum.set(days, (sum.get(days) ?? 0) + count);
  return sum;
}
