import { EventStoreDBClient } from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../../src/event-store/event-store.js';
import { connectionFaults, readConnection } from '../../src/event-store/kurrentdb/connection.js';
import { KurrentEventStore, type KurrentTimes } from '../../src/event-store/kurrentdb/kurrent-event-store.js';
import { killChildren, remainingLines, start } from '../support/event-store/child-process.js';
import { eventually, followUntil } from '../support/event-store/observing.js';
import { idsOf, newStream, sample, samples } from '../support/event-store/samples.js';
import {
  cancelled,
  consumerTooSlow,
  fails,
  hangs,
  hangsAfterCommit,
  losesAnswer,
  losesRequest,
} from '../support/kurrentdb/stub/faults.js';
import { StubNode } from '../support/kurrentdb/stub/node.js';
import { Passage } from '../support/kurrentdb/passage.js';

/** Short where a test waits for the end of it; the look for new events comes too late for any test to live on it. */
const times: Partial<KurrentTimes> = { call: 500, append: 5000, look: 600_000, shortestPause: 10 };

let node: StubNode;
let stores: KurrentEventStore[];

async function open(given: Partial<KurrentTimes> = {}, prefix = 'p'): Promise<KurrentEventStore> {
  const { connection } = node;
  const store = await KurrentEventStore.open({ connection, prefix, times: { ...times, ...given } });
  stores.push(store);
  return store;
}

/** Waits until a store that noticed a silence has noticed its end. */
const answering = (store: KurrentEventStore): Promise<unknown> =>
  eventually(
    () =>
      store.head().then(
        () => true,
        () => false,
      ),
    answered => answered,
  );

beforeEach(async () => {
  node = await StubNode.start();
  stores = [];
});
afterEach(async () => {
  jest.restoreAllMocks();
  node.faults.heal();
  await Promise.all(stores.map(store => store.close()));
  await node.stop();
  await killChildren();
});

const follow = (store: KurrentEventStore, after?: string, limit?: number) => {
  const stop = new AbortController();
  return { stop, batches: store.subscribe(after, { signal: stop.signal, limit })[Symbol.asyncIterator]() };
};

const subscribed = (): Promise<number> =>
  eventually(
    async () => node.subscriptions.count,
    count => count === 1,
  );

describe('1. a server that is down answers with a raw error of the transport', () => {
  it('is told as a store that is not available and took nothing; later the same append is taken', async () => {
    const store = await open();
    const [stream, events] = [newStream(), samples(2)];
    await node.stop();
    // the connection that broke could still have taken an append: after this it is a new one that is refused
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    const refused = store.append(stream, 'no-stream', events);
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
    await expect(store.readStream(stream)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.readAll(undefined, 5)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(open()).rejects.toBeInstanceOf(StoreUnavailable);
    await node.start();
    expect((await store.append(stream, 'no-stream', events)).revision).toBe(1);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(events));
  });

  it.each([
    ['an answer', losesAnswer],
    ['a request', losesRequest],
  ])('finds out what became of an append when the connection loses %s', async (_, fault) => {
    const store = await open();
    const stream = newStream();
    const written: string[] = [];
    for (const expected of ['no-stream', 1, 'any', 5] as const) {
      const events = samples(2);
      node.faults.next('append', fault);
      const receipt = await store.append(stream, expected, events);
      written.push(...idsOf(events));
      const stored = await store.readStream(stream);
      expect(idsOf(stored)).toEqual(written);
      expect(receipt).toEqual({ revision: written.length - 1, position: stored.at(-1)!.position });
    }
    expect(node.faults.met).toBe(4);
  });

  it('tells the truth of an append whose answer was lost while another one came in between', async () => {
    const [store, other] = [await open(), await open()];
    const [stream, mine, theirs] = [newStream(), samples(1), samples(1)];
    await store.append(stream, 'no-stream', samples(1));
    node.faults.next('append', losesRequest);
    const [first, second] = await Promise.allSettled([
      store.append(stream, 0, mine),
      other.append(stream, 0, theirs),
    ]);
    const stored = idsOf(await store.readStream(stream));
    expect(stored).toHaveLength(2);
    for (const [outcome, events] of [
      [first, mine],
      [second, theirs],
    ] as const) {
      const stands = stored.includes(events[0]!.id);
      expect(outcome.status).toBe(stands ? 'fulfilled' : 'rejected');
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RevisionConflict);
    }
  });
});

describe('2. a call can hang for ever', () => {
  it.each([
    ['before', hangs],
    ['after', hangsAfterCommit],
  ])('asks again when an append hangs %s it was committed', async (_, fault) => {
    const store = await open();
    const [stream, events] = [newStream(), samples(3)];
    node.faults.next('append', fault);
    expect((await store.append(stream, 'no-stream', events)).revision).toBe(2);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(events));
  });

  it('says when it is not known what became of an append, which its repetition then tells', async () => {
    const store = await open({ append: 1200 });
    const [stream, events] = [newStream(), samples(2)];
    node.faults.next('append', hangsAfterCommit);
    node.faults.always('read', hangs);
    const lost = store.append(stream, 'no-stream', events);
    await expect(lost).rejects.toBeInstanceOf(OutcomeUnknown);
    node.faults.heal();
    await answering(store);
    expect((await store.append(stream, 'no-stream', events)).revision).toBe(1);
    expect(idsOf(await store.readStream(stream))).toEqual(idsOf(events));
  });

  it('fails all calls at once after some without an answer, until there is one again', async () => {
    const store = await open();
    const { position } = await store.append('s', 'no-stream', samples(1));
    node.faults.always('read', hangs);
    for (let n = 0; n < 2; n++) await expect(store.head()).rejects.toThrow('cannot read the log');
    const append = store.append('other', 'no-stream', samples(1));
    await expect(append).rejects.toThrow('does not answer');
    await expect(append).rejects.not.toBeInstanceOf(OutcomeUnknown);
    const asked = node.calls.append;
    for (let n = 0; n < 100; n++) await expect(store.head()).rejects.toThrow('does not answer');
    expect(node.calls.append).toBe(asked);
    node.faults.heal();
    await answering(store);
    expect(await store.head()).toBe(position);
  });

  it('counts an append without an answer like any other call: no time of the client comes before ours', async () => {
    const store = await open({ append: 900 });
    for (const kind of ['append', 'read'] as const) node.faults.always(kind, hangs);
    await expect(store.append('s', 'no-stream', samples(1))).rejects.toBeInstanceOf(OutcomeUnknown);
    const { append } = node.calls;
    await expect(store.append('other', 'no-stream', samples(1))).rejects.toThrow('does not answer');
    expect(node.calls.append).toBe(append);
  });

  it('gives a reader an error, and the next one a connection that works', async () => {
    const store = await open();
    const { position } = await store.append(newStream(), 'no-stream', samples(1));
    for (const ask of [() => store.readStream('s'), () => store.readAll(undefined, 3), () => store.head()]) {
      node.faults.next('read', hangs);
      await expect(ask()).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await store.head()).toBe(position);
    }
  });
});

describe('2. a connection can hang for ever', () => {
  it('is left for a new one: clients to the same place would share it', async () => {
    const frozen = await Passage.to(node.port);
    const connection = `esdb://127.0.0.1:${frozen.port}?tls=false`;
    const [store, beside] = await Promise.all(
      ['p', 'q'].map(prefix => KurrentEventStore.open({ connection, prefix, times })),
    );
    stores.push(store!, beside!);
    await store!.append('s', 'no-stream', samples(1));
    frozen.freeze();
    const events = samples(2);
    expect((await store!.append('s', 0, events)).revision).toBe(2);
    frozen.freeze();
    await expect(store!.readStream('s')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(idsOf(await store!.readStream('s', { from: 1 }))).toEqual(idsOf(events));
    await Promise.all([store!.close(), beside!.close()]);
    await frozen.close();
  });
});

describe('3. without the throwing form a refused append names a wrong revision', () => {
  it('goes on from where the stream really is, and says so to whoever is refused', async () => {
    const [store, other] = [await open(), await open()];
    const stream = newStream();
    await store.append(stream, 'no-stream', samples(1));
    await other.append(stream, 0, samples(40));
    const refused = store.append(stream, 0, samples(1));
    await expect(refused).rejects.toMatchObject({ name: 'RevisionConflict', expected: 0, actual: 40 });
    await other.append(stream, 40, samples(1));
    const last = samples(2);
    expect((await store.append(stream, 'any', last)).revision).toBe(43);
    expect(idsOf(await store.readStream(stream, { from: 42 }))).toEqual(idsOf(last));
  });
});

describe('4. batch appends share one table of promises in the process', () => {
  it('appends every batch by a call of its own', async () => {
    const [store, other] = [await open(), await open({}, 'q')];
    const appends = Array.from({ length: 30 }, (_, n) =>
      (n % 2 ? store : other).append(newStream(), n % 3 ? 'no-stream' : 7, samples(2)),
    );
    const outcomes = await Promise.allSettled(appends);
    expect(outcomes.map(outcome => outcome.status)).toEqual(
      outcomes.map((_, n) => (n % 3 ? 'fulfilled' : 'rejected')),
    );
    expect(node.calls.append).toBeGreaterThan(0);
    expect(node.calls.batchAppend).toBe(0);
  });
});

describe('5. a subscription that broke off stays so, and an error that nobody hears ends the process', () => {
  it.each<[string, () => void]>([
    ['is dropped for being slow', () => node.subscriptions.drop(consumerTooSlow)],
    ['is ended by the node', () => node.subscriptions.drop(cancelled)],
    ['loses its connection', () => node.resetConnections()],
  ])('follows on when its signal %s', async (_, breakOff) => {
    const [store, other] = [await open(), await open()];
    const { stop, batches } = follow(store);
    for (let round = 0; round < 3; round++) {
      const woken = batches.next();
      await subscribed();
      breakOff();
      await subscribed();
      const event = sample();
      await other.append(newStream(), 'no-stream', [event]);
      expect(idsOf((await woken).value ?? [])).toEqual([event.id]);
    }
    stop.abort();
    expect((await batches.next()).done).toBe(true);
  });

  it('looks by itself now and then when there is no signal to be had', async () => {
    node.faults.always('subscribe', fails(consumerTooSlow));
    const [store, other] = [await open({ look: 20 }), await open()];
    const { stop, batches } = follow(store);
    const woken = batches.next();
    await eventually(
      async () => node.calls.subscribe,
      calls => calls > 2,
    );
    const event = sample();
    await other.append(newStream(), 'no-stream', [event]);
    expect(idsOf((await woken).value ?? [])).toEqual([event.id]);
    stop.abort();
  });
});

describe('6. a loss looks like the end of a subscription', () => {
  it('does not end when the signal ends without a word', async () => {
    const [store, other] = [await open(), await open()];
    const { stop, batches } = follow(store);
    const woken = batches.next();
    await subscribed();
    node.subscriptions.end();
    await subscribed();
    await other.append(newStream(), 'no-stream', samples(1));
    expect((await woken).done).toBe(false);
    stop.abort();
  });

  it('says that the store is not there, and goes on from the same place when it is again', async () => {
    const store = await open();
    const { position } = await store.append('s', 'no-stream', samples(2));
    await node.stop();
    const lost = follow(store, position);
    await expect(lost.batches.next()).rejects.toBeInstanceOf(StoreUnavailable);
    await node.start();
    const last = sample();
    await store.append('s', 1, [last]);
    expect(idsOf((await followUntil(store, position, last.id)).flat())).toEqual([last.id]);
  });
});

describe('7. a checkpoint comes before the events that lie before it were handled', () => {
  it('names no position but that of an event that was given', async () => {
    const [store, others] = [await open({ call: 10_000 }), await open({ call: 10_000 }, 'q')];
    for (let round = 0; round < 20; round++) {
      await store.append('s', 'any', samples(2));
      await others.append('s', 'any', samples(5));
    }
    const all = (await store.readStream('s')).map(event => event.position);
    const { batches } = follow(store, undefined, 3);
    const given: string[] = [];
    // crashes after the third batch: whoever begins anew after what was handled gets all the rest
    for (let batch = 0; batch < 3; batch++)
      given.push(...(await batches.next()).value!.map(event => event.position));
    const rest = await store.readAll(given.at(-1), 1000);
    expect([...given, ...rest.map(event => event.position)]).toEqual(all);
  });
});

describe('8. a callback for checkpoints that throws stalls the subscription', () => {
  it('has none', async () => {
    const subscribe = jest.spyOn(EventStoreDBClient.prototype, 'subscribeToAll');
    for (const prefix of ['p', '']) {
      const { stop, batches } = follow(await open({}, prefix));
      const ends = batches.next();
      await subscribed();
      stop.abort();
      await ends;
      await stores.pop()!.close();
      await eventually(
        async () => node.subscriptions.count,
        count => count === 0,
      );
    }
    const filters = subscribe.mock.calls.map(([options]) => options?.filter);
    expect(filters).toHaveLength(2);
    for (const filter of filters) expect(filter!.checkpointReached).toBeUndefined();
  });

  it('follows past a long run of what is not ours, which is read once', async () => {
    const patient = { call: 10_000 };
    const [store, others] = [await open(patient), await open(patient, 'q')];
    const { position } = await store.append('s', 'no-stream', samples(1));
    for (let round = 0; round < 25; round++) await others.append('s', 'any', samples(100));
    const readsFor = async (limit: number): Promise<number> => {
      const { read } = node.calls;
      expect(await store.readAll(position, limit)).toEqual([]);
      return node.calls.read - read;
    };
    expect(await readsFor(500)).toBeGreaterThan(2);
    expect(await readsFor(500)).toBe(1);
    const { stop, batches } = follow(store, position);
    const woken = batches.next();
    await subscribed();
    const event = sample();
    await store.append('s', 0, [event]);
    expect(idsOf((await woken).value ?? [])).toEqual([event.id]);
    stop.abort();
  });
});

describe('9. what was disposed works on, and what was not keeps the process alive', () => {
  it('takes nothing more once it is closed, and lets its connections go', async () => {
    const store = await open();
    const { batches } = follow(store);
    const waits = batches.next();
    await subscribed();
    await Promise.all([
      store.close(),
      expect(waits).rejects.toBeInstanceOf(StoreUnavailable),
      expect(store.append('s', 'any', samples(1))).rejects.toBeInstanceOf(StoreUnavailable),
    ]);
    const { append, read } = node.calls;
    await expect(store.append('s', 'any', samples(1))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.newest()).rejects.toBeInstanceOf(StoreUnavailable);
    expect(node.calls).toMatchObject({ append, read });
    await eventually(
      async () => node.subscriptions.count,
      count => count === 0,
    );
    expect(node.subscriptions.count).toBe(0);
  });

  it('ends its connection, and those it gave up', async () => {
    const passage = await Passage.to(node.port);
    const connection = `esdb://127.0.0.1:${passage.port}?tls=false`;
    const store = await KurrentEventStore.open({ connection, prefix: 'p', times });
    node.faults.next('read', hangs);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    await store.append('s', 'no-stream', samples(1));
    expect(passage.sides).toBeGreaterThan(0);
    await store.close();
    expect(
      await eventually(
        async () => passage.sides,
        sides => sides === 0,
      ),
    ).toBe(0);
    await passage.close();
  });

  it('lets the process end', async () => {
    const child = start('kurrent-close.process.ts', node.connection, 'p');
    expect(await remainingLines(child)).toEqual(['closed']);
  });
});

describe('10. a password is cut at a colon, and a certificate is verified whatever is said', () => {
  it('takes the whole password, and refuses one that is not clear', () => {
    expect(readConnection('esdb://o%40s:a%3Ab%2F@db.example.org').credentials).toEqual({
      username: 'o@s',
      password: 'a:b/',
    });
    expect(connectionFaults('esdb://us:a:b@db.example.org')).toEqual([expect.stringMatching(/%3A/)]);
  });

  it('refuses to be told not to verify', () => {
    expect(connectionFaults('esdb://us:er@db.example.org?tlsVerifyCert=false')).toEqual([
      expect.stringMatching(/tlsVerifyCert.*always verifies/),
    ]);
  });
});

describe('11. revisions are BigInt, which JSON does not know', () => {
  it('gives numbers and texts, and takes numbers', async () => {
    const store = await open();
    const receipt = await store.append('s', 'no-stream', samples(2));
    await store.append('s', 1, samples(1));
    const given = [receipt, await store.readStream('s'), await store.readAll(undefined, 9)];
    expect(JSON.parse(JSON.stringify(given))).toEqual(given);
    expect(receipt.revision).toBe(1);
    for (const expected of [-1, 1.5])
      await expect(store.append('s', expected, samples(1))).rejects.toThrow(`no stream is at revision`);
  });

  it('holds what the client could not send, and would never tell, for a mistake', async () => {
    const store = await open();
    const good = sample();
    for (const bad of [
      { data: { big: 1n } },
      { data: undefined },
      { metadata: [] },
      { id: '7' },
      { type: '' },
    ])
      await expect(store.append('s', 'any', [{ ...good, ...bad } as never])).rejects.toBeInstanceOf(
        TypeError,
      );
    expect(await store.readStream('s')).toEqual([]);
  });
});

describe('12. the server drops the slow, and what is pushed faster than it is handled piles up', () => {
  it('reads nothing for a follower that does not ask, and keeps its signal', async () => {
    const [store, other] = [await open({ call: 10_000 }), await open({ call: 10_000 })];
    await other.append('s', 'no-stream', samples(10));
    const { stop, batches } = follow(store, undefined, 4);
    expect((await batches.next()).value).toHaveLength(4);
    for (let turn = 0; turn < 2; turn++) await batches.next();
    const waits = batches.next();
    await subscribed();
    await other.append('s', 'any', samples(1));
    expect((await waits).value).toHaveLength(1);
    const { read } = node.calls;
    const appended: string[] = [];
    for (let round = 0; round < 10; round++) {
      const events = samples(20);
      await other.append('s', 'any', events);
      appended.push(...idsOf(events));
    }
    expect(node.calls.read).toBe(read);
    expect(node.subscriptions.count).toBe(1);
    const received: string[] = [];
    while (received.length < appended.length) {
      const batch = (await batches.next()).value!;
      expect(batch.length).toBeLessThanOrEqual(4);
      received.push(...idsOf(batch));
    }
    expect(received).toEqual(appended);
    stop.abort();
  });
});
