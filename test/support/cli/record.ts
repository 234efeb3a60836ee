import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Json, StoredEvent } from '../../../src/event-store/event-store.js';
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

/** The rulebook that a log begins with: it comes with the server, not from a file. */
export const seeded = ['RulebookAdded', 'RulebookAdded'];

/** How many events stand there now; 0 where there is no store yet, or only half of one. */
export async function countIn(dataDir: string): Promise<number> {
  return eventsIn(dataDir).then(
    events => events.length,
    () => 0,
  );
}

/** What must be equal wherever the same file was imported: everything but when it was written, and in which run. */
const lasting = ({ metadata, ...event }: Omit<StoredEvent, 'position'>) => {
  const { recordedAt: _at, correlationId: _run, ...kept } = metadata;
  // What the server seeds occurs when it is written.
  const { occurredAt: _seeded, learnedAt: __, ...said } = kept;
  return { ...event, metadata: event.type === 'RulebookAdded' ? said : kept };
};

/**
 * What was read without the place that the reader had taken itself: whoever is killed between that and what it is for
 * finds the place taken when the command is given once more.
 */
function withoutOwnPlace(event: Told, log: readonly Told[]): Told {
  const { reads } = event.metadata as { readonly reads?: Readonly<Record<string, number>> };
  if (!reads) return event;
  const others = Object.entries(reads).map(([stream, revision]) => {
    const last = log.find(one => one.stream === stream && one.revision === revision);
    const own = last?.type === 'PlaceTaken' && `participation-${taker(last)}` === event.stream;
    return [stream, own ? revision - 1 : revision];
  });
  return { ...event, metadata: { ...event.metadata, reads: Object.fromEntries(others) as Json } };
}

type Told = Omit<StoredEvent, 'position'>;
const taker = ({ data }: Told) => (data as { readonly participationId?: string }).participationId;

/** Two logs that the same file was imported into; shows where they part. */
export function expectSameLog(actual: readonly Told[], expected: readonly Told[]): void {
  const [found, wanted] = [actual, expected].map(log =>
    log.map(event => lasting(withoutOwnPlace(event, log))),
  ) as [Told[], Told[]];
  const parting = wanted.findIndex((event, index) => JSON.stringify(event) !== JSON.stringify(found[index]));
  if (parting >= 0) expect({ parting, event: found[parting] }).toEqual({ parting, event: wanted[parting] });
  expect(found).toHaveLength(wanted.length);
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
