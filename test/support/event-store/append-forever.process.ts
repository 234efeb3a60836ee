import type { AppendReceipt } from '../../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';
import { idsOf, samples } from './samples.js';

/** What was promised: these events stand in this stream, the last of them there. */
export interface Promised extends AppendReceipt {
  readonly stream: string;
  readonly ids: readonly string[];
}

const [file, ...streams] = process.argv.slice(2);
const store = SqliteEventStore.open(file!);

async function appendForever(stream: string): Promise<never> {
  for (let round = 0; ; round++) {
    const events = samples(1 + (round % 3));
    const receipt = await store.append(stream, 'any', events);
    const promised: Promised = { stream, ids: idsOf(events), ...receipt };
    process.stdout.write(`${JSON.stringify(promised)}\n`);
  }
}

await Promise.all(streams.map(appendForever));
