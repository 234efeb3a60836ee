import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEvent } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import type { Promised } from '../support/event-store/append-forever.process.js';
import { killChildren, nextLine, remainingLines, start } from '../support/event-store/child-process.js';
import { log } from '../support/event-store/observing.js';
import { idsOf } from '../support/event-store/samples.js';

const streams = ['a', 'b', 'c', 'd', 'e', 'f'];
let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'event-store-'));
  file = join(directory, 'events.sqlite');
});
afterEach(async () => {
  await killChildren();
  await rm(directory, { recursive: true });
});

/** Lets a process append, kills it after some receipts, and gives back every receipt that it printed. */
async function killedWhileAppending(receipts: number): Promise<readonly Promised[]> {
  const child = start('append-forever.process.ts', file, ...streams);
  const lines: string[] = [];
  while (lines.length < receipts) lines.push(await nextLine(child));
  await child.kill();
  lines.push(...(await remainingLines(child)));
  return lines.filter(line => line.endsWith('}')).map(line => JSON.parse(line) as Promised);
}

async function expectKept(store: SqliteEventStore, promised: readonly Promised[]): Promise<void> {
  const logged = await log(store, undefined);
  const places = new Map(logged.map((event, index) => [event.id, { event, index }]));
  expect(places.size).toBe(logged.length);
  for (const { stream, ids, revision, position } of promised) {
    const { event: last, index } = places.get(ids.at(-1)!)!;
    expect(last).toMatchObject({ stream, revision, position });
    expect(idsOf(logged.slice(index + 1 - ids.length, index + 1))).toEqual(ids);
  }
  expect(logged.map(event => Number(event.position))).toEqual(logged.map((_, index) => index + 1));
  for (const stream of streams) {
    const events = await store.readStream(stream);
    expect(events.map(event => event.revision)).toEqual(events.map((_, index) => index));
    expect(events).toEqual(logged.filter(event => event.stream === stream));
    expect(events.map(event => event.data.index)).toEqual(wholeBatches(events));
  }
}

/** The places that the events would have in their batches if no batch was cut off. */
const wholeBatches = (events: readonly StoredEvent[]): readonly number[] =>
  events.flatMap(({ data }) =>
    data.index === 0
      ? Array.from({ length: Number(data.of) })
          .keys()
          .toArray()
      : [],
  );

it('keeps every promise, once and without a gap, however often its process is killed', async () => {
  const promised: Promised[] = [];
  for (const receipts of [1, 40, 7, 300, 111, 23]) {
    promised.push(...(await killedWhileAppending(receipts + Math.floor(Math.random() * receipts))));
    const reader = SqliteEventStore.open(file, { readonly: true });
    await expectKept(reader, promised);
    await reader.close();
  }
  const store = SqliteEventStore.open(file);
  await expectKept(store, promised);
  await store.close();
});

it('shows a reader what another process writes, as it writes it', async () => {
  const child = start('append-forever.process.ts', file, ...streams);
  const seen: Promised[] = [JSON.parse(await nextLine(child)) as Promised];
  const reader = SqliteEventStore.open(file, { readonly: true });
  const stop = new AbortController();
  const followed: string[] = [];
  for await (const batch of reader.subscribe(undefined, { signal: stop.signal, limit: 50 })) {
    followed.push(...idsOf(batch));
    seen.push(JSON.parse(await nextLine(child)) as Promised);
    if (followed.length > 2000) stop.abort();
  }
  await child.kill();
  const logged = await log(reader, undefined);
  expect(followed).toEqual(idsOf(logged.slice(0, followed.length)));
  expect(idsOf(logged)).toEqual(expect.arrayContaining(seen.flatMap(({ ids }) => [...ids])));
  await reader.close();
});
