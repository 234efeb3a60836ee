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

/** One line of a table: what ran, its figures, and how it stands to its limit. */
export interface Line extends Partial<Figures> {
  readonly what: string;
  readonly memoryMb?: number;
}

/** What a workload reached, against what it was to reach; `ok` where the ratio is on the right side. */
export interface Verdict {
  readonly ratio: number;
  readonly of: string;
  readonly goal: string;
  readonly ok: boolean;
}

export interface Result {
  readonly workload: string;
  readonly lines: readonly Line[];
  readonly verdicts: readonly Verdict[];
  /** Whatever else one has to know to read the figures. */
  readonly notes?: readonly string[];
}

export const atLeast = (goal: number, ratio: number, of: string): Verdict => ({
  ratio,
  of,
  goal: `≥ ${goal}`,
  ok: ratio >= goal,
});
export const atMost = (goal: number, ratio: number, of: string): Verdict => ({
  ratio,
  of,
  goal: `≤ ${goal}`,
  ok: ratio <= goal,
});

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
