import type { AccessLog } from './access-log/access-log.js';
import { seedRulebooks } from './application/rulebook-seeds.js';
import { rulebookStream } from './event-codec/streams.js';
import { SystemClock, type Clock } from './clock.js';
import type { Config } from './config.js';
import type { DomainEntry } from './event-codec/domain-event.js';
import { EventLog } from './event-codec/event-log.js';
import type { EventStore } from './event-store/event-store.js';
import { lockDirectory } from './event-store/sqlite/directory-lock.js';
import { FollowedViews } from './nodes/followed-views.js';
import type { KeyTurns } from './nodes/key-turns.js';
import { Node, type NodeEvents } from './nodes/node.js';
import type { StopRecord } from './policies/stop-record.js';
import type { Projection } from './projections/projection.js';
import { Projector, type ProjectorOptions } from './projections/projector.js';
import type { ViewStore } from './projections/view-store.js';
import { versionsIn } from './rulebook/decide.js';
import { Rulebooks } from './rulebook/rulebook.js';
import { toInstant } from './terms/times.js';
import { allViews } from './all-views.js';
import {
  joinNodes,
  keepsStores,
  makeDataDirectory,
  openAccessLog,
  openEventStore,
  openForReading,
  openStopRecord,
  openViewStore,
} from './stores.js';

/** What a process works on: the log, the views, who read whose case; and what it keeps in its data directory, held by it alone. */
export interface Instance {
  readonly store: EventStore;
  readonly log: EventLog;
  readonly views: ViewStore;
  readonly projector: Projector;
  /** How far the views are, and whether it is this process that projects. */
  readonly node: Node;
  /** None where no other process serves the same stores. */
  readonly keyTurns?: KeyTurns | undefined;
  readonly rulebooks: Rulebooks;
  readonly learn: (entries: readonly DomainEntry[]) => void;
  readonly accessLog: AccessLog;
  /** Why and until when the policies stood still. */
  readonly stops: StopRecord;
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
  options: Omit<ProjectorOptions, 'onBatch' | 'onFailure' | 'sparesNewer'> & NodeEvents = {},
): Promise<Instance> {
  makeDataDirectory(config);
  const closing: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    if (keepsStores(config)) {
      const lock = lockDirectory(config.dataDir);
      closing.push(() => lock.release());
    }
    const store = await openEventStore(config);
    closing.push(() => store.close());
    const accessLog = await openAccessLog(config);
    closing.push(() => accessLog.close());
    const stops = await openStopRecord(config);
    closing.push(() => stops.close());
    const log = new EventLog(store);
    const views = await openViewStore(config);
    closing.push(() => views.close());
    await seedRulebooks(log, toInstant(clock.now()));
    const rulebooks = new Rulebooks();
    const learn = (entries: readonly DomainEntry[]): void =>
      rulebooks.add(versionsIn(entries.filter(entry => entry.type === 'RulebookAdded')));
    const learnAll = async (): Promise<void> => learn(await log.readStream(rulebookStream));
    await learnAll();
    const { leadership, keyTurns, close: part } = await joinNodes(config, options.onLeaseTrouble);
    closing.push(part);
    await leadership.join();
    const all = allViews(rulebooks);
    const sparesNewer = config.viewStore.kind === 'postgres';
    const node = new Node(
      {
        leadership,
        clock: new SystemClock(),
        ...(sparesNewer ? { followed: new FollowedViews(views, all, log.storeId) } : {}),
        prepare: learnAll,
        makeProjector: failing =>
          new Projector(log, views, all, { ...options, ...failing, sparesNewer, onBatch: learn }),
      },
      options,
    );
    closing.push(() => node.stop());
    return {
      store,
      log,
      views,
      projector: node.projector,
      node,
      keyTurns,
      rulebooks,
      learn,
      accessLog,
      stops,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What views are built from and into, beside whoever serves them. */
export interface Beside {
  readonly log: EventLog;
  readonly views: ViewStore;
  readonly all: readonly Projection[];
  /** What the views fold by changes with the log. */
  readonly learn: (entries: readonly DomainEntry[]) => void;
  close(): Promise<void>;
}

/** Opens log and views beside a process that holds them; undefined where there is no log. @throws StoreUnavailable */
export async function openBeside(config: Config): Promise<Beside | undefined> {
  const store = await openForReading(config);
  if (!store) return undefined;
  try {
    const views = await openViewStore(config);
    try {
      const log = new EventLog(store);
      const rulebooks = new Rulebooks();
      const learn = (entries: readonly DomainEntry[]): void =>
        rulebooks.add(versionsIn(entries.filter(entry => entry.type === 'RulebookAdded')));
      learn(await log.readStream(rulebookStream));
      const close = async (): Promise<void> => {
        await views.close();
        await store.close();
      };
      return { log, views, all: allViews(rulebooks), learn, close };
    } catch (error) {
      await views.close();
      throw error;
    }
  } catch (error) {
    await store.close();
    throw error;
  }
}
