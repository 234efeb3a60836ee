import type { EventStore } from '../../../src/event-store/event-store.js';
import { appendingContract } from './appending.contract.js';
import { followingContract } from './following.contract.js';
import type { StoreHarness, Subject } from './harness.js';
import { lastingContract } from './lasting.contract.js';
import { racingContract } from './racing.contract.js';
import { readingContract } from './reading.contract.js';

/** Every promise of the port, to be kept by every adapter. */
export function eventStoreContract<Place>(name: string, harness: StoreHarness<Place>): void {
  describe(`${name} keeps the promises of the event store:`, () => {
    let place: Place;
    let store: EventStore;
    let handles: EventStore[];

    const open = async (): Promise<EventStore> => {
      const handle = await harness.open(place);
      handles.push(handle);
      return handle;
    };
    const closeAll = async (): Promise<void> => {
      for (const handle of handles.splice(0)) await handle.close();
    };
    const reopened = async (): Promise<EventStore> => {
      await closeAll();
      return open();
    };

    beforeEach(async () => {
      handles = [];
      place = await harness.fresh();
      store = await open();
    });
    afterEach(async () => {
      await closeAll();
      await harness.remove(place);
    });

    const subject = (): Subject => ({ store, another: open, reopened });
    describe('appending', () => appendingContract(subject));
    describe('racing', () => racingContract(subject, harness.severalHandles));
    describe('reading', () => readingContract(subject));
    describe('following', () => followingContract(subject, harness.severalHandles));
    describe('lasting', () => lastingContract(subject));
  });
}
