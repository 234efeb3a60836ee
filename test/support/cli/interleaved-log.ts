import { randomUUID } from 'node:crypto';
import type { EventData, EventStore, JsonObject } from '../../../src/event-store/event-store.js';

/** What JSON allows and a copy might lose. */
const awkward: readonly JsonObject[] = [
  {},
  { text: 'Maßnahme „Übergang“ \u0000\u2028 👩‍🔧', empty: '', nothing: null },
  { numbers: [0, -1.5, 1e21, 5e-324, 9_007_199_254_740_991, 0.1], yes: true },
  { 2: 'b', 1: 'a', deep: [[{ a: [[]] }], {}] },
  JSON.parse('{"__proto__":{"x":1},"constructor":"y"}') as JsonObject,
  { long: 'x'.repeat(3_000) },
];

/** Appends of one to four events to a dozen streams by turns: the same shape each time, the ids anew. */
export async function appendInterleaved(store: EventStore, appends: number): Promise<void> {
  const lengths = new Map<string, number>();
  const appending: Promise<unknown>[] = [];
  for (let number = 0; number < appends; number++) {
    const stream = `participation-${(number * 7) % 12}`;
    const length = lengths.get(stream) ?? 0;
    const events = Array.from({ length: 1 + (number % 4) }, (_, index) => event(number + index));
    lengths.set(stream, length + events.length);
    appending.push(store.append(stream, length === 0 ? 'no-stream' : length - 1, events));
    if (appending.length === 200) await Promise.all(appending.splice(0));
  }
  await Promise.all(appending);
}

const event = (number: number): EventData => ({
  id: randomUUID(),
  type: `Thing${number % 5}Happened`,
  data: { number, ...awkward[number % awkward.length] },
  metadata: {
    occurredAt: '2025-03-01T09:00:00.000Z',
    recordedAt: new Date(Date.UTC(2025, 2, 1) + number).toISOString(),
    ...awkward[(number + 1) % awkward.length],
  },
});
