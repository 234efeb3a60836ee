import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { BatchedEventStore } from './batched-event-store.js';
import type { Importer } from './importer.js';
import type { Ledger } from './ledger.js';
import { linesOf } from './lines.js';
import type { RejectedFile } from './rejected-file.js';
import { Tally } from './tally.js';

/** Lines of a batch: what a kill costs at most. */
const batch = 250;

export interface Into {
  readonly importer: Importer;
  readonly store: BatchedEventStore;
  readonly ledger: Ledger;
  readonly rejected: RejectedFile;
}

/**
 * Imports the lines of a file in their order. Between two lines, and only there, what they did is brought to the
 * disk: after a kill the log ends with a whole line, and everything before it in the file is there.
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
      if (line.number % batch === 0) await commit();
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
