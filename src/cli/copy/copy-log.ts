import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { addressesIn } from '../addresses.js';
import { eventsAfter } from '../events-after.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { progress } from '../progress.js';
import { Comparison, LogsDiffer } from './comparison.js';
import { openEnds, type Ends, type LogAddress } from './ends.js';
import { TargetGrew, transfer, type From } from './transfer.js';

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly fromPrefix?: string;
  readonly toPrefix?: string;
}

/** How often it goes on where the source grew while it was read, before it says that somebody must stop. */
const rounds = 3;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * Moves the whole log of one store into another, or goes on where an earlier run was stopped or killed: what stands at
 * the target says how far that was. Then reads both through and prints that they are the same.
 * @param settings are read only where an address refers to them
 * @param stop aborts when what is under way is to be the last
 */
export async function copyLog(
  options: CopyOptions,
  settings: () => Config,
  clock: Clock,
  stop: AbortSignal,
): Promise<ExitCode> {
  const { from, to } = endsIn(options, settings);
  const ends = await openEnds(from, to);
  // a word stands for DATA_DIR where the setting was forgotten
  say(`copying from ${shown(from)} to ${shown(to)}`);
  try {
    const copied = await new Copying(ends, clock, stop).run();
    if (!copied) {
      say('stopped. To go on, give the same command again: what stands at the target stays.');
      return exitCodes.temporary;
    }
    const { before, written, verified } = copied;
    say(`${written} events copied, ${before} stood there already; both logs were read through:`);
    for (const end of ['source', 'target'] as const)
      process.stdout.write(`${end}: ${verified[end].count} events, SHA-256 ${verified[end].sha256}\n`);
    say(alsoToBeMoved);
    return exitCodes.ok;
  } finally {
    await ends.close();
  }
}

/** Where an end is, without its address, which may hold a password. */
const shown = (end: LogAddress): string => (end.kind === 'sqlite' ? end.directory : 'a KurrentDB');

const alsoToBeMoved = `
Not in the log, and to be moved by itself (docs/several-machines.md):
  the access log              teilhabe access-log copy
  stops of the policies       as the access log
  the key that signs tokens   INSTANCE_KEY_FILE (instance-key.json)
Views are made anew by the server. Cursors of the feed that were given out before answer 410.`;

interface Copied {
  /** Events that stood at the target before. */
  readonly before: number;
  readonly written: number;
  readonly verified: Comparison;
}

/** One run. Every step answers whether it came to its end, or was stopped. */
class Copying {
  private total = 0;

  constructor(
    private readonly ends: Ends,
    private readonly clock: Clock,
    private readonly stop: AbortSignal,
  ) {}

  /** Undefined where it was stopped. @throws Failure, StoreUnavailable */
  async run(): Promise<Copied | undefined> {
    const { source, target } = this.ends;
    this.total = await eventsAfter(source, undefined);
    const standing = new Comparison(source, target);
    if (!(await this.compare('comparing what stands there', standing, noBeginning))) return undefined;
    const before = standing.equal;
    let at: From = { source: standing.source.position, target: standing.target.position };
    let written = 0;
    const verified = new Comparison(source, target);
    for (let round = 1; ; round++) {
      const moved = await this.transfer(at, before + written);
      at = moved;
      written += moved.written;
      if (this.stop.aborted || !(await this.compare('verifying', verified, somebodyWrites))) return undefined;
      if (verified.equal < before + written) throw lacking(before + written, verified.equal);
      if (!(await verified.source.peek())) return { before, written, verified };
      if (round === rounds) throw sourceGrows();
      say('the source grew meanwhile: somebody writes to it. Going on.');
    }
  }

  private async transfer(at: From, before: number) {
    const bar = progress('copying', this.clock);
    const show = (written: number): void => this.show(bar, before + written);
    try {
      return await transfer(this.ends.source, this.ends.writer, at, show, this.stop);
    } catch (error) {
      bar.stop();
      if (!(error instanceof TargetGrew)) throw error;
      await this.compare('comparing', new Comparison(this.ends.source, this.ends.target), somebodyWrites);
      throw secondCopy();
    } finally {
      bar.stop();
    }
  }

  private async compare(
    what: string,
    comparison: Comparison,
    failure: (error: LogsDiffer) => Failure,
  ): Promise<boolean> {
    const bar = progress(what, this.clock);
    try {
      await comparison.toEndOfTarget(equal => this.show(bar, equal), this.stop);
      return !this.stop.aborted;
    } catch (error) {
      throw error instanceof LogsDiffer ? failure(error) : error;
    } finally {
      bar.stop();
    }
  }

  private show(bar: ReturnType<typeof progress>, done: number): void {
    this.total = Math.max(this.total, done);
    bar.update(done, this.total, `${done} of ${this.total} events`);
  }
}

function endsIn(
  { from, to, fromPrefix, toPrefix }: CopyOptions,
  settings: () => Config,
): { readonly from: LogAddress; readonly to: LogAddress } {
  const given = { '--from': { text: from, prefix: fromPrefix }, '--to': { text: to, prefix: toPrefix } };
  const addresses = addressesIn(given, ['sqlite', 'kurrentdb'], settings);
  return { from: addresses['--from'], to: addresses['--to'] };
}

const noBeginning = (error: LogsDiffer): Failure =>
  new Failure(
    `what stands at the target is no beginning of the source: ${error.message}. Nothing was written. ` +
      `Take an empty target; a server that was started on it once has written to it.`,
    exitCodes.data,
    { cause: error },
  );

const somebodyWrites = (error: LogsDiffer): Failure =>
  new Failure(
    `somebody else writes to the target, which is no copy now: ${error.message}. ` +
      `Stop what serves it and take an empty target.`,
    exitCodes.data,
    { cause: error },
  );

const secondCopy = (): Failure =>
  new Failure(
    'somebody else writes to the target, though nothing but what the source has: is the same copy running twice? ' +
      'Stop the other and give the same command again.',
    exitCodes.temporary,
  );

const lacking = (written: number, found: number): Failure =>
  new Failure(
    `of ${written} events that were written the target shows only ${found}: give the same command again`,
    exitCodes.temporary,
  );

const sourceGrows = (): Failure =>
  new Failure(
    'the source keeps growing: stop what writes to it, then give the same command again; what stands at the target stays',
    exitCodes.temporary,
  );
