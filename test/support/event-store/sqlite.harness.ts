import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store.js';
import type { StoreHarness } from './harness.js';

export const eventsFile = (directory: string): string => join(directory, 'events.sqlite');

/** A store is a file in a directory of its own. */
export const sqliteHarness: StoreHarness<string> = {
  fresh: () => mkdtemp(join(tmpdir(), 'event-store-')),
  open: async directory => SqliteEventStore.open(eventsFile(directory)),
  severalHandles: true,
  remove: directory => rm(directory, { recursive: true }),
};
