import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AllStreamResolvedEvent,
  EventStoreDBClient,
  excludeSystemEvents,
  jsonEvent,
  START,
} from '@eventstore/db-client';
import {
  accessDenied,
  consumerTooSlow,
  fails,
  hangs,
  losesAnswer,
  losesRequest,
  notLeader,
  tooBusy,
} from '../support/kurrentdb/stub/faults.js';
import { StubNode } from '../support/kurrentdb/stub/node.js';

/** What others rely on in the stub: that its faults are what they are called. */

let node: StubNode;
let client: EventStoreDBClient;
const stream = 'some';
const event = (id: string = randomUUID()) =>
  jsonEvent({ id, type: 'Happened', data: { n: 1 }, metadata: { m: 'ü' } });
const ids = () => node.log.stream(stream).map(({ id }) => id);
// with credentials an append is a call of its own
const credentials = { username: 'someone', password: 'secret' };
const append = (id: string, expectedRevision: bigint | 'no_stream' | 'any' = 'no_stream') =>
  client.appendToStream(stream, event(id), { expectedRevision, credentials });

beforeEach(async () => {
  node = await StubNode.start();
  client = EventStoreDBClient.connectionString(node.connection);
});
afterEach(async () => {
  await client.dispose();
  await node.stop();
});

it('answers like a node: what was written is read, its own notes beside it', async () => {
  const id = randomUUID();
  await expect(append(id)).resolves.toMatchObject({ success: true, nextExpectedRevision: 0n });
  await expect(append(id)).resolves.toMatchObject({ success: true, nextExpectedRevision: 0n });
  await expect(append(randomUUID())).rejects.toMatchObject({
    type: 'wrong-expected-version',
    actualVersion: 0n,
  });
  const all = await Array.fromAsync(client.readAll());
  expect(all.map(({ event: read }) => read?.type)).toEqual(['$metadata', 'Happened']);
  expect(all[1]!.event).toMatchObject({
    id,
    data: { n: 1 },
    metadata: { m: 'ü' },
    revision: 0n,
    streamId: stream,
  });
  await expect(Array.fromAsync(client.readStream('none'))).rejects.toMatchObject({
    type: 'stream-not-found',
  });
});

it('loses the answer after the commit, and the request before it', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  node.faults.next('append', losesAnswer);
  await expect(append(first)).rejects.toMatchObject({ code: 14 });
  expect(ids()).toEqual([first]);
  node.faults.next('append', losesRequest);
  await expect(append(second, 0n)).rejects.toMatchObject({ code: 14 });
  expect(ids()).toEqual([first]);
});

it('refuses in the words of a node', async () => {
  const leader = await StubNode.start({ log: node.log });
  node.faults.next('append', fails(accessDenied));
  await expect(append(randomUUID())).rejects.toMatchObject({ type: 'access-denied' });
  node.faults.next('append', fails(tooBusy));
  await expect(append(randomUUID())).rejects.toMatchObject({ type: 'unavailable' });
  node.faults.next('append', fails(notLeader(leader.address)));
  await expect(append(randomUUID())).rejects.toMatchObject({
    type: 'not-leader',
    leader: { port: leader.port },
  });
  await leader.stop();
});

it('does not answer', async () => {
  node.faults.next('append', hangs);
  const outcome = append(randomUUID()).then(
    () => 'answered',
    () => 'failed',
  );
  await expect(Promise.race([outcome, pause(300, 'nothing')])).resolves.toBe('nothing');
  expect(ids()).toEqual([]);
});

it('is stopped and started on the same port with the same log, and knows ids only at their exact place', async () => {
  const [first, second] = [randomUUID(), randomUUID()];
  await append(first);
  await append(second, 0n);
  await node.stop();
  await expect(append(first)).rejects.toMatchObject({ code: 14 });
  await node.start();
  client = EventStoreDBClient.connectionString(node.connection);
  await expect(append(first)).resolves.toMatchObject({ nextExpectedRevision: 0n });
  await expect(append(second, 'any')).resolves.toMatchObject({ nextExpectedRevision: 2n });
  expect(ids()).toEqual([first, second, second]);
});

it.each([
  [
    'drops subscriptions',
    () => node.subscriptions.drop(consumerTooSlow),
    expect.objectContaining({ code: 10 }),
  ],
  ['ends subscriptions', () => node.subscriptions.end(), 'ended'],
])('%s', async (_, lose, told) => {
  await append(randomUUID());
  const subscription = client.subscribeToAll({ fromPosition: START, filter: excludeSystemEvents() });
  const lost = new Promise(resolve =>
    subscription.once('error', resolve).once('end', () => resolve('ended')),
  );
  const first = new Promise<AllStreamResolvedEvent>(resolve => subscription.once('data', resolve));
  expect((await first).event?.type).toBe('Happened');
  lose();
  expect(await lost).toEqual(told);
  expect(node.subscriptions.count).toBe(0);
});
