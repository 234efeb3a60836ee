import { moveAccessLog, NotMoved, type Moved } from '../../access-log/copy.js';
import type { KeptAccessLog } from '../../access-log/kept-reads.js';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { openAccessLog } from '../../stores.js';
import { addressesIn } from '../addresses.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { progress } from '../progress.js';
import { copyStops } from './copy-stops.js';
import { held, patience, whereOf } from './ends.js';
import { shown } from './verify-reads.js';

export interface CopyReadsOptions {
  readonly from: string;
  readonly to: string;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * Moves an access log into another place, unchanged, or goes on where an earlier run was stopped; the policies' stops
 * go with it. Then reads it through there and prints how far it goes.
 * @param settings are read only where an address refers to them
 * @param stop aborts when what is under way is to be the last
 * @throws AccessLogUnavailable, DirectoryLocked, Failure, StoreUnavailable
 */
export async function copyReads(
  { from, to }: CopyReadsOptions,
  settings: () => Config,
  clock: Clock,
  stop: AbortSignal,
): Promise<ExitCode> {
  const given = { '--from': { text: from }, '--to': { text: to } };
  const addresses = addressesIn(given, ['sqlite', 'postgres'], settings);
  const [source, target] = [whereOf(addresses['--from']), whereOf(addresses['--to'])];
  const release = held(addresses['--from'], addresses['--to']);
  const open: KeptAccessLog[] = [];
  try {
    open.push(await openAccessLog(source, { readonly: true, patience }));
    open.push(await openAccessLog(target, { patience }));
    const moved = await move(open[0]!, open[1]!, clock, stop);
    if (!moved) {
      say('stopped. To go on, give the same command again: what stands at the target stays.');
      return exitCodes.temporary;
    }
    const { before, head } = moved;
    say(`${head.reads - before} reads copied, ${before} stood there already; the target was read through:`);
    process.stdout.write(`${shown(head)}\n`);
    say(toldOfStops(await copyStops(source, target, clock)));
    return exitCodes.ok;
  } finally {
    for (const log of open) await log.close();
    release();
  }
}

async function move(
  source: KeptAccessLog,
  target: KeptAccessLog,
  clock: Clock,
  stop: AbortSignal,
): Promise<Moved | undefined> {
  const bar = progress('copying', clock);
  try {
    const [last] = await source.reads({}, { limit: 1 });
    const all = Number(last?.id ?? 0);
    return await moveAccessLog(source, target, stop, reads =>
      bar.update(reads, all, `${reads} of ${all} reads`),
    );
  } catch (error) {
    if (!(error instanceof NotMoved)) throw error;
    throw new Failure(`${error.message}\nThe copy is not complete.`, exitCodes.data, { cause: error });
  } finally {
    bar.stop();
  }
}

const toldOfStops = (moved: number | undefined): string =>
  moved === undefined
    ? "The target has stops of the policies of its own: the source's were not copied."
    : `${moved} stops and resumptions of the policies were copied too.`;
