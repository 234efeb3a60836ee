import type { CaseRead } from './access-log.js';
import { beginning, hashOf } from './chain.js';
import { idsByKind, type KeptAccessLog, type KeptRead } from './kept-reads.js';

/** How far a log goes: noted elsewhere, it shows later that the end was not cut off. */
export interface Head {
  readonly reads: number;
  readonly hash: string;
}

export const nothing: Head = { reads: 0, hash: beginning };

export interface Verified extends Head {
  /** What does not fit, in words; empty where nothing was tampered with. */
  readonly faults: readonly string[];
}

export interface Check {
  /** A head that the log once had, which must still be in it. */
  readonly noted?: Head;
  /** After so many faults it stops. Default 10. */
  readonly most?: number;
}

const page = 500;

/**
 * Derives every hash anew and compares what is found by with what is written.
 * @throws AccessLogUnavailable
 */
export async function verifyAccessLog(
  log: Pick<KeptAccessLog, 'kept' | 'strayIds'>,
  { noted = nothing, most = 10 }: Check = {},
): Promise<Verified> {
  const faults: string[] = [];
  let head = nothing;
  let metNoted = noted.reads === 0 && noted.hash === beginning;
  for await (const read of readsIn(log)) {
    faults.push(...faultsOf(read, head));
    head = { reads: read.number, hash: read.hash };
    if (noted.reads === head.reads) metNoted = noted.hash === head.hash;
    if (faults.length >= most) break;
  }
  if (!metNoted && faults.length < most)
    faults.push(`the log no longer has the ${noted.reads} reads that were noted`);
  const stray = await log.strayIds();
  if (stray > 0) faults.push(`${stray} ids belong to no read`);
  return { ...head, faults };
}

/** All reads, a page at a time. */
async function* readsIn(log: Pick<KeptAccessLog, 'kept'>): AsyncGenerator<KeptRead> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const reads = await log.kept(after, page);
    yield* reads;
    if (reads.length < page) return;
    after = reads.at(-1)!.number;
  }
}

/** What does not fit in a read that comes after this head. */
export function faultsOf(
  { number, at, subject, content, hash, ids }: KeptRead,
  before: Head,
): readonly string[] {
  const expected = before.reads + 1;
  if (number < expected) return [`read ${number} has no place in the order`];
  if (number === expected + 1) return [`read ${expected} is missing`];
  if (number > expected) return [`reads ${expected} to ${number - 1} are missing`];
  if (hash !== hashOf(before.hash, number, content)) return [`read ${number} was changed`];
  const read = JSON.parse(content) as CaseRead;
  const listed = idsByKind(read).toSorted(byText);
  const same = JSON.stringify(listed) === JSON.stringify([...ids].toSorted(byText));
  return same && read.at === at && read.reader.subject === subject
    ? []
    : [`read ${number} is found by what is not written in it`];
}

const byText = (a: readonly string[], b: readonly string[]): number => (a.join() < b.join() ? -1 : 1);
