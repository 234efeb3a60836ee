import { BatchedEventStore } from '../../src/cli/import/batched-event-store.js';
import { StoreUnavailable, type EventStore } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { appendingContract } from '../support/event-store/appending.contract.js';
import { readingContract } from '../support/event-store/reading.contract.js';
import { idsOf, sample, samples } from '../support/event-store/samples.js';
import { eventsFile, sqliteHarness } from '../support/event-store/sqlite.harness.js';

let directory: string;
let committed: SqliteEventStore;
let opened: EventStore[];

const open = (maxPages?: number): BatchedEventStore => {
  const store = BatchedEventStore.open(committed, eventsFile(directory), maxPages ? { maxPages } : {});
  opened.push(store);
  return store;
};
const closeAll = async (): Promise<void> => {
  for (const store of opened.splice(0)) await store.close();
};

beforeEach(async () => {
  directory = await sqliteHarness.fresh();
  committed = SqliteEventStore.open(eventsFile(directory));
  opened = [];
});
afterEach(async () => {
  await closeAll();
  await committed.close();
  await sqliteHarness.remove(directory);
});

describe('the batched store keeps the promises of the event store to one who writes alone:', () => {
  let store: BatchedEventStore;
  beforeEach(() => {
    store = open();
  });
  const subject = () => ({
    store,
    another: async () => store,
    reopened: async () => {
      store.commit();
      await closeAll();
      return open();
    },
  });
  describe('appending', () => appendingContract(subject));
  describe('reading', () => readingContract(subject));
});

describe('a batch', () => {
  it('is seen by others when it is committed, whole and in its order', async () => {
    const store = open();
    const events = samples(4);
    await store.append('a', 'no-stream', events.slice(0, 1));
    await store.append('b', 'no-stream', events.slice(1, 2));
    await store.append('a', 0, events.slice(2));
    expect(await committed.readAll(undefined, 10)).toEqual([]);
    store.commit();
    store.commit();
    expect(idsOf(await committed.readAll(undefined, 10))).toEqual(idsOf(events));
    expect(await committed.head()).toBe(await store.head());
  });

  it('is given up where the store is closed before', async () => {
    const first = open();
    await first.append('a', 'no-stream', samples(1));
    first.commit();
    await first.append('a', 0, samples(1));
    await first.close();
    expect(await committed.readAll(undefined, 10)).toHaveLength(1);
    await expect(first.append('a', 0, samples(1))).rejects.toThrow(StoreUnavailable);
  });

  it('is given up whole where the disk is full, and nothing comes after it', async () => {
    const store = open(40);
    await store.append('a', 'no-stream', samples(1));
    store.commit();
    await store.append('b', 'no-stream', samples(1));
    await expect(store.append('c', 'no-stream', [sample({ text: 'x'.repeat(400_000) })])).rejects.toThrow(
      StoreUnavailable,
    );
    await expect(store.append('d', 'no-stream', samples(1))).rejects.toThrow(StoreUnavailable);
    expect(() => store.commit()).toThrow(StoreUnavailable);
    await store.close();
    expect((await committed.readAll(undefined, 10)).map(({ stream }) => stream)).toEqual(['a']);
  });
});
