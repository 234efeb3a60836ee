import type { AccessLog } from './access-log/access-log.js';
import { seedRulebooks } from './application/rulebook-seeds.js';
import { rulebookStream } from './event-codec/streams.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { DomainEntry } from './event-codec/domain-event.js';
import { EventLog } from './event-codec/event-log.js';
import type { EventStore } from './event-store/event-store.js';
import { lockDirectory } from './event-store/sqlite/directory-lock.js';
import { Projector, type ProjectorOptions } from './projections/projector.js';
import type { ViewStore } from './projections/view-store.js';
import { versionsIn } from './rulebook/decide.js';
import { Rulebooks } from './rulebook/rulebook.js';
import { toInstant } from './terms/times.js';
import { allViews } from './all-views.js';
import { makeDataDirectory, openAccessLog, openEventStore, openViewStore } from './stores.js';

/** What a process works on: the log, the views, who read whose case; and its data directory, held by it alone. */
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
 * Opens the stores that the settings name; without any, files in the data directory.
 * @throws AccessLogUnavailable, DirectoryLocked, StoreFormatTooNew, StoreUnavailable
 */
export async function openInstance(
  config: Config,
  clock: Clock,
  options: Omit<ProjectorOptions, 'onBatch'> = {},
): Promise<Instance> {
  makeDataDirectory(config);
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const lock = lockDirectory(config.dataDir);
    closing.push(() => lock.release());
    const store = await openEventStore(config);
    closing.push(() => store.close());
    const accessLog = await openAccessLog(config);
    closing.push(() => accessLog.close());
    const log = new EventLog(store);
    const views = await openViewStore(config);
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
