import { join } from 'node:path';
import type { EventStore } from '../event-store/event-store.js';
import type { StoreFileOptions } from '../event-store/sqlite/store-file.js';
import type { WhereLogIs } from '../stores.js';
import { BatchedEventStore } from './import/batched-event-store.js';

/** The log for one who writes much, one append after the other. */
export interface BulkStore {
  readonly store: EventStore;
  /** Whether every append stands by itself when it is answered; otherwise a batch stands when it is committed. */
  readonly atOnce: boolean;
  /** When it returns, everything appended so far stands. @throws StoreUnavailable: then nothing since the last commit does */
  commit(): void;
  /** Gives up what is not committed; the store it was opened on stays open. */
  close(): Promise<void>;
}

/** @param opened the log that is there @throws StoreUnavailable */
export function bulkStore(
  opened: EventStore,
  { eventStore, dataDir }: WhereLogIs,
  options?: StoreFileOptions,
): BulkStore {
  if (eventStore.kind !== 'sqlite')
    return { store: opened, atOnce: true, commit: () => {}, close: async () => {} };
  const store = BatchedEventStore.open(opened, join(dataDir, 'events.db'), options);
  return { store, atOnce: false, commit: () => store.commit(), close: () => store.close() };
}
