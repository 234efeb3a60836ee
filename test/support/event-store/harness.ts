import type { EventStore } from '../../../src/event-store/event-store.js';

/** What a suite needs to know of an adapter. `Place` is where one store's data live: a directory, an address. */
export interface StoreHarness<Place> {
  /** A place for a store. Events of others may stand there already. */
  fresh(): Promise<Place>;
  /** A handle on the store there; called again for the same place after it was closed, or beside an open one. */
  open(place: Place): Promise<EventStore>;
  /** False where only one handle can be open at a time. */
  readonly severalHandles: boolean;
  remove(place: Place): Promise<void>;
}

/** The store under test. Whatever was opened is closed after each test. */
export interface Subject {
  readonly store: EventStore;
  /** Another handle beside the first. */
  another(): Promise<EventStore>;
  /** Closes all handles and opens the same data anew. */
  reopened(): Promise<EventStore>;
}
