import { KurrentEventStore } from '../../../src/event-store/kurrentdb/kurrent-event-store.js';
import { freshKurrent, type FreshKurrent } from '../kurrentdb/kurrent.js';
import type { StoreHarness } from './harness.js';

/** A store is a prefix of its own on a node that all share. */
export const kurrentHarness: StoreHarness<FreshKurrent> = {
  fresh: freshKurrent,
  open: ({ connection, prefix }) => KurrentEventStore.open({ connection, prefix }),
  severalHandles: true,
  remove: place => place.close(),
};
