import type { ParticipationEntry } from '../participation/events.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Day } from '../terms/times.js';
import { figuresOf, type Figures } from './figures.js';
import { tryOn, type Period, type Tried } from './tried.js';

/** How the early warnings of a candidate rulebook would have done. */
export interface Backtest {
  /** What was tried: of a rulebook, only the early warnings are. */
  readonly candidate: Pick<Rulebook, 'version'> & Pick<Rulebook['warnings'], 'R1' | 'R2'>;
  /** Days of `startedOn` between which participations were taken, both included; null where open. */
  readonly period: { readonly from: Day | null; readonly to: Day | null };
  /** Started in the period and left out, for they have not ended. */
  readonly running: number;
  readonly all: Figures;
  /** In the order of their ids. */
  readonly providers: readonly (Figures & { readonly providerId: string })[];
}

/**
 * Tries a candidate on the past; its `validFrom` does not matter, it is tried on everything.
 * @param histories one a participation, as recorded; each is asked for once
 */
export function backtest(
  histories: Iterable<readonly ParticipationEntry[]>,
  candidate: Rulebook,
  period: Period = {},
): Backtest {
  const all: Tried[] = [];
  let running = 0;
  for (const history of histories) {
    const tried = tryOn(history, candidate, period);
    if (tried === 'running') running += 1;
    else if (tried) all.push(tried);
  }
  const { R1, R2 } = candidate.warnings;
  const byProvider = Map.groupBy(all, ({ providerId }) => providerId);
  return {
    candidate: { version: candidate.version, R1, R2 },
    period: { from: period.from ?? null, to: period.to ?? null },
    running,
    all: figuresOf(all),
    providers: [...byProvider]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([providerId, tried]) => ({ providerId, ...figuresOf(tried) })),
  };
}
