import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '../event-store/sqlite/sqlite-event-store.js';
import type { Failure } from './failure.js';

/** The log of a data directory, only to be read, also beside a server. @throws Failure `missing` where there is none */
export async function withStore<Result>(
  dataDir: string,
  missing: Failure,
  use: (store: SqliteEventStore) => Promise<Result>,
): Promise<Result> {
  const file = join(dataDir, 'events.db');
  if (!existsSync(file)) throw missing;
  const store = SqliteEventStore.open(file, { readonly: true });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
