import { randomUUID } from 'node:crypto';
import type { EventData, JsonObject } from '../../../src/event-store/event-store.js';

/** A stream that no other test knows: other events may stand in the same store. */
export const newStream = (label = 'stream'): string => `${label}-${randomUUID()}`;

export const sample = (data: JsonObject = {}): EventData => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  data,
  metadata: { schemaVersion: 1, actor: { id: 'p-1', role: 'adviser' } },
});

/** A batch whose events know their place in it. */
export const samples = (count: number): readonly EventData[] =>
  Array.from({ length: count }, (_, index) => sample({ index, of: count }));

export const idsOf = (events: readonly { readonly id: string }[]): readonly string[] =>
  events.map(event => event.id);
