import { EventStore, StoreUnavailable } from '../event-store.js';

export interface KurrentOptions {
  /** A connection string without faults (connection.ts). */
  readonly connection: string;
  /** What all our streams there begin with. */
  readonly prefix: string;
}

/** The log in a KurrentDB (EventStoreDB). */
export abstract class KurrentEventStore extends EventStore {
  /** @throws StoreUnavailable */
  static async open(_options: KurrentOptions): Promise<KurrentEventStore> {
    throw new StoreUnavailable('no KurrentDB can be opened yet');
  }
}
