/** The limit of commands over KurrentDB: the client by itself, which appends what a command stored, and nothing else. */
import { EventStoreDBClient, jsonEvent, NO_STREAM, type JSONType } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { figuresOf, type Figures } from '../figures.ts';
import { answering } from '../worker.ts';

export interface Wanted {
  readonly seconds: number;
  /** Appends under way at a time. */
  readonly concurrency: number;
  /** Streams of the run, of which each has at most one append under way. */
  readonly streams: number;
  /** A stream whose newest event tells the bytes. */
  readonly like: string;
}

const [connection = ''] = process.argv.slice(2);
// as it comes: it appends by one call that stays open, for which this process has no other use
const client = EventStoreDBClient.connectionString(connection);

async function newestOf(stream: string) {
  for await (const { event } of client.readStream(stream, { direction: 'backwards', maxCount: 1 }))
    if (event) return event;
  throw new Error(`the stream ${stream} has no event`);
}

/** Every append expects exactly the revision of the one before it in its stream. */
async function append({ seconds, concurrency, streams, like }: Wanted): Promise<Figures> {
  const { type, data, metadata } = await newestOf(like);
  const run = randomUUID().slice(0, 8);
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1_000;
  const one = async (first: number): Promise<void> => {
    const revisions = new Map<string, bigint>();
    for (let n = first, now = performance.now(); now < end; n += concurrency) {
      const stream = `bare-${run}-${n % streams}`;
      const event = jsonEvent({
        id: randomUUID(),
        type,
        data: data as JSONType,
        metadata: metadata as JSONType,
      });
      const expectedRevision = revisions.get(stream) ?? NO_STREAM;
      const { nextExpectedRevision } = await client.appendToStream(stream, event, { expectedRevision });
      revisions.set(stream, nextExpectedRevision);
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, n) => one(n)));
  return figuresOf(times, (performance.now() - began) / 1_000);
}

answering(append, () => client.dispose());
