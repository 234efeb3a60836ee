import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptAccessLog } from './access-log/kept-reads.js';
import { PostgresAccessLog } from './access-log/postgres-access-log.js';
import { SqliteAccessLog } from './access-log/sqlite-access-log.js';
import type { Config } from './config.js';
import type { EventStore } from './event-store/event-store.js';
import type { KurrentOptions } from './event-store/kurrentdb/kurrent-event-store.js';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store.js';
import { SystemClock } from './clock.js';
import { KeyTurns } from './nodes/key-turns.js';
import { SoleLeadership, type Leadership } from './nodes/leadership.js';
import { LeasedLeadership, usualTimes } from './nodes/leased-leadership.js';
import { Leases } from './nodes/leases.js';
import { PostgresStopRecord } from './policies/postgres-stop-record.js';
import { StopFile } from './policies/stop-file.js';
import type { StopRecord } from './policies/stop-record.js';
import { ViewStore } from './projections/view-store.js';

// Which adapter a setting asks for is known here and nowhere else.

/** What of the settings says where the log is. */
export type WhereLogIs = Pick<Config, 'eventStore' | 'dataDir'>;

/** The data directory, which is made, for its owner only, if it is not there. */
export function makeDataDirectory({ dataDir }: Pick<Config, 'dataDir'>): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** Its client is large: only who uses it loads it. */
async function openKurrent(options: KurrentOptions): Promise<EventStore> {
  const { KurrentEventStore } = await import('./event-store/kurrentdb/kurrent-event-store.js');
  return KurrentEventStore.open(options);
}

/** @throws StoreFormatTooNew, StoreUnavailable */
export async function openEventStore({ eventStore, dataDir }: WhereLogIs): Promise<EventStore> {
  if (eventStore.kind === 'kurrentdb') return openKurrent(eventStore);
  return SqliteEventStore.open(join(dataDir, 'events.db'));
}

/** The log only to be read, also beside a server; undefined where the data directory has none. @throws StoreUnavailable */
export async function openForReading({ eventStore, dataDir }: WhereLogIs): Promise<EventStore | undefined> {
  if (eventStore.kind === 'kurrentdb') return openKurrent(eventStore);
  const file = join(dataDir, 'events.db');
  return existsSync(file) ? SqliteEventStore.open(file, { readonly: true }) : undefined;
}

/** @throws StoreUnavailable */
export async function openViewStore({ viewStore, dataDir }: Config): Promise<ViewStore> {
  if (viewStore.kind === 'postgres') return ViewStore.connect(viewStore.url);
  return ViewStore.open(join(dataDir, 'views.db'));
}

/** What of the settings says where the access log and the policies' stops are. */
export type WhereReadsAre = Pick<Config, 'viewStore' | 'dataDir'>;

export interface AccessLogOptions {
  /** Makes nothing and writes nothing: the log must be there. */
  readonly readonly?: boolean;
  /** Milliseconds to wait for others, and for the database. */
  readonly patience?: number;
}

/** @throws AccessLogUnavailable */
export async function openAccessLog(
  { viewStore, dataDir }: WhereReadsAre,
  options?: AccessLogOptions,
): Promise<KeptAccessLog> {
  if (viewStore.kind === 'postgres') return PostgresAccessLog.open(viewStore.url, options);
  return SqliteAccessLog.open(join(dataDir, 'access.db'), options);
}

/** Where the policies' stops are kept. @throws StoreUnavailable */
export async function openStopRecord({ viewStore, dataDir }: WhereReadsAre): Promise<StopRecord> {
  if (viewStore.kind === 'postgres') return PostgresStopRecord.open(viewStore.url);
  return new StopFile(join(dataDir, 'policy-stops.jsonl'));
}

/** Whether anything is kept in the data directory that no two processes may write. */
export const keepsStores = ({ eventStore, viewStore }: Config): boolean =>
  eventStore.kind === 'sqlite' || viewStore.kind === 'sqlite';

/** What nodes have in common that serve the same stores. */
export interface Togetherness {
  readonly leadership: Leadership;
  /** None where this process is alone with its views. */
  readonly keyTurns?: KeyTurns;
  close(): Promise<void>;
}

/**
 * @param unavailable is told why the database of the leases could not be asked
 * @throws StoreUnavailable
 */
export async function joinNodes(
  { eventStore, viewStore, nodeName }: Config,
  unavailable?: (error: unknown) => void,
): Promise<Togetherness> {
  if (viewStore.kind === 'sqlite') {
    const leadership = new SoleLeadership(eventStore.kind === 'sqlite');
    return { leadership, close: () => Promise.resolve() };
  }
  const leases = await Leases.open(viewStore.url, nodeName);
  const keyTurns = new KeyTurns(viewStore.url);
  return {
    // by the machine's clock: a lease is about this process, not about what it records
    leadership: new LeasedLeadership(leases, new SystemClock(), usualTimes, unavailable),
    keyTurns,
    close: async () => void (await Promise.all([leases.close(), keyTurns.close()])),
  };
}
