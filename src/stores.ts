import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLog } from './access-log/access-log.js';
import { SqliteAccessLog } from './access-log/sqlite-access-log.js';
import type { Config } from './config.js';
import type { EventStore } from './event-store/event-store.js';
import { KurrentEventStore } from './event-store/kurrentdb/kurrent-event-store.js';
import { SqliteEventStore } from './event-store/sqlite/sqlite-event-store.js';
import { ViewStore } from './projections/view-store.js';

/** Which adapter a setting asks for: here and nowhere else. */

/** The data directory, which is made, for its owner only, if it is not there. */
export function makeDataDirectory({ dataDir }: Config): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/** @throws StoreFormatTooNew, StoreUnavailable */
export async function openEventStore({ eventStore, dataDir }: Config): Promise<EventStore> {
  if (eventStore.kind === 'kurrentdb') return KurrentEventStore.open(eventStore);
  return SqliteEventStore.open(join(dataDir, 'events.db'));
}

/** The log only to be read, also beside a server; undefined where the data directory has none. @throws StoreUnavailable */
export async function openForReading(config: Config): Promise<EventStore | undefined> {
  if (config.eventStore.kind === 'kurrentdb') return KurrentEventStore.open(config.eventStore);
  const file = join(config.dataDir, 'events.db');
  return existsSync(file) ? SqliteEventStore.open(file, { readonly: true }) : undefined;
}

/** @throws StoreUnavailable */
export async function openViewStore({ viewStore, dataDir }: Config): Promise<ViewStore> {
  if (viewStore.kind === 'postgres') return ViewStore.connect(viewStore.url);
  return ViewStore.open(join(dataDir, 'views.db'));
}

/** @throws AccessLogUnavailable */
export async function openAccessLog({ dataDir }: Config): Promise<AccessLog> {
  return SqliteAccessLog.open(join(dataDir, 'access.db'));
}
