import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLog } from './access-log/access-log.js';
import { SqliteAccessLog } from './access-log/sqlite-access-log.js';
import { seedRulebooks } from './application/rulebook-seeds.js';
import { rulebookStream } from './event-codec/streams.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { DomainEntry } from './event-codec/domain-event.js';
import { EventLog } from './event-codec/event-log.js';
import type { EventStore } from './event-store/event-store.js';
import { lockDirectory } from './event-store/sqlite/directory-lock.js';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store.js';
import { Projector, type ProjectorOptions } from './projections/projector.js';
import { ViewStore } from './projections/view-store.js';
import { versionsIn } from './rulebook/decide.js';
import { Rulebooks } from './rulebook/rulebook.js';
import { toInstant } from './terms/times.js';
import { allViews } from './all-views.js';

/** An opened data directory: this process writes it, and no other does. */
export interface Instance {
  readonly store: EventStore;
  readonly log: EventLog;
  readonly views: ViewStore;
  readonly projector: Projector;
  readonly rulebooks: Rulebooks;
  readonly accessLog: AccessLog;
  /** Finishes what was begun, writes the views' last batch and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Opens the embedded default: events in one file, views in a second, who read whose case in a third.
 * @throws AccessLogUnavailable, DirectoryLocked, StoreFormatTooNew, StoreUnavailable
 */
export async function openInstance(
  { dataDir }: Config,
  clock: Clock,
  options: Omit<ProjectorOptions, 'onBatch'> = {},
): Promise<Instance> {
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
    const accessLog = SqliteAccessLog.open(join(dataDir, 'access.db'));
    closing.push(() => accessLog.close());
    const log = new EventLog(store);
    const views = await ViewStore.open(join(dataDir, 'views.db'));
    closing.push(() => views.close());
    await seedRulebooks(log, toInstant(clock.now()));
    const rulebooks = new Rulebooks();
    const learn = (entries: readonly DomainEntry[]): void =>
      rulebooks.add(versionsIn(entries.filter(entry => entry.type === 'RulebookAdded')));
    learn(await log.readStream(rulebookStream));
    const projector = new Projector(log, views, allViews(rulebooks), { ...options, onBatch: learn });
    closing.push(() => projector.stop());
    return { store, log, views, projector, rulebooks, accessLog, close };
  } catch (error) {
    await close();
    throw error;
  }
}
