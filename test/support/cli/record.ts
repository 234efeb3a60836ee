import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StoredEvent } from '../../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';

/** Every event of a data directory, in the order of the log; read beside whoever writes it. */
export async function eventsIn(dataDir: string): Promise<readonly StoredEvent[]> {
  const file = join(dataDir, 'events.db');
  if (!existsSync(file)) return [];
  const store = SqliteEventStore.open(file, { readonly: true });
  try {
    return await store.readAll(undefined, 1_000_000);
  } finally {
    await store.close();
  }
}

/** How many events stand there now; 0 where there is no store yet, or only half of one. */
export async function countIn(dataDir: string): Promise<number> {
  return eventsIn(dataDir).then(
    events => events.length,
    () => 0,
  );
}

/** What must be equal wherever the same file was imported: everything but when it was written, and in which run. */
const lasting = ({ id, type, data, revision, metadata }: StoredEvent) => {
  const { recordedAt: _at, correlationId: _run, ...kept } = metadata;
  return { id, type, data, revision, metadata: kept };
};

export type Streams = Readonly<Record<string, readonly ReturnType<typeof lasting>[]>>;

/** The streams of a log, each with what is lasting of its events. */
export const streamsOf = (events: readonly StoredEvent[]): Streams =>
  Object.fromEntries(
    [...Map.groupBy(events, ({ stream }) => stream)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([stream, of]) => [stream, of.map(lasting)]),
  );

export const streamsIn = async (dataDir: string): Promise<Streams> => streamsOf(await eventsIn(dataDir));

/** Shows the first stream that differs, and how many do. */
export function expectSameStreams(actual: Streams, expected: Streams): void {
  const names = Object.keys({ ...actual, ...expected });
  const differing = names.filter(name => JSON.stringify(actual[name]) !== JSON.stringify(expected[name]));
  const [first = names[0]!] = differing;
  expect({ differing: differing.length, first, events: actual[first] }).toEqual({
    differing: 0,
    first,
    events: expected[first],
  });
}

/** Where the views of a data directory stand. */
export function viewPositions(dataDir: string): readonly (string | null)[] {
  const db = new Database(join(dataDir, 'views.db'), { readonly: true });
  try {
    return db.prepare<[], string | null>('SELECT position FROM view_checkpoint').pluck().all();
  } finally {
    db.close();
  }
}
