import { join } from 'node:path';
import { BatchedEventStore } from './cli/import/batched-event-store.js';
import { progress } from './cli/progress.js';
import { SystemClock } from './clock.js';
import { Config } from './config.js';
import { makeYear, wholeYear, type MadeYear } from './demo/make-year.js';
import { renewDirectory } from './demo/own-directory.js';
import { showcaseOf, type Showcase } from './demo/showcase.js';
import { tryPort } from './demo/try-port.js';
import { summaryOf, tokenFor, welcome } from './demo/welcome.js';
import { EventLog } from './event-codec/event-log.js';
import { openInstance } from './instance.js';
import { refused, serve } from './serve.js';
import { dayOf, toInstant } from './terms/times.js';

const clock = new SystemClock();
const { HOST, PORT, DEMO_DIR = '.demo', LOG_LEVEL = 'warn' } = process.env;
const environment = { HOST, PORT, LOG_LEVEL, DATA_DIR: DEMO_DIR };

/** The year is written in large batches: should the machine fail meanwhile, the next start makes it anew. */
async function make(config: Config, stop: AbortSignal): Promise<MadeYear | undefined> {
  renewDirectory(config.dataDir);
  const instance = await openInstance(config, { batch: 5_000 });
  const store = BatchedEventStore.open(instance.store, join(config.dataDir, 'events.db'));
  const bars = { recording: progress('a year of a Jobcenter', clock), views: progress('its views', clock) };
  try {
    return await makeYear(
      { seed: 'teilhabe', today: dayOf(toInstant(clock.now())), size: wholeYear },
      {
        instance: { ...instance, store, log: new EventLog(store) },
        commit: () => store.commit(),
        progress: (what, done, total) => {
          if (what === 'views') bars.recording.stop();
          bars[what].update(done, total);
        },
        config,
        clock,
        stop,
      },
    );
  } finally {
    for (const bar of Object.values(bars)) bar.stop();
    await store.close();
    await instance.close();
  }
}

/** @returns what to look at, undefined where a signal came first */
async function prepare(config: Config): Promise<{ shown: Showcase; token: string } | undefined> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, abort);
  const made = await make(config, stop.signal);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, abort);
  if (!made) return undefined;
  process.stderr.write(`${summaryOf(made)}\n`);
  const shown = showcaseOf(made.plan);
  return { shown, token: await tokenFor(shown, config.dataDir, clock) };
}

/** @returns the exit code */
async function demo(): Promise<number> {
  const config = Config.from(environment);
  await tryPort(config);
  const prepared = await prepare(config);
  if (!prepared) return 0;
  const { shown, token } = prepared;
  return serve(environment, ({ url }) => process.stdout.write(welcome(url, config.dataDir, token, shown)));
}

process.exitCode = await demo().catch(refused);
