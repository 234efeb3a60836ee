import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shippedRulebooks } from './application/rulebook-seeds.js';
import type { Config } from './config.js';
import { EventLog } from './event-codec/event-log.js';
import type { EventStore } from './event-store/event-store.js';
import { lockDirectory } from './event-store/sqlite/directory-lock.js';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store.js';
import { Projector, type ProjectorOptions } from './projections/projector.js';
import { ViewStore } from './projections/view-store.js';
import { Rulebooks } from './rulebook/rulebook.js';
import { allViews } from './all-views.js';

/** An opened data directory: this process writes it, and no other does. */
export interface Instance {
  readonly store: EventStore;
  readonly log: EventLog;
  readonly views: ViewStore;
  readonly projector: Projector;
  readonly rulebooks: Rulebooks;
  /** Finishes what was begun, writes the views' last batch and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Opens the embedded default: events in one file, views in a second, both in the data directory.
 * @throws DirectoryLocked, StoreFormatTooNew, StoreUnavailable
 */
export async function openInstance({ dataDir }: Config, options: ProjectorOptions = {}): Promise<Instance> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const lock = lockDirectory(dataDir);
    closing.push(() => lock.release());
    const store = SqliteEventStore.open(join(dataDir, 'events.db'));
    closing.push(() => store.close());
    const log = new EventLog(store);
    const views = await ViewStore.open(join(dataDir, 'views.db'));
    closing.push(() => views.close());
    const rulebooks = new Rulebooks(shippedRulebooks());
    const projector = new Projector(log, views, allViews(rulebooks), options);
    closing.push(() => projector.stop());
    return { store, log, views, projector, rulebooks, close };
  } catch (error) {
    await close();
    throw error;
  }
}
