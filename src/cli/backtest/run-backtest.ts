import type { Format } from './formats.js';
import { backtest, type Backtest } from '../../backtest/backtest.js';
import { readHistories } from '../../backtest/read-histories.js';
import type { Period } from '../../backtest/tried.js';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { EventLog } from '../../event-codec/event-log.js';
import type { EventStore } from '../../event-store/event-store.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { eventsAfter } from '../events-after.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { progress, type Progress } from '../progress.js';
import { whereLogIs, withStore } from '../opened-store.js';
import { candidateIn } from './candidate.js';
import { periodIn } from './period.js';
import { toTable } from './to-table.js';

/** The options as they were given; `from` and `to` are days of `startedOn`, both included. */
export interface BacktestOptions {
  readonly from?: string;
  readonly to?: string;
  readonly format: Format;
}

/** Prints how the early warnings of the rulebook in a file would have done; it only reads, also beside a server. */
export async function runBacktest(
  file: string,
  { from, to, format }: BacktestOptions,
  config: Config,
  clock: Clock,
): Promise<ExitCode> {
  const period = periodIn({ from, to });
  const candidate = candidateIn(file);
  const missing = new Failure(`there is no record in ${whereLogIs(config)}`, exitCodes.refused);
  const tried = await withStore(config, missing, store =>
    tryOnLog(store, candidate, period, progress('trying', clock)),
  );
  process.stdout.write(`${format === 'json' ? JSON.stringify(tried, undefined, 2) : toTable(tried)}\n`);
  return exitCodes.ok;
}

/** Half of the way is reading the log, half replaying it: every event is passed twice. */
async function tryOnLog(
  store: EventStore,
  candidate: Rulebook,
  period: Period,
  bar: Progress,
): Promise<Backtest> {
  try {
    const passes = 2 * (await eventsAfter(store, undefined));
    const histories = await readHistories(new EventLog(store), read => bar.update(read, passes, 'reading'));
    let passed = passes - histories.reduce((events, { length }) => events + length, 0);
    const watched = histories.values().map(history => {
      bar.update((passed += history.length), passes, 'replaying');
      return history;
    });
    return backtest(watched, candidate, period);
  } finally {
    bar.stop();
  }
}
