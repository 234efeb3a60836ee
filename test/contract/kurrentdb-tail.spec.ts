import { createServer, type IncomingHttpHeaders } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { readConnection } from '../../src/event-store/kurrentdb/connection.js';
import {
  KurrentEventStore,
  type KurrentOptions,
} from '../../src/event-store/kurrentdb/kurrent-event-store.js';
import { Lines } from '../../src/event-store/kurrentdb/lines.js';
import { Reading } from '../../src/event-store/kurrentdb/reading.js';
import { StreamNames } from '../../src/event-store/kurrentdb/stream-names.js';
import { eventually } from '../support/event-store/observing.js';
import { idsOf, sample, samples } from '../support/event-store/samples.js';
import { fails, hangs, losesRequest, unknown, waits } from '../support/kurrentdb/stub/faults.js';
import { StubNode } from '../support/kurrentdb/stub/node.js';

/** The look for new events comes too late for any test to live on it. */
const times = { call: 500, append: 5000, look: 600_000, shortestPause: 10 };

let node: StubNode;
let stores: KurrentEventStore[];

async function open(given: Partial<KurrentOptions> = {}): Promise<KurrentEventStore> {
  const store = await KurrentEventStore.open({ connection: node.connection, prefix: 'p', times, ...given });
  stores.push(store);
  return store;
}

/** How many reads the work takes of the node. */
async function readsOf(work: () => Promise<unknown>): Promise<number> {
  const { read } = node.calls;
  await work();
  return node.calls.read - read;
}

const rest = async (store: KurrentEventStore, stream: string, from: number): Promise<readonly string[]> =>
  idsOf(await store.readStream(stream, { from }));

beforeEach(async () => {
  node = await StubNode.start();
  stores = [];
});
afterEach(async () => {
  node.faults.heal();
  await Promise.all(stores.map(store => store.close()));
  await node.stop();
});

describe('what is new in streams that are known', () => {
  it('is asked for once for all who wait', async () => {
    const store = await open();
    const streams = Array.from({ length: 40 }, (_, n) => `s-${n}`);
    for (const stream of streams) {
      await store.append(stream, 'no-stream', samples(2));
      await store.readStream(stream);
    }
    const ask = () => Promise.all(streams.map(stream => store.readStream(stream, { from: 2 })));
    expect(await readsOf(async () => expect((await ask()).flat()).toEqual([]))).toBe(1);
  });

  it('is told with what this store and another one appended meanwhile, in one read', async () => {
    const [store, other] = [await open(), await open()];
    await store.append('s', 'no-stream', samples(1));
    await store.readStream('s');
    const [own, others] = [samples(2), samples(3)];
    await store.append('s', 0, own);
    await other.append('s', 2, others);
    const reads = await readsOf(async () =>
      expect(await rest(store, 's', 1)).toEqual(idsOf([...own, ...others])),
    );
    expect(reads).toBe(1);
    expect(await store.readStream('s', { from: 1 })).toEqual(await other.readStream('s', { from: 1 }));
  });

  it('is never older than the question, whoever appended', async () => {
    const [store, other] = [await open(), await open()];
    let last = -1;
    const writes = async (): Promise<void> => {
      for (let n = 0; n < 60; n++) ({ revision: last } = await other.append('s', 'any', samples(1)));
    };
    const asks = async (): Promise<void> => {
      for (let known = 0; known < 60;) {
        const standing = last;
        known += (await store.readStream('s', { from: known })).length;
        expect(known - 1).toBeGreaterThanOrEqual(standing);
      }
    };
    await Promise.all([writes(), asks(), asks(), asks()]);
  });

  it('is nothing where a stream that was not there is still not there, and all of it where it is', async () => {
    const [store, other] = [await open(), await open()];
    for (let n = 0; n < 2; n++) expect(await store.readStream('s')).toEqual([]);
    const events = samples(2);
    await other.append('s', 'no-stream', events);
    expect(await rest(store, 's', 0)).toEqual(idsOf(events));
  });

  it('is read in the stream where it is asked for from before what is kept', async () => {
    const [store, other] = [await open(), await open()];
    const events = samples(5);
    await other.append('s', 'no-stream', events.slice(0, 3));
    await store.readStream('s');
    await other.append('s', 2, events.slice(3));
    for (const from of [0, 1, 3, 4, 5, 9])
      expect(await rest(store, 's', from)).toEqual(idsOf(events.slice(from)));
    // that nothing stands after 9 says nothing of what stands before
    expect(await rest(store, 's', 2)).toEqual(idsOf(events.slice(2)));
  });
});

/** The answer that the node gives to the next read, on its way until it is let go. */
function held(): { readonly onItsWay: () => Promise<unknown>; readonly arrive: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { met } = node.faults;
  node.faults.next('read', waits(promise));
  return {
    arrive: resolve,
    onItsWay: () =>
      eventually(
        async () => node.faults.met,
        now => now > met,
      ),
  };
}

describe('an answer that is on its way while others write', () => {
  it('is none to those who ask after that', async () => {
    const [store, other] = [await open(), await open()];
    await store.append('s', 'no-stream', samples(1));
    await store.readStream('s');
    const { onItsWay, arrive } = held();
    const before = store.readStream('s', { from: 1 });
    await onItsWay();
    const event = sample();
    await other.append('s', 0, [event]);
    const after = rest(store, 's', 1);
    arrive();
    expect(await after).toEqual([event.id]);
    expect((await before).length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['known already', 100_000],
    ['known, and let go of again', 2],
  ])('does not hide what is %s', async (_, ends) => {
    const [store, other] = [await open({ tail: { ends } }), await open()];
    for (const stream of ['s', 't']) await other.append(stream, 'no-stream', samples(1));
    await store.readStream('t');
    const { onItsWay, arrive } = held();
    const late = store.readStream('s');
    await onItsWay();
    const event = sample();
    await other.append('s', 0, [event]);
    expect(await rest(store, 't', 1)).toEqual([]);
    for (const stream of ['u', 'v', 'w']) await store.append(stream, 'no-stream', samples(1));
    expect(await rest(store, 't', 1)).toEqual([]);
    arrive();
    expect(await late).toHaveLength(1);
    for (let n = 0; n < 2; n++) expect(await rest(store, 's', 1)).toEqual([event.id]);
  });

  it('does not hide what is known, also where it was asked for from after the end of the stream', async () => {
    const [store, other] = [await open(), await open()];
    for (const stream of ['s', 't']) await other.append(stream, 'no-stream', samples(1));
    await store.readStream('t');
    expect(await rest(store, 's', 9)).toEqual([]);
    // the log was read on: what the stream's own read tells now is as of later than that
    await other.append('t', 0, samples(1));
    expect(await rest(store, 't', 1)).toHaveLength(1);
    expect(await rest(store, 's', 9)).toEqual([]);
    const { promise, resolve: arrive } = Promise.withResolvers<void>();
    // the log's answer at once, the stream's own later
    node.faults.next('read', waits(Promise.resolve()));
    node.faults.next('read', waits(promise));
    const { met } = node.faults;
    const late = rest(store, 's', 1);
    await eventually(
      async () => node.faults.met,
      now => now === met + 2,
    );
    const event = sample();
    await other.append('s', 0, [event]);
    expect(await rest(store, 't', 2)).toEqual([]);
    arrive();
    expect(await late).toEqual([]);
    expect(await rest(store, 's', 1)).toEqual([event.id]);
  });
});

describe('what others write into the same database', () => {
  it('is passed over, however it is mixed with ours', async () => {
    const [store, others] = [await open(), await open({ prefix: 'p2' })];
    await store.append('s', 'no-stream', samples(1));
    await store.readStream('s');
    for (let n = 0; n < 5; n++) await others.append('s', 'any', samples(7));
    expect(await rest(store, 's', 1)).toEqual([]);
    const event = sample();
    await store.append('s', 0, [event]);
    await others.append('s', 'any', samples(7));
    expect(await rest(store, 's', 1)).toEqual([event.id]);
  });

  it('is not read to its end where it is much: then nothing is known, and the streams are read again', async () => {
    const tail = { page: 20, pages: 3 };
    const [store, other, others] = [await open({ tail }), await open(), await open({ prefix: 'q' })];
    const events = samples(4);
    await store.append('s', 'no-stream', events.slice(0, 2));
    await store.readStream('s');
    await other.append('s', 1, events.slice(2));
    await others.append('many', 'no-stream', samples(100));
    expect(await rest(store, 's', 2)).toEqual(idsOf(events.slice(2)));
    expect(await readsOf(() => rest(store, 's', 4))).toBe(1);
    expect(await rest(store, 's', 4)).toEqual([]);
  });

  it('keeps nobody from other streams where it is no event of this program', async () => {
    const [store, others] = [await open(), await open({ prefix: 'q' })];
    for (const stream of ['s', 't']) {
      await store.append(stream, 'no-stream', samples(1));
      await store.readStream(stream);
    }
    node.log.append('p:t', 0, [
      { id: sample().id, type: 'X', contentType: 'application/octet-stream', data: 'AAA=', metadata: '' },
    ]);
    expect(await rest(store, 's', 1)).toEqual([]);
    await others.append('s', 'any', samples(1));
    expect(await rest(store, 's', 1)).toEqual([]);
    for (let n = 0; n < 2; n++)
      await expect(store.readStream('t', { from: 1 })).rejects.toThrow('another program wrote it');
  });
});

describe('what is kept is bounded', () => {
  const small = { ends: 3, events: 4, page: 5, pages: 2 };

  it('and what was let go of is read in the stream', async () => {
    const [store, other] = [await open({ tail: small }), await open()];
    const streams = Array.from({ length: 8 }, (_, n) => `s-${n}`);
    const written = new Map(streams.map(stream => [stream, samples(1)]));
    for (const stream of streams) {
      await other.append(stream, 'no-stream', written.get(stream)!);
      await store.readStream(stream);
    }
    for (let round = 0; round < 40; round++) {
      const stream = streams[(round * 5) % 8]!;
      const events = written.get(stream)!;
      const more = samples(1 + (round % 3));
      await other.append(stream, events.length - 1, more);
      const from = Math.max(0, events.length - (round % 4));
      written.set(stream, [...events, ...more]);
      for (const asked of [stream, streams[round % 8]!]) {
        const start = asked === stream ? from : written.get(asked)!.length;
        expect(await rest(store, asked, start)).toEqual(idsOf(written.get(asked)!.slice(start)));
      }
    }
  });

  it('and a follower that fell behind it misses nothing', async () => {
    const [store, other] = [await open({ tail: small }), await open()];
    const stop = new AbortController();
    const batches = store.subscribe(undefined, { signal: stop.signal, limit: 3 })[Symbol.asyncIterator]();
    const [given, written] = [[] as string[], [] as string[]];
    for (let round = 0; round < 12; round++) {
      for (let n = 0; n <= (round * 5) % 13; n++) {
        const events = samples(1 + (n % 2));
        await other.append(`s-${n}`, 'any', events);
        written.push(...idsOf(events));
      }
      await store.readStream('s-0', { from: 1 });
      while (given.length < written.length) given.push(...idsOf((await batches.next()).value!));
    }
    expect(given).toEqual(written);
    stop.abort();
  });
});

describe('where the node fails', () => {
  const prepared = async (call = times.call): Promise<KurrentEventStore> => {
    const store = await open({ times: { ...times, call } });
    await store.append('s', 'no-stream', samples(1));
    await store.readStream('s');
    return store;
  };

  it('asks again over a connection that broke, and knows what came meanwhile', async () => {
    const [store, other] = [await prepared(), await open()];
    const event = sample();
    await other.append('s', 0, [event]);
    node.faults.next('read', losesRequest);
    expect(await rest(store, 's', 1)).toEqual([event.id]);
  });

  it.each([
    ['does not answer', hangs, 1],
    ['does not know where it was read to', fails(unknown('InvalidPosition >> no record at actual pos')), 3],
  ])('says so when it %s, and is right afterwards', async (_, fault, count) => {
    const [store, other] = [await prepared(), await open()];
    node.faults.next('read', fault, count);
    await expect(store.readStream('s', { from: 1 })).rejects.toBeInstanceOf(StoreUnavailable);
    const event = sample();
    await other.append('s', 0, [event]);
    expect(await rest(store, 's', 1)).toEqual([event.id]);
  });

  it('lets nobody wait for a read that hangs but those who asked for it', async () => {
    const store = await prepared(3000);
    node.faults.next('read', hangs);
    const hung = store.readStream('s', { from: 1 });
    const refused = expect(hung).rejects.toBeInstanceOf(StoreUnavailable);
    await eventually(
      async () => node.faults.met,
      met => met === 1,
    );
    const order: string[] = [];
    await Promise.all([
      refused.then(() => order.push('hung')),
      store.readStream('s', { from: 1 }).then(() => order.push('next')),
    ]);
    expect(order).toEqual(['next', 'hung']);
  });

  it('knows nothing of a log that is shorter than it was', async () => {
    const store = await prepared();
    const kept = node.log.events.length;
    const lost = samples(2);
    await store.append('s', 0, lost);
    expect(await rest(store, 's', 1)).toEqual(idsOf(lost));
    node.log.events.splice(kept);
    (node.log.stream('p:s') as unknown[]).splice(1);
    expect(await rest(store, 's', 1)).toEqual([]);
    expect(await store.readStream('s')).toHaveLength(1);
  });

  it('begins anew where the log went another way', async () => {
    const [store, other] = [await prepared(), await open()];
    const kept = node.log.events.length;
    await store.append('s', 0, samples(2));
    expect(await rest(store, 's', 1)).toHaveLength(2);
    node.log.events.splice(kept);
    (node.log.stream('p:s') as unknown[]).splice(1);
    const event = sample();
    await other.append('s', 0, [event]);
    await expect(store.readStream('s', { from: 1 })).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await rest(store, 's', 1)).toEqual([event.id]);
  });

  it('fails whoever asks once it is closed', async () => {
    const store = await prepared();
    const under = store.readStream('s', { from: 1 });
    await Promise.allSettled([under, store.close()]);
    await expect(store.readStream('s', { from: 1 })).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

it('asks for answers as they are: the client takes compressed ones apart at a high price', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer().on('stream', (stream, headers) => {
    seen.push(headers);
    stream.respond(
      { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '13' },
      { endStream: true },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const lines = new Lines(readConnection(`esdb://127.0.0.1:${port}?tls=false`));
  const reading = new Reading(lines, new StreamNames('p'), 500);
  await expect(reading.stream('s', 0, 'forward')).rejects.toBeInstanceOf(StoreUnavailable);
  lines.close();
  server.close();
  expect(seen.length).toBeGreaterThan(0);
  for (const headers of seen) expect(headers['grpc-accept-encoding']).toBe('identity');
});
