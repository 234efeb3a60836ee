import { verifyAccessLog, type Head } from '../../access-log/verify.js';
import type { Config } from '../../config.js';
import { openAccessLog } from '../../stores.js';
import { addressesIn } from '../addresses.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { mustBeThere, patience, whereOf } from './ends.js';

export interface VerifyReadsOptions {
  /** The log: an address. */
  readonly log: string;
  /** A head that an earlier call printed. */
  readonly noted?: string;
}

/**
 * Derives the chain of an access log anew, also beside a server, and prints how far it goes, or every fault.
 * @param settings are read only where the address refers to them
 * @throws AccessLogUnavailable, Failure
 */
export async function verifyReads(
  { log: address, noted }: VerifyReadsOptions,
  settings: () => Config,
): Promise<ExitCode> {
  const head = noted === undefined ? undefined : headIn(noted);
  const { '--log': of } = addressesIn({ '--log': { text: address } }, ['sqlite', 'postgres'], settings);
  mustBeThere(of);
  const log = await openAccessLog(whereOf(of), { readonly: true, patience });
  try {
    const verified = await verifyAccessLog(log, { most: Infinity, ...(head ? { noted: head } : {}) });
    const { faults } = verified;
    process.stdout.write(`${shown(verified)}\n`);
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    return faults.length ? exitCodes.data : exitCodes.ok;
  } finally {
    await log.close();
  }
}

/** How many reads, and the head as `--noted` takes it. */
export const shown = ({ reads, hash }: Head): string => `reads: ${reads}\nhead: ${reads}:${hash}`;

function headIn(text: string): Head {
  const [, reads, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (reads === undefined || hash === undefined)
    throw new Failure('--noted must be a head as verify prints it: READS:HASH', exitCodes.usage);
  return { reads: Number(reads), hash };
}
