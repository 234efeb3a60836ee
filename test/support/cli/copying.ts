import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, StoredEvent } from '../../../src/event-store/event-store.js';
import { KurrentEventStore } from '../../../src/event-store/kurrentdb/kurrent-event-store.js';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';
import { freshKurrent } from '../kurrentdb/kurrent.js';

/** Where a log is, as the command line names it and as a test looks into it. */
export interface Place {
  readonly name: string;
  /** For `--from` or `--to`. */
  arguments(option: 'from' | 'to'): readonly string[];
  /** What stands there now, seen beside whoever writes it; undefined before there is a store. */
  look<T>(use: (store: EventStore) => Promise<T>): Promise<T | undefined>;
}

export const sqlitePlace = (directory: string): Place => ({
  name: 'SQLite',
  arguments: option => [`--${option}`, `sqlite:${directory}`],
  look: async use => {
    const file = join(directory, 'events.db');
    if (!existsSync(file)) return undefined;
    const store = SqliteEventStore.open(file, { readonly: true });
    return use(store).finally(() => store.close());
  },
});

const opened: (() => Promise<void>)[] = [];

/** For `afterAll`. */
export async function closePlaces(): Promise<void> {
  for (const close of opened.splice(0).toReversed()) await close();
}

export interface KurrentPlace extends Place {
  readonly connection: string;
  readonly prefix: string;
  readonly store: EventStore;
}

/** An empty KurrentDB. */
export async function kurrentPlace(): Promise<KurrentPlace> {
  const { connection, prefix, close } = await freshKurrent();
  opened.push(close);
  const store = await KurrentEventStore.open({ connection, prefix });
  opened.push(() => store.close());
  return {
    name: 'KurrentDB',
    arguments: option => [`--${option}`, connection, `--${option}-prefix`, prefix],
    look: use => use(store),
    connection,
    prefix,
    store,
  };
}

/** The whole log, without its positions, which each store has of its own. */
export const eventsAt = async ({ look }: Place): Promise<readonly Omit<StoredEvent, 'position'>[]> =>
  (await look(async store => {
    const events: Omit<StoredEvent, 'position'>[] = [];
    for (let after: string | undefined; ;) {
      const page = await store.readAll(after, 1_000);
      if (page.length === 0) return events;
      events.push(...page.map(({ position: _, ...event }) => event));
      after = page.at(-1)!.position;
    }
  })) ?? [];

/** How many of these events stand there: told by the newest one, which costs whoever serves the log little. */
export async function standingOf(events: readonly { readonly id: string }[], place: Place): Promise<number> {
  const newest = await place.look(store => store.newest()).catch(() => undefined);
  return newest ? events.findIndex(({ id }) => id === newest.id) + 1 : 0;
}

/** Two logs; shows where they part. */
export function expectSameEvents(found: readonly object[], wanted: readonly object[]): void {
  const parting = wanted.findIndex((event, index) => JSON.stringify(event) !== JSON.stringify(found[index]));
  if (parting >= 0) expect({ parting, event: found[parting] }).toEqual({ parting, event: wanted[parting] });
  expect(found).toHaveLength(wanted.length);
}
