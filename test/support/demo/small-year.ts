import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchedEventStore } from '../../../src/cli/import/batched-event-store.js';
import { OwnedClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import { makeYear, type MadeYear, type Wish } from '../../../src/demo/make-year.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import { openInstance } from '../../../src/instance.js';

export const smallWish: Wish = {
  seed: 'small',
  today: '2026-07-15',
  size: { clients: 200, advisers: 6, days: 365 },
};

export interface Made {
  readonly config: Config;
  /** Undefined where it was stopped. */
  readonly year: MadeYear | undefined;
  remove(): Promise<void>;
}

/** A year made as the demo makes it, in a directory of its own. */
export async function madeIn(wish: Wish, stop = new AbortController()): Promise<Made> {
  const dataDir = await mkdtemp(join(tmpdir(), 'year-'));
  const config = Config.from({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' });
  // The record was set up on a working day before the year.
  const instance = await openInstance(config, new OwnedClock(Date.UTC(2020, 0, 2, 8)), { batch: 20_000 });
  const store = BatchedEventStore.open(instance.store, join(dataDir, 'events.db'));
  try {
    const year = await makeYear(wish, {
      instance: { ...instance, store, log: new EventLog(store) },
      commit: () => store.commit(),
      progress: () => undefined,
      config,
      clock: new OwnedClock(0),
      stop: stop.signal,
    });
    return { config, year, remove: () => rm(dataDir, { recursive: true }) };
  } finally {
    await store.close();
    await instance.close();
  }
}
