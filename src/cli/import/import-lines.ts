import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { BulkStore } from '../bulk-store.js';
import type { Importer } from './importer.js';
import type { Ledger } from './ledger.js';
import { linesOf } from './lines.js';
import type { RejectedFile } from './rejected-file.js';
import { Tally } from './tally.js';

/** Lines of a batch: what a kill costs at most. */
const batch = 250;

export interface Into {
  readonly importer: Importer;
  readonly store: BulkStore;
  readonly ledger: Ledger;
  readonly rejected: RejectedFile;
}

/**
 * Imports the lines of a file in their order. Where the store takes batches, what lines did is brought to the disk
 * between two lines, and only there: after a kill the log ends with a whole line, and everything before it in the file
 * is there. Where every append stands at once, the log may end within a line, which the next run completes.
 * @param stop aborts when the line under way is to be the last
 */
export async function importLines(
  file: string,
  { importer, store, ledger, rejected }: Into,
  show: (bytesRead: number, tally: Tally) => void,
  stop: AbortSignal,
): Promise<Tally> {
  const tally = new Tally();
  const commit = async (): Promise<void> => {
    ledger.saveRefusals();
    store.commit();
    ledger.saveKeys();
    await afterOtherWork();
  };
  try {
    for await (const line of linesOf(file)) {
      if (stop.aborted) break;
      const outcome = await importer.take(line);
      tally.add(outcome);
      if (outcome.kind === 'refused') rejected.add(line, outcome.reasons, outcome.isJson);
      // what comes behind a refused line must not stand before the refusal does
      const due = line.number % batch === 0 || (store.atOnce && outcome.kind === 'refused');
      if (due) await commit();
      show(line.readSoFar, tally);
    }
    await commit();
    rejected.publish();
    return tally;
  } catch (error) {
    rejected.abandon();
    throw error;
  }
}
