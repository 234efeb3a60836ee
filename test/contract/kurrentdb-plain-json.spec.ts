import { EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import type { JsonObject } from '../../src/event-store/event-store.js';
import { KurrentEventStore } from '../../src/event-store/kurrentdb/kurrent-event-store.js';
import { sample } from '../support/event-store/samples.js';
import { freshKurrent, type FreshKurrent } from '../support/kurrentdb/kurrent.js';

let place: FreshKurrent;
let store: KurrentEventStore;
let other: EventStoreDBClient;

beforeEach(async () => {
  place = await freshKurrent();
  store = await KurrentEventStore.open(place);
  other = EventStoreDBClient.connectionString(place.connection);
});
afterEach(async () => {
  await other.dispose();
  await store.close();
  await place.close();
});

async function eventsOf(stream: string): Promise<readonly NonNullable<ResolvedEvent['event']>[]> {
  const events = [];
  for await (const { event } of other.readStream(stream)) events.push(event!);
  return events;
}

it('lets any other client read type, id, data and metadata as plain JSON', async () => {
  const data: JsonObject = { text: 'Maßnahme „Träger“ 🧭', list: [1, null, { deep: true }], none: null };
  const event = { ...sample(data), type: 'MeasureOffered', metadata: { schemaVersion: 2, recordedAt: 'x' } };
  const { revision, position } = await store.append('participation-p-1', 'no-stream', [event]);
  const [read, ...more] = await eventsOf(`${place.prefix}:participation-p-1`);
  expect(more).toEqual([]);
  expect(read).toMatchObject({ ...event, isJson: true, revision: BigInt(revision) });
  // nothing is added, and nothing is wrapped into something
  expect([read!.data, read!.metadata]).toEqual([event.data, event.metadata]);
  const { commit, prepare } = read!.position!;
  expect([commit, prepare].map(part => String(part).padStart(20, '0')).join('-')).toBe(position);
});

it('keeps what the store is where anybody can read it, and shows it to none of our readers', async () => {
  const [made, ...more] = await eventsOf(`${place.prefix}:teilhabe`);
  expect(more).toEqual([]);
  expect(made).toMatchObject({
    type: 'StoreMade',
    isJson: true,
    data: { storeId: store.storeId, format: 1 },
  });
  expect(await store.readAll(undefined, 5)).toEqual([]);
  expect(await store.newest()).toBeUndefined();
});

it('passes over what others write into the same database, also where their prefix begins with ours', async () => {
  const neighbour = await KurrentEventStore.open({ ...place, prefix: `${place.prefix}2` });
  await neighbour.append('s', 'no-stream', [sample()]);
  const { position } = await store.append('s', 'no-stream', [sample({ ours: true })]);
  await neighbour.append('s', 0, [sample(), sample()]);
  expect(neighbour.storeId).not.toBe(store.storeId);
  await neighbour.close();
  expect((await store.readAll(undefined, 9)).map(event => event.data)).toEqual([{ ours: true }]);
  expect(await store.head()).toBe(position);
});
