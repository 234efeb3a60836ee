import type { ExpectedRevision } from '../../../src/event-store/event-store.js';
import { RevisionConflict } from '../../../src/event-store/event-store.js';
import type { Subject } from './harness.js';
import { logOf, settled, streamOf } from './observing.js';
import { idsOf, newStream, sample, samples } from './samples.js';

export function appendingContract(subject: () => Subject): void {
  it.each<ExpectedRevision>(['no-stream', 'any'])('begins a stream expecting %s', async expected => {
    const { store } = subject();
    const stream = newStream();
    const events = samples(2);
    expect((await store.append(stream, expected, events)).revision).toBe(1);
    const stored = await streamOf(store, stream, 2);
    expect(stored).toEqual(
      events.map((event, revision) => ({ ...event, stream, revision, position: expect.any(String) })),
    );
  });

  it.each<ExpectedRevision>([2, 'any'])('continues a stream of 3 events expecting %s', async expected => {
    const { store } = subject();
    const stream = newStream();
    const [first, then] = [samples(3), samples(2)];
    await store.append(stream, 'no-stream', first);
    expect((await store.append(stream, expected, then)).revision).toBe(4);
    const stored = await streamOf(store, stream, 5);
    expect(idsOf(stored)).toEqual(idsOf([...first, ...then]));
    expect(stored.map(event => event.revision)).toEqual([0, 1, 2, 3, 4]);
  });

  it.each<[events: number, expected: ExpectedRevision]>([
    [0, 0],
    [0, 7],
    [3, 'no-stream'],
    [3, 0],
    [3, 1],
    [3, 3],
    [3, 1000],
  ])('refuses a batch for a stream of %d events expecting %s', async (count, expected) => {
    const { store } = subject();
    const stream = newStream();
    const standing = samples(count);
    if (count > 0) await store.append(stream, 'no-stream', standing);
    const refused = store.append(stream, expected, samples(2));
    await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
    await expect(refused).rejects.toMatchObject({ stream, expected, actual: count - 1 });
    expect(idsOf(await settled(store, stream))).toEqual(idsOf(standing));
  });

  it('says where the last event of an append stands', async () => {
    const { store } = subject();
    const stream = newStream();
    const before = await store.head();
    for (const count of [1, 3, 2]) {
      const receipt = await store.append(stream, 'any', samples(count));
      const last = (await streamOf(store, stream, receipt.revision + 1)).at(-1)!;
      expect(receipt).toEqual({ revision: last.revision, position: last.position });
    }
    const logged = await logOf(store, before, [stream], 6);
    expect(logged.map(({ revision, position }) => ({ revision, position }))).toEqual(
      (await store.readStream(stream)).map(({ revision, position }) => ({ revision, position })),
    );
  });

  it('takes the same event id in two streams', async () => {
    const { store } = subject();
    const event = sample();
    for (const stream of [newStream(), newStream()]) {
      expect((await store.append(stream, 'no-stream', [event])).revision).toBe(0);
      expect(idsOf(await streamOf(store, stream, 1))).toEqual([event.id]);
    }
  });

  it('holds an append of nothing, of one id twice, or for an impossible revision for a mistake', async () => {
    const { store } = subject();
    const stream = newStream();
    const event = sample();
    await expect(store.append(stream, 'any', [])).rejects.toBeInstanceOf(TypeError);
    await expect(store.append(stream, 'any', [event, sample(), event])).rejects.toBeInstanceOf(TypeError);
    for (const revision of [-1, 0.5, Number.NaN])
      await expect(store.append(stream, revision, [event])).rejects.toBeInstanceOf(TypeError);
    expect(await settled(store, stream)).toEqual([]);
  });

  it.each<ExpectedRevision>(['no-stream', 'any', 0, 4, 99])(
    'answers a repeated append with its first receipt, now expecting %s',
    async expected => {
      const { store } = subject();
      const stream = newStream();
      const [first, repeated, later] = [samples(1), samples(2), samples(2)];
      await store.append(stream, 'no-stream', first);
      const receipt = await store.append(stream, 0, repeated);
      expect(await store.append(stream, expected, repeated)).toEqual(receipt);
      await store.append(stream, 2, later);
      expect(await store.append(stream, expected, repeated)).toEqual(receipt);
      expect(idsOf(await settled(store, stream))).toEqual(idsOf([...first, ...repeated, ...later]));
    },
  );

  it.each<ExpectedRevision>(['no-stream', 'any', 1])(
    'refuses an append of which only some events stand already, expecting %s',
    async expected => {
      const { store } = subject();
      const stream = newStream();
      const standing = samples(2);
      const [a, b] = standing;
      await store.append(stream, 'no-stream', standing);
      for (const partial of [
        [b!, sample()],
        [sample(), a!],
        [a!, sample(), b!],
      ]) {
        const refused = store.append(stream, expected, partial);
        await expect(refused).rejects.toBeInstanceOf(RevisionConflict);
        await expect(refused).rejects.toMatchObject({ stream, expected, actual: 1 });
      }
      expect(idsOf(await settled(store, stream))).toEqual(idsOf(standing));
    },
  );
}
