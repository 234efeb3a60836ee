import { ChainBroken, type KeptAccessLog } from './kept-reads.js';
import { faultsOf, nothing, verifyAccessLog, type Head, type Verified } from './verify.js';

const page = 500;

/** Why a log was not moved, for people to read; `faults` are of the log that has them. */
export class NotMoved extends Error {
  constructor(
    message: string,
    readonly faults: readonly string[] = [],
  ) {
    super([message, ...faults].join('\n  '));
    this.name = 'NotMoved';
  }
}

export interface Moved {
  /** How many stood at the target before. */
  readonly before: number;
  /** Where both end now: the target was read through. */
  readonly head: Head;
}

/**
 * Moves the reads of one log into another, unchanged and in the same chain, or goes on where an earlier run ended.
 * Nobody else may write to either.
 * @param told is called with the number of the last read that stands at the target
 * @returns undefined where `stop` aborted
 * @throws NotMoved, AccessLogUnavailable
 */
export async function moveAccessLog(
  from: KeptAccessLog,
  to: KeptAccessLog,
  stop: AbortSignal,
  told: (reads: number) => void = () => undefined,
): Promise<Moved | undefined> {
  const target = await sound(to, 'the target');
  let head = nothing;
  for (;;) {
    if (stop.aborted) return undefined;
    const reads = await from.kept(head === nothing ? Number.MIN_SAFE_INTEGER : head.reads, page);
    for (const read of reads) {
      const faults = faultsOf(read, head);
      if (faults.length) throw new NotMoved('the source was tampered with', faults);
      head = { reads: read.number, hash: read.hash };
      if (head.reads === target.reads && head.hash !== target.hash) throw otherReads();
    }
    const missing = reads.filter(({ number }) => number > target.reads);
    if (missing.length) await to.takeOver(missing).catch(grown);
    told(head.reads);
    if (reads.length < page) break;
  }
  if (head.reads < target.reads) throw otherReads();
  const moved = await sound(to, 'the target', head);
  if (moved.reads !== head.reads) throw new NotMoved('somebody else writes to the target');
  return { before: target.reads, head };
}

async function sound(log: KeptAccessLog, which: string, noted: Head = nothing): Promise<Verified> {
  const verified = await verifyAccessLog(log, { noted });
  if (verified.faults.length) throw new NotMoved(`${which} was tampered with`, verified.faults);
  return verified;
}

const otherReads = (): NotMoved =>
  new NotMoved('the target has reads that the source has not: what served it has written to it');

function grown(error: unknown): never {
  throw error instanceof ChainBroken ? new NotMoved('somebody else writes to the target') : error;
}
