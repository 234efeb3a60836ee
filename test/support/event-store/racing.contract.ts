import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { EventStore, ExpectedRevision } from '../../../src/event-store/event-store.js';
import { RevisionConflict } from '../../../src/event-store/event-store.js';
import type { Subject } from './harness.js';
import { settled, streamOf } from './observing.js';
import { idsOf, newStream, sample, samples } from './samples.js';

export function racingContract(subject: () => Subject, severalHandles: boolean): void {
  const writers = async (): Promise<readonly EventStore[]> => {
    const { store, another } = subject();
    return severalHandles ? [store, await another()] : [store];
  };

  it.each<[expected: ExpectedRevision, standing: number]>([
    ['no-stream', 0],
    [1, 2],
  ])('lets exactly one of 60 appends expecting %s win', async (expected, count) => {
    const stores = await writers();
    const stream = newStream();
    const standing = samples(count);
    if (count > 0) await stores[0]!.append(stream, 'no-stream', standing);
    const events = samples(60);
    const outcomes = await Promise.allSettled(
      events.map((event, index) => stores[index % stores.length]!.append(stream, expected, [event])),
    );
    const won = events.filter((_, index) => outcomes[index]!.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const lost = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const reason of lost) {
      expect(reason).toBeInstanceOf(RevisionConflict);
      expect(reason).toMatchObject({ stream, expected, actual: count });
    }
    expect(idsOf(await settled(stores[0]!, stream))).toEqual(idsOf([...standing, ...won]));
  });

  it('loses no update when writers that were refused read and try again', async () => {
    const stores = await writers();
    const stream = newStream();
    const countOne = async (store: EventStore): Promise<void> => {
      const last = (await store.readStream(stream, { direction: 'backward', limit: 1 }))[0];
      const next = sample({ total: Number(last?.data.total ?? 0) + 1 });
      try {
        await store.append(stream, last?.revision ?? 'no-stream', [next]);
      } catch (error) {
        expect(error).toBeInstanceOf(RevisionConflict);
        await countOne(store);
      }
    };
    const countFive = async (store: EventStore): Promise<void> => {
      for (let added = 0; added < 5; added++) await countOne(store);
    };
    await Promise.all(Array.from({ length: 16 }, (_, index) => countFive(stores[index % stores.length]!)));
    const totals = (await streamOf(stores[0]!, stream, 80)).map(event => event.data.total);
    expect(totals).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  });

  it('gives what stood when it was asked, whoever appended it, however often it was asked before', async () => {
    const [store, other = subject().store] = await writers();
    const stream = newStream();
    await store!.append(stream, 'no-stream', samples(1));
    let told = (await store!.readStream(stream)).length;
    const writes = async (writer: EventStore): Promise<void> => {
      for (let n = 0; n < 40; n++) {
        const { revision } = await writer.append(stream, 'any', samples(1));
        told = Math.max(told, revision + 1);
      }
    };
    const asks = async (): Promise<void> => {
      for (let known = 1; known < 81;) {
        const standing = told;
        const since = await store!.readStream(stream, { from: known });
        expect(since.map(({ revision }) => revision)).toEqual(since.map((_, n) => known + n));
        known += since.length;
        // a store that reads at once would leave the writers no turn
        await afterOtherWork();
        expect(known).toBeGreaterThanOrEqual(standing);
      }
    };
    await Promise.all([writes(store!), writes(other), asks(), asks()]);
  });

  it('does not let the refused disturb those who wait beside them', async () => {
    const { store } = subject();
    const streams = Array.from({ length: 40 }, () => newStream());
    const outcomes = await Promise.allSettled(
      streams.map((stream, index) => store.append(stream, index % 2 ? 'no-stream' : 5, samples(2))),
    );
    expect(outcomes.map(outcome => outcome.status)).toEqual(
      streams.map((_, index) => (index % 2 ? 'fulfilled' : 'rejected')),
    );
    for (const [index, stream] of streams.entries())
      expect(await settled(store, stream)).toHaveLength(index % 2 ? 2 : 0);
  });

  it('never mixes the batches of a stream', async () => {
    const stores = await writers();
    const stream = newStream();
    const batches = Array.from({ length: 50 }, () => samples(3));
    await Promise.all(
      batches.map((batch, index) => stores[index % stores.length]!.append(stream, 'any', batch)),
    );
    const stored = idsOf(await streamOf(stores[0]!, stream, 150));
    const first = stored.flatMap((id, index) => (index % 3 ? [] : [id]));
    const byFirst = new Map(batches.map(batch => [batch[0]!.id, idsOf(batch)]));
    expect(stored).toEqual(first.flatMap(id => byFirst.get(id)));
  });

  it('writes the same append once, however many send it at once', async () => {
    const stores = await writers();
    const stream = newStream();
    const events = samples(3);
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stores[index % stores.length]!.append(stream, 'no-stream', events),
      ),
    );
    expect(receipts).toEqual(receipts.map(() => receipts[0]));
    expect(idsOf(await settled(stores[0]!, stream))).toEqual(idsOf(events));
  });
}
