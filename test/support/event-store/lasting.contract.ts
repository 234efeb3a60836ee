import { RevisionConflict, StoreUnavailable } from '../../../src/event-store/event-store.js';
import type { Subject } from './harness.js';
import { followUntil, logOf, streamOf } from './observing.js';
import { idsOf, newStream, sample, samples } from './samples.js';

export function lastingContract(subject: () => Subject): void {
  it('holds the same events, positions and identity when it is opened again', async () => {
    const { store, reopened } = subject();
    const start = await store.head();
    const streams = [newStream(), newStream()];
    for (const stream of [...streams, ...streams]) await store.append(stream, 'any', samples(3));
    const [{ storeId }, logged, head] = [store, await logOf(store, start, streams, 12), await store.head()];
    const again = await reopened();
    expect(again.storeId).toBe(storeId);
    expect(again.storeId).not.toBe('');
    expect(await logOf(again, start, streams, 12)).toEqual(logged);
    expect((await again.head())! >= head!).toBe(true);
  });

  it('goes on where it stopped: revisions, positions, conflicts, repetitions, followers', async () => {
    const { store, reopened } = subject();
    const stream = newStream();
    const [first, then, last] = [samples(4), samples(2), sample()];
    const receipt = await store.append(stream, 'no-stream', first);
    const again = await reopened();
    expect(await again.append(stream, 'no-stream', first)).toEqual(receipt);
    expect(await again.append(stream, 99, first)).toEqual(receipt);
    await expect(again.append(stream, 2, then)).rejects.toMatchObject({ actual: 3 });
    await expect(again.append(stream, 'any', [first[0]!, sample()])).rejects.toBeInstanceOf(RevisionConflict);
    const next = await again.append(stream, 3, then);
    expect(next.revision).toBe(5);
    expect(next.position > receipt.position).toBe(true);
    await again.append(stream, 5, [last]);
    const followed = (await followUntil(again, receipt.position, last.id)).flat();
    expect(idsOf(followed.filter(event => event.stream === stream))).toEqual(idsOf([...then, last]));
    expect(idsOf(await streamOf(again, stream, 7))).toEqual(idsOf([...first, ...then, last]));
  });

  it('finishes the appends under way before it closes', async () => {
    const { store, reopened } = subject();
    const stream = newStream();
    const events = samples(50);
    const appends = events.map(event => store.append(stream, 'any', [event]));
    const closing = store.close();
    const receipts = await Promise.all(appends);
    await closing;
    const again = await reopened();
    const stored = await streamOf(again, stream, 50);
    expect(new Set(idsOf(stored))).toEqual(new Set(idsOf(events)));
    expect(receipts.map(receipt => stored[receipt.revision]!.id)).toEqual(idsOf(events));
  });

  it('is unavailable once it is closed, and may be closed twice', async () => {
    const { store } = subject();
    await store.close();
    await store.close();
    const { signal } = new AbortController();
    const asked = [
      () => store.append(newStream(), 'any', samples(1)),
      () => store.readStream(newStream()),
      () => store.readAll(undefined, 1),
      () => store.head(),
      () => store.subscribe(undefined, { signal })[Symbol.asyncIterator]().next(),
    ];
    for (const ask of asked) await expect(ask()).rejects.toBeInstanceOf(StoreUnavailable);
  });
}
