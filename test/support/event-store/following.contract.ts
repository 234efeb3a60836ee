import { getEventListeners } from 'node:events';
import type { EventData, EventStore, StoredEvent } from '../../../src/event-store/event-store.js';
import { StoreUnavailable } from '../../../src/event-store/event-store.js';
import type { Subject } from './harness.js';
import { eventually, followUntil, log, logOf } from './observing.js';
import { idsOf, newStream, sample, samples } from './samples.js';

/** Many writers at once, each waiting for its receipt before the next append; then one last event. */
async function appendMany(store: EventStore, streams: readonly string[], last: EventData): Promise<void> {
  const write = async (stream: string): Promise<void> => {
    for (let round = 0; round < 40; round++) await store.append(stream, 'any', samples(1 + (round % 3)));
  };
  await Promise.all(streams.map(write));
  await store.append(streams[0]!, 'any', [last]);
}

const next = (subscription: AsyncIterable<readonly StoredEvent[]>) => subscription[Symbol.asyncIterator]();

/** A follower that has caught up waits for events and for the signal. */
const atRest = (signal: AbortSignal): Promise<unknown> =>
  eventually(
    async () => getEventListeners(signal, 'abort').length,
    count => count > 0,
  );

export function followingContract(subject: () => Subject, severalHandles: boolean): void {
  it.each([1, 7, 500, undefined])(
    'catches up, then follows without gap or repetition, in batches of at most %s',
    async limit => {
      const { store } = subject();
      const start = await store.head();
      const streams = Array.from({ length: limit === 1 ? 8 : 32 }, () => newStream());
      await Promise.all(streams.map(stream => store.append(stream, 'any', samples(10))));
      const last = sample();
      const [batches] = await Promise.all([
        followUntil(store, start, last.id, limit),
        appendMany(store, streams, last),
      ]);
      const written = streams.length * (10 + 79) + 1;
      const expected = await logOf(store, start, streams, written);
      expect(expected).toHaveLength(written);
      expect(batches.flat().filter(event => streams.includes(event.stream))).toEqual(expected);
      for (const batch of batches) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(limit ?? Infinity);
      }
    },
  );

  it('begins after the position given, or at the very start', async () => {
    const { store } = subject();
    const stream = newStream();
    await store.append(stream, 'any', samples(3));
    const { position } = await store.append(stream, 'any', samples(2));
    const [later, last] = [sample(), sample()];
    await store.append(stream, 'any', [later, last]);
    const after = (await followUntil(store, position, last.id)).flat();
    expect(idsOf(after.filter(event => event.stream === stream))).toEqual([later.id, last.id]);
    const all = (await followUntil(store, undefined, last.id)).flat();
    const logged = await log(store, undefined);
    expect(idsOf(all)).toEqual(idsOf(logged.slice(0, all.length)));
  });

  it('serves several followers, each from where it stands', async () => {
    const { store, another } = subject();
    const start = await store.head();
    const streams = Array.from({ length: 8 }, () => newStream());
    const { position } = await store.append(streams[0]!, 'any', samples(20));
    const last = sample();
    const second = severalHandles ? await another() : store;
    const [fromStart, tiny, fromThere, elsewhere] = await Promise.all([
      followUntil(store, start, last.id),
      followUntil(store, start, last.id, 3),
      followUntil(store, position, last.id, 50),
      followUntil(second, start, last.id, 100),
      appendMany(store, streams, last),
    ]);
    const expected = await logOf(store, start, streams, 20 + 8 * 79 + 1);
    const own = (batches: readonly (readonly StoredEvent[])[]) =>
      idsOf(batches.flat().filter(event => streams.includes(event.stream)));
    for (const batches of [fromStart, tiny, elsewhere]) expect(own(batches)).toEqual(idsOf(expected));
    expect(own(fromThere)).toEqual(idsOf(expected.slice(20)));
  });

  it('does not run ahead of a slow follower, and does not wait for it', async () => {
    const { store } = subject();
    const start = await store.head();
    const stream = newStream();
    const stop = new AbortController();
    await store.append(stream, 'any', samples(10));
    await logOf(store, start, [stream], 10);
    const slow = next(store.subscribe(start, { signal: stop.signal, limit: 4 }));
    const received: StoredEvent[] = [...(await slow.next()).value!];
    const last = sample();
    const [quick] = await Promise.all([
      followUntil(store, start, last.id),
      appendMany(store, [stream], last),
    ]);
    while (received.at(-1)!.id !== last.id) {
      const batch = (await slow.next()).value!;
      expect(batch.length).toBeLessThanOrEqual(4);
      received.push(...batch);
    }
    expect(received).toEqual(quick.flat());
    stop.abort();
    expect((await slow.next()).done).toBe(true);
  });

  it('ends when it is aborted: beforehand, at rest, and with events left to give', async () => {
    const { store } = subject();
    const start = await store.head();
    await store.append(newStream(), 'any', samples(30));

    expect(await next(store.subscribe(start, { signal: AbortSignal.abort() })).next()).toEqual({
      done: true,
      value: undefined,
    });

    const resting = new AbortController();
    const head = await store.head();
    const waits = next(store.subscribe(head, { signal: resting.signal })).next();
    await atRest(resting.signal);
    resting.abort();
    expect((await waits).done).toBe(true);
    expect(getEventListeners(resting.signal, 'abort')).toEqual([]);

    const busy = new AbortController();
    const reads = next(store.subscribe(start, { signal: busy.signal, limit: 2 }));
    expect((await reads.next()).value).toHaveLength(2);
    busy.abort();
    expect((await reads.next()).done).toBe(true);
    expect(getEventListeners(busy.signal, 'abort')).toEqual([]);
  });

  it('leaves nothing behind when a follower turns away, or follows for long', async () => {
    const { store } = subject();
    const stream = newStream();
    const { signal } = new AbortController();
    let { position } = await store.append(stream, 'any', samples(1));
    for (let round = 0; round < 30; round++) {
      const reads = next(store.subscribe(position, { signal }));
      const [batch, receipt] = await Promise.all([reads.next(), store.append(stream, 'any', samples(1))]);
      expect(batch.done).toBe(false);
      await reads.return?.();
      position = receipt.position;
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('tells a follower that the store was closed', async () => {
    const { store } = subject();
    const { signal } = new AbortController();
    const waits = next(store.subscribe(await store.head(), { signal })).next();
    const told = expect(waits).rejects.toBeInstanceOf(StoreUnavailable);
    await atRest(signal);
    await store.close();
    await told;
  });
}
