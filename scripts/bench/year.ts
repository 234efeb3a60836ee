import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built } from './product.ts';

/** Events that a client of the demo's year comes to. */
const eventsOfClient = 30;

/** What is asked of a projector for views that nobody reads. */
const noViews = {
  start: () => Promise.resolve(),
  waitFor: () => Promise.resolve(true),
  stop: () => Promise.resolve(),
  counters: { events: 0, batches: 0, retries: 0, rebuilds: 0 },
};

/**
 * A year of a Jobcenter, as the demo makes it, in a data directory, without views; of about so many events, or of a
 * whole Jobcenter where that is less. The same number
 * makes the same events on the same day.
 */
export async function makeTemplate(dataDir: string, events: number): Promise<void> {
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
  // up to this day: a year that ended long ago would have a server declare, at its first start, all that fell overdue since
  const today = new Date().toISOString().slice(0, 10) as Parameters<typeof makeYear>[0]['today'];
  const before = Date.parse(today) - 400 * 86_400_000;
  const instance = await openInstance(config, new OwnedClock(before), { batch: 30_000 });
  const store = BatchedEventStore.open(instance.store, join(dataDir, 'events.db'));
  const share = Math.min(1, events / eventsOfClient / wholeYear.clients);
  const size = {
    clients: Math.max(20, Math.round(wholeYear.clients * share)),
    advisers: Math.max(2, Math.round(wholeYear.advisers * share)),
    days: wholeYear.days,
  };
  const projector = noViews as unknown as typeof instance.projector;
  try {
    await makeYear(
      { seed: 'bench', today, size },
      {
        instance: { ...instance, store, log: new EventLog(store), projector },
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
