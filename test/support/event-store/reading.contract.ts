import type { JsonObject } from '../../../src/event-store/event-store.js';
import type { Subject } from './harness.js';
import { eventually, log, logOf, pagesOfStream, streamOf } from './observing.js';
import { idsOf, newStream, sample, samples } from './samples.js';

const nested = (depth: number): JsonObject => (depth === 0 ? {} : { inner: nested(depth - 1) });

const documents: readonly [what: string, document: JsonObject][] = [
  ['nothing', {}],
  ['empty things', { object: {}, list: [], text: '', lists: [[], [[]]] }],
  ['truth and nothing', { yes: true, no: false, none: null, list: [null, false] }],
  ['numbers', { list: [0, -1, 0.1, 1e21, 5e-324, -1.7976931348623157e308, Number.MAX_SAFE_INTEGER] }],
  ['texts', { text: 'Maßnahme „Träger“ 🧭 \u0000 \u2028 \\ " \n \ud800', Übergang: 'á ≠ á', '': 'no name' }],
  ['what looks like something else', { id: 1, revision: 'x', date: '2026-05-04', json: '{"a":[1,' }],
  ['names that objects have', JSON.parse('{"__proto__":{"a":1},"constructor":null,"toString":[2]}')],
  ['many levels', nested(200)],
  ['a megabyte', { text: 'a'.repeat(1_000_000) }],
];

const oddNames = [
  'provider-Straße 5/€ 🧭',
  "o'ffice; DROP TABLE events --",
  '__proto__',
  'a/b?c=d&e#f%61',
  '"quoted"\\',
  'UPPER',
  'upper',
  'composed \u00e1',
  'composed a\u0301',
  'ends-with-space ',
  'ends-with-space',
  'n'.repeat(200),
];

export function readingContract(subject: () => Subject): void {
  it('finds nothing in a stream that is not there', async () => {
    const { store } = subject();
    expect(await store.readStream(newStream())).toEqual([]);
    expect(await store.readStream(newStream(), { direction: 'backward', limit: 3 })).toEqual([]);
    expect(await store.readStream(newStream(), { from: 4 })).toEqual([]);
  });

  it.each([1, 3, 7, 24, 25, 26, 1000])('reads a stream of 25 events in pages of %d', async limit => {
    const { store } = subject();
    const stream = newStream();
    await store.append(stream, 'no-stream', samples(25));
    const whole = await streamOf(store, stream, 25);
    const forward = await pagesOfStream(store, stream, { limit });
    const backward = await pagesOfStream(store, stream, { limit, direction: 'backward' });
    expect(forward.flat()).toEqual(whole);
    expect(backward.flat()).toEqual(whole.toReversed());
    for (const pages of [forward, backward]) {
      const last = 25 % limit || Math.min(limit, 25);
      expect(pages.map(page => page.length)).toEqual(pages.map((_, i) => (pages[i + 1] ? limit : last)));
    }
  });

  it('reads a stream from a revision on, which is the first it gives', async () => {
    const { store } = subject();
    const stream = newStream();
    await store.append(stream, 'no-stream', samples(5));
    await streamOf(store, stream, 5);
    const revisions = async (direction: 'forward' | 'backward', from?: number, limit?: number) =>
      (await store.readStream(stream, { direction, from, limit })).map(event => event.revision);
    expect(await revisions('forward', 3)).toEqual([3, 4]);
    expect(await revisions('forward', 5)).toEqual([]);
    expect(await revisions('forward', 1, 2)).toEqual([1, 2]);
    expect(await revisions('backward')).toEqual([4, 3, 2, 1, 0]);
    expect(await revisions('backward', 2)).toEqual([2, 1, 0]);
    expect(await revisions('backward', 2, 2)).toEqual([2, 1]);
    expect(await revisions('backward', 99, 1)).toEqual([4]);
    expect(await revisions('backward', -1)).toEqual([]);
  });

  it.each([1, 2, 5, 13, 1000])('reads the log in pages of %d as in one', async limit => {
    const { store } = subject();
    const start = await store.head();
    const streams = [newStream('a'), newStream('b'), newStream('c')];
    const appended: string[] = [];
    for (const size of [1, 4, 2, 1, 3, 1]) {
      const batch = samples(size);
      await store.append(streams[size % 3]!, 'any', batch);
      appended.push(...idsOf(batch));
    }
    const whole = await logOf(store, start, streams, appended.length);
    expect(idsOf(whole)).toEqual(appended);
    const paged = await log(store, start, limit);
    expect(paged.filter(event => streams.includes(event.stream))).toEqual(whole);
    const all = await logOf(store, undefined, streams, appended.length);
    expect(all).toEqual(whole);
    expect((await store.readAll(start, limit)).length).toBeLessThanOrEqual(limit);
  });

  it('orders all events by a position that grows as a string and is never given twice', async () => {
    const { store } = subject();
    const start = await store.head();
    const streams = Array.from({ length: 12 }, () => newStream());
    for (let round = 0; round < 10; round++) {
      await Promise.all(streams.map(stream => store.append(stream, 'any', samples(2))));
      await store.append(streams[0]!, 'no-stream', samples(1)).catch(() => undefined);
    }
    const positions = (await logOf(store, start, streams, 240)).map(event => event.position);
    expect(positions).toHaveLength(240);
    expect(positions).toEqual([...new Set(positions)].toSorted());
    for (const stream of streams) {
      const own = (await store.readStream(stream)).map(event => event.position);
      expect(own).toEqual(own.toSorted());
    }
  });

  it('names the newest position, after which there is nothing', async () => {
    const { store } = subject();
    const stream = newStream();
    for (const count of [1, 3]) {
      const receipt = await store.append(stream, 'any', samples(count));
      const head = await eventually(
        () => store.head(),
        position => position !== undefined && position >= receipt.position,
      );
      const after = await store.readAll(head, 10);
      expect(after.filter(event => event.stream === stream)).toEqual([]);
      expect(head! >= receipt.position).toBe(true);
    }
  });

  it.each(documents)('gives back %s as it was given', async (_, document) => {
    const { store } = subject();
    const start = await store.head();
    const stream = newStream();
    // only one of the two is large: a store may limit an event as a whole
    const metadata = JSON.stringify(document).length < 100_000 ? document : {};
    await store.append(stream, 'no-stream', [{ ...sample(document), metadata }]);
    const [read] = await streamOf(store, stream, 1);
    const [logged] = await logOf(store, start, [stream], 1);
    for (const event of [read!, logged!]) {
      expect(JSON.stringify(event.data)).toBe(JSON.stringify(document));
      expect(JSON.stringify(event.metadata)).toBe(JSON.stringify(metadata));
    }
  });

  it('tells streams with odd names apart', async () => {
    const { store } = subject();
    const start = await store.head();
    const unique = newStream('odd');
    const names = oddNames.map(name => `${unique}-${name}`);
    for (const name of names) await store.append(name, 'no-stream', [sample({ name })]);
    for (const name of names) {
      const events = await streamOf(store, name, 1);
      expect(events.map(event => [event.stream, event.data.name])).toEqual([[name, name]]);
    }
    const logged = await logOf(store, start, names, names.length);
    expect(logged.map(event => event.stream)).toEqual(names);
  });
}
