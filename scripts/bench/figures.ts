/** Times of one workload, in milliseconds, and what follows from them. */
export interface Figures {
  readonly count: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

/** @param times milliseconds of each call @param seconds wall time of all */
export function figuresOf(times: readonly number[], seconds: number): Figures {
  const sorted = Float64Array.from(times).toSorted();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return {
    count: sorted.length,
    perSecond: sorted.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
  };
}

/** One line of a table: what ran, and its figures. */
export interface Line extends Partial<Figures> {
  readonly what: string;
  /** The most that the process that did it ever had resident, in MB of 2^20 bytes. */
  readonly memoryMb?: number;
  /** It is not the product: it is what the product is held against. */
  readonly limit?: true;
}

/** What a workload reached, against what it was to reach. Without a goal it is only told. */
export interface Verdict {
  readonly ratio: number;
  /** What the ratio is of, or the unit where it is a plain figure. */
  readonly of: string;
  readonly goal?: { readonly sense: 'at least' | 'at most'; readonly value: number };
}

/** How a figure of the smallest log stands to that of a larger one. */
export interface Grown {
  readonly what: string;
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
}

export interface Result {
  readonly workload: string;
  /** How many events the log has, where that matters. */
  readonly events?: number;
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
  readonly grown?: readonly Grown[];
  /** Whatever else one has to know to read the figures. */
  readonly notes?: readonly string[];
}

export const atLeast = (value: number, ratio: number, of: string): Verdict => ({
  ratio,
  of,
  goal: { sense: 'at least', value },
});
export const atMost = (value: number, ratio: number, of: string): Verdict => ({
  ratio,
  of,
  goal: { sense: 'at most', value },
});
/** A ratio that has nothing to reach. */
export const only = (ratio: number, of: string): Verdict => ({ ratio, of });

/** Whether the goal is reached with so much to spare. A ratio that is no number reached nothing. */
export function isReached({ ratio, goal }: Verdict, margin = 1): boolean {
  if (!goal) return true;
  return goal.sense === 'at least' ? ratio >= goal.value * margin : ratio * margin <= goal.value;
}

export const median = (all: readonly number[]): number => {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The median of each figure over rounds that took turns with others; the count is that of all. */
export function medians(rounds: readonly Figures[]): Figures {
  const of = (name: keyof Figures): number => median(rounds.map(round => round[name]));
  return {
    count: rounds.reduce((sum, { count }) => sum + count, 0),
    perSecond: of('perSecond'),
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    p999: of('p999'),
  };
}

/** Runs `work` again and again for some seconds, one call after the other. */
export async function repeated(seconds: number, work: (n: number) => unknown): Promise<Figures> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1_000;
  for (let n = 0, now = began; now < end; n++) {
    await work(n);
    const then = performance.now();
    times.push(then - now);
    now = then;
  }
  return figuresOf(times, (performance.now() - began) / 1_000);
}
