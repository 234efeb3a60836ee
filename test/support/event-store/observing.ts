import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, ReadOptions, StoredEvent } from '../../../src/event-store/event-store.js';
import { sample } from './samples.js';

const patience = 15_000;

/** Asks until the answer is good, or gives the last answer after 15 s. A store may show an append a little later. */
export async function eventually<T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (good(answer) || performance.now() > deadline) return answer;
    await pause(10);
  }
}

/** The whole stream, as soon as it holds `count` events. */
export const streamOf = (store: EventStore, stream: string, count: number): Promise<readonly StoredEvent[]> =>
  eventually(
    () => store.readStream(stream),
    events => events.length >= count,
  );

/** What stands in the stream, with one more event behind it: what was refused before must not show up. */
export async function settled(store: EventStore, stream: string): Promise<readonly StoredEvent[]> {
  const last = sample();
  await store.append(stream, 'any', [last]);
  const events = await eventually(
    () => store.readStream(stream),
    read => read.some(event => event.id === last.id),
  );
  return events.filter(event => event.id !== last.id);
}

/** Every page of a stream, each beginning where the one before it ended. */
export async function pagesOfStream(
  store: EventStore,
  stream: string,
  { direction = 'forward', limit }: ReadOptions & { limit: number },
): Promise<readonly (readonly StoredEvent[])[]> {
  const pages: (readonly StoredEvent[])[] = [];
  for (let from: number | undefined; ;) {
    const page = await store.readStream(stream, { direction, limit, from });
    if (page.length === 0) return pages;
    pages.push(page);
    from = page.at(-1)!.revision + (direction === 'forward' ? 1 : -1);
  }
}

/** The log after a position to its present end, page by page. */
export async function log(store: EventStore, after: string | undefined, limit = 500): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let position = after; ;) {
    const page = await store.readAll(position, limit);
    if (page.length === 0) return events;
    events.push(...page);
    position = page.at(-1)!.position;
  }
}

/** The events of some streams after a position, in log order, as soon as there are `count`. */
export async function logOf(
  store: EventStore,
  after: string | undefined,
  streams: readonly string[],
  count: number,
): Promise<readonly StoredEvent[]> {
  const wanted = new Set(streams);
  return eventually(
    async () => (await log(store, after)).filter(event => wanted.has(event.stream)),
    events => events.length >= count,
  );
}

/** Follows the store until the event `last` arrives: everything that came up to and with it, batch by batch. */
export async function followUntil(
  store: EventStore,
  after: string | undefined,
  last: string,
  limit?: number,
): Promise<readonly (readonly StoredEvent[])[]> {
  const stop = new AbortController();
  const batches: (readonly StoredEvent[])[] = [];
  for await (const batch of store.subscribe(after, { signal: stop.signal, limit })) {
    batches.push(batch);
    if (batch.some(event => event.id === last)) stop.abort();
  }
  return batches;
}
