import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../../src/event-store/event-store.js';
import {
  KurrentEventStore,
  type KurrentOptions,
} from '../../src/event-store/kurrentdb/kurrent-event-store.js';
import { StoreFormatTooNew } from '../../src/event-store/store-format.js';
import { eventually } from '../support/event-store/observing.js';
import { idsOf, newStream, sample, samples } from '../support/event-store/samples.js';
import {
  accessDenied,
  fails,
  hangs,
  losesAnswer,
  notLeader,
  notReady,
  timedOut,
  tooBusy,
  unauthenticated,
  type Fault,
} from '../support/kurrentdb/stub/faults.js';
import { Log } from '../support/kurrentdb/stub/log.js';
import { StubNode } from '../support/kurrentdb/stub/node.js';

let node: StubNode;
let closing: (() => Promise<unknown>)[];

async function open(options: Partial<KurrentOptions> = {}): Promise<KurrentEventStore> {
  const times = { call: 2000, append: 4000, ...options.times };
  const store = await KurrentEventStore.open({ connection: node.connection, prefix: 'p', ...options, times });
  closing.push(() => store.close());
  return store;
}

async function anotherClient(): Promise<EventStoreDBClient> {
  const client = EventStoreDBClient.connectionString(node.connection);
  closing.push(() => client.dispose());
  return client;
}

beforeEach(async () => {
  node = await StubNode.start({ maxAppendSize: 100_000 });
  closing = [];
});
afterEach(async () => {
  node.faults.heal();
  for (const close of closing.toReversed()) await close();
  await node.stop();
});

describe('a node that does not lead', () => {
  it('sends appends, reads and followers on to the one that does', async () => {
    const leader = await StubNode.start({ log: node.log });
    closing.push(() => leader.stop());
    const store = await open();
    const elsewhere = fails(notLeader(leader.address));
    for (const kind of ['append', 'read', 'subscribe'] as const) node.faults.always(kind, elsewhere);
    const events = samples(2);
    expect((await store.append('s', 'no-stream', events)).revision).toBe(1);
    expect(idsOf(await store.readStream('s'))).toEqual(idsOf(events));
    expect(leader.calls).toMatchObject({ append: 1 });
    const stop = new AbortController();
    const follower = store.subscribe(await store.head(), { signal: stop.signal });
    const woken = follower[Symbol.asyncIterator]().next();
    const last = sample();
    await store.append('s', 1, [last]);
    expect(idsOf((await woken).value ?? [])).toEqual([last.id]);
    stop.abort();
  });

  it('is followed up as long as no other leads, and no longer than the time for it', async () => {
    const store = await open({ times: { append: 300 } });
    node.faults.always('append', fails(notLeader(node.address)));
    const refused = store.append('s', 'no-stream', samples(1));
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
    node.faults.heal();
    expect((await store.append('s', 'no-stream', samples(1))).revision).toBe(0);
  });
});

describe('a leader that is another machine', () => {
  const far = { host: 'db.invalid', port: 2113 };

  it.each<[string, (connection: string) => string, () => void]>([
    ['is named by a node', text => text, () => node.faults.always('append', fails(notLeader(far)))],
    [
      'is named by gossip',
      text => text.replace('esdb:', 'esdb+discover:'),
      () => {
        node.members = [{ ...far, leads: true }];
        node.faults.next('append', fails(notReady));
      },
    ],
  ])('and %s is not spoken to without TLS', async (_, connectionOf, move) => {
    const store = await open({ connection: connectionOf(node.connection), times: { append: 300 } });
    move();
    await store.append('s', 'no-stream', samples(1)).catch(() => undefined);
    const refused = store.append('s', 'no-stream', samples(1));
    await expect(refused).rejects.toThrow(/another host than the loopback.*tls=false/);
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
    node.members = [];
    node.faults.heal();
    expect((await store.append('s', 'no-stream', samples(1))).revision).toBe(0);
  });
});

describe('a cluster that is slow to say who leads', () => {
  it('is not sent an append any more that was let go of meanwhile, nor does that end the process', async () => {
    const connection = `esdb+discover://127.0.0.1:${node.port}?tls=false&gossipTimeout=1`;
    const store = await open({ connection, times: { call: 300, append: 300 } });
    node.faults.next('read', fails(notReady));
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
    node.faults.always('gossip', hangs);
    const { append, gossip } = node.calls;
    const events = samples(1);
    await expect(store.append('s', 'no-stream', events)).rejects.toBeInstanceOf(StoreUnavailable);
    const hung = node.calls.gossip - gossip;
    node.faults.heal();
    const read = await eventually(
      () => store.readStream('s').catch(() => undefined),
      answer => answer !== undefined,
    );
    // the line that works asked once, each that was given up asks once more
    await eventually(
      async () => node.calls.gossip - gossip,
      calls => calls > 2 * hung,
    );
    expect(read).toEqual([]);
    expect(await store.readStream('s')).toEqual([]);
    expect(node.calls.append).toBe(append);
    expect((await store.append('s', 'no-stream', events)).revision).toBe(0);
  });
});

describe('a node in trouble', () => {
  it.each<[string, Fault]>([
    ['is not ready', fails(notReady)],
    ['is too busy', fails(tooBusy)],
  ])('that %s took nothing, and is not asked twice', async (_, fault) => {
    const store = await open();
    node.faults.next('append', fault);
    const { append } = node.calls;
    const refused = store.append('s', 'no-stream', samples(1));
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
    expect(node.calls.append).toBe(append + 1);
    expect(await store.readStream('s')).toEqual([]);
  });

  it.each([true, false])('that ran out of time itself is asked whether it wrote (%s)', async commits => {
    const store = await open();
    const events = samples(2);
    node.faults.next('append', fails(timedOut, commits));
    expect((await store.append('s', 'no-stream', events)).revision).toBe(1);
    expect(idsOf(await store.readStream('s'))).toEqual(idsOf(events));
  });
});

describe('a user without the right', () => {
  it.each([
    [accessDenied, /may not append to the stream s: .*access control/],
    [unauthenticated, /does not accept the user or the password/],
  ])('is told so, not that the server is down', async (failure, words) => {
    const store = await open();
    node.faults.next('append', fails(failure));
    const refused = store.append('s', 'no-stream', samples(1));
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(refused).rejects.not.toBeInstanceOf(OutcomeUnknown);
    await expect(refused).rejects.toThrow(words);
  });

  it('is told when the store is opened that it may not read the whole log', async () => {
    const { faults } = node;
    const take = faults.take.bind(faults);
    let reads = 0;
    // the first read is of what the store is, or of nothing; the last one of the log
    await open();
    faults.take = kind => (kind === 'read' && ++reads === 2 ? fails(accessDenied) : take(kind));
    await expect(open()).rejects.toThrow(/may not read the log of all streams \(\$all\)/);
  });
});

it('takes no more than the database does at once, and says so', async () => {
  const store = await open();
  const large = store.append('s', 'no-stream', [sample(), sample({ text: 'x'.repeat(100_000) })]);
  await expect(large).rejects.toBeInstanceOf(TypeError);
  await expect(large).rejects.toThrow(/100000 bytes.*MaxAppendSize/);
  expect(await store.readStream('s')).toEqual([]);
});

it.each(['$all', '$ce-s', 'teilhabe'])('keeps the stream %s for the store itself', async stream => {
  const store = await open();
  await expect(store.append(stream, 'any', samples(1))).rejects.toBeInstanceOf(TypeError);
});

it('holds a limit or a position that cannot be for a mistake', async () => {
  const store = await open();
  for (const limit of [0, -1, 1.5]) {
    await expect(store.readAll(undefined, limit)).rejects.toBeInstanceOf(TypeError);
    await expect(store.readStream('s', { limit })).rejects.toBeInstanceOf(TypeError);
  }
  for (const position of ['', '1', '0000000000000001'])
    await expect(store.readAll(position, 1)).rejects.toBeInstanceOf(TypeError);
});

it('keeps its promises with memory for no stream at all', async () => {
  const store = await open({ keptIds: 1 });
  const [stream, first, second] = [newStream(), samples(3), samples(2)];
  const receipt = await store.append(stream, 'no-stream', first);
  await store.append(stream, 2, second);
  expect(await store.append(stream, 4, first)).toEqual(receipt);
  await expect(store.append(stream, 'any', [first[1]!, sample()])).rejects.toBeInstanceOf(RevisionConflict);
  node.faults.next('append', losesAnswer);
  expect((await store.append(stream, 'any', samples(1))).revision).toBe(5);
});

it('reads a stream longer than a page, and the log', async () => {
  const store = await open({ times: { call: 20_000 } });
  const events = samples(2300);
  for (let at = 0; at < events.length; at += 100) await store.append('s', 'any', events.slice(at, at + 100));
  expect(idsOf(await store.readStream('s'))).toEqual(idsOf(events));
  expect(idsOf(await store.readAll(undefined, 2100))).toEqual(idsOf(events.slice(0, 2100)));
  const backward = await store.readStream('s', { direction: 'backward', limit: 1500 });
  expect(idsOf(backward)).toEqual(idsOf(events.slice(800).toReversed()));
});

describe('a database that is not as it was', () => {
  it('is of a newer format', async () => {
    const client = await anotherClient();
    const made = jsonEvent({ type: 'StoreMade', data: { storeId: 'x', format: 2 } });
    await client.appendToStream('p:teilhabe', made, { expectedRevision: NO_STREAM, credentials: nobody });
    await expect(open()).rejects.toBeInstanceOf(StoreFormatTooNew);
  });

  it('says nothing of what the store is', async () => {
    const client = await anotherClient();
    const other = jsonEvent({ type: 'SomethingElse', data: {} });
    await client.appendToStream('p:teilhabe', other, { expectedRevision: NO_STREAM, credentials: nobody });
    await expect(open()).rejects.toThrow(/does not say what it is/);
  });

  it('was set back to an earlier state: nothing is answered out of memory', async () => {
    const store = await open();
    const [first, ...later] = samples(3);
    await store.append('s', 'no-stream', [first!]);
    await store.append('s', 0, later);
    const log = new Log();
    Object.assign(node, { log });
    await node.stop();
    await node.start();
    const again = await open();
    await again.append('s', 'no-stream', [first!]);
    await again.append('s', 0, samples(1));
    for (const [expected, events] of [
      [0, later],
      [2, samples(1)],
    ] as const)
      await expect(store.append('s', expected, events)).rejects.toMatchObject({ expected, actual: 1 });
    expect((await store.append('s', 'any', later)).revision).toBe(3);
    expect(log.stream('p:s')).toHaveLength(4);
  });

  it('lacks the beginning of a stream, which is told and not taken for the whole', async () => {
    const store = await open();
    await store.append('s', 'no-stream', samples(3));
    const whole = node.log.stream.bind(node.log);
    node.log.stream = name => (name === 'p:s' ? whole(name).slice(1) : whole(name));
    await expect(store.readStream('s')).rejects.toThrow(/the stream s lacks its event 0/);
  });
});

const nobody = { username: 'nobody', password: 'nothing' };
