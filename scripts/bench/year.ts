import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built } from './product.ts';

/** A year of a Jobcenter, as the demo makes it, in a data directory; without the demo's own views. */
export async function makeTemplate(dataDir: string): Promise<void> {
  const [
    { Config },
    { OwnedClock, SystemClock },
    { openInstance },
    { BatchedEventStore },
    { EventLog },
    { makeYear, wholeYear },
  ] = await Promise.all([
    built<typeof import('../../src/config.js')>('config'),
    built<typeof import('../../src/clock.js')>('clock'),
    built<typeof import('../../src/instance.js')>('instance'),
    built<typeof import('../../src/cli/import/batched-event-store.js')>('cli/import/batched-event-store'),
    built<typeof import('../../src/event-codec/event-log.js')>('event-codec/event-log'),
    built<typeof import('../../src/demo/make-year.js')>('demo/make-year'),
  ]);
  mkdirSync(dataDir, { recursive: true });
  const config = Config.from({ DATA_DIR: dataDir });
  const today = '2026-11-01' as Parameters<typeof makeYear>[0]['today'];
  const before = Date.parse('2025-10-01T00:00:00Z');
  const instance = await openInstance(config, new OwnedClock(before), { batch: 30_000 });
  const store = BatchedEventStore.open(instance.store, join(dataDir, 'events.db'));
  try {
    await makeYear(
      { seed: 'bench', today, size: wholeYear },
      {
        instance: { ...instance, store, log: new EventLog(store) },
        commit: () => store.commit(),
        progress: () => {},
        config,
        clock: new SystemClock(),
        stop: new AbortController().signal,
      },
    );
  } finally {
    await store.close();
    await instance.close();
  }
}
