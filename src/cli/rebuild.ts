import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { openInstance } from '../instance.js';
import { UnknownView } from '../projections/projector.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { Failure } from './failure.js';
import { progress } from './progress.js';

/** Makes one view, or all, anew from the log, while nobody serves them. */
export async function rebuild(view: string | undefined, config: Config, clock: Clock): Promise<ExitCode> {
  const instance = await openInstance(config, clock);
  const bar = progress('rebuilding', clock);
  const began = clock.monotonic();
  let events = 0;
  try {
    await instance.node.rebuild(view === undefined ? undefined : [view], (done, total) => {
      events = total;
      bar.update(done, total, `${done} of ${total} events`);
    });
  } catch (error) {
    throw error instanceof UnknownView ? new Failure(error.message, exitCodes.usage) : error;
  } finally {
    bar.stop();
    await instance.close();
  }
  const duration = ((clock.monotonic() - began) / 1_000).toFixed(1);
  process.stderr.write(`${view ?? 'all views'} rebuilt from ${events} events in ${duration} s\n`);
  return exitCodes.ok;
}
