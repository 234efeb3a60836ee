import type { AccessLog } from '../access-log/access-log.js';
import type { Config } from '../config.js';
import type { EventStore } from '../event-store/event-store.js';
import { makeDataDirectory, openAccessLog, openForReading } from '../stores.js';
import type { Failure } from './failure.js';

/**
 * The log that the settings name, only to be read, also beside a server.
 * @throws Failure `missing` where there is none; StoreUnavailable
 */
export async function withStore<Result>(
  config: Config,
  missing: Failure,
  use: (store: EventStore) => Promise<Result>,
): Promise<Result> {
  const store = await openForReading(config);
  if (!store) throw missing;
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The access log that the settings name, also beside a server. @throws AccessLogUnavailable */
export async function withAccessLog<Result>(
  config: Config,
  use: (log: AccessLog) => Promise<Result>,
): Promise<Result> {
  if (config.viewStore.kind === 'sqlite') makeDataDirectory(config);
  const log = await openAccessLog(config);
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}

/** Where the log is, in words without an address, which may hold a password. */
export const whereLogIs = ({ eventStore, dataDir }: Config): string =>
  eventStore.kind === 'sqlite' ? dataDir : 'the KurrentDB that EVENT_STORE names';
