import { join } from 'node:path';
import { BatchedEventStore } from './cli/import/batched-event-store.js';
import { progress } from './cli/progress.js';
import { makeDossier } from './cli/dossier/make-dossier.js';
import { OwnedClock, SystemClock } from './clock.js';
import { Config } from './config.js';
import { makeYear, wholeYear, type MadeYear } from './demo/make-year.js';
import { renewDirectory } from './demo/own-directory.js';
import { showcaseOf } from './demo/showcase.js';
import { tryPort } from './demo/try-port.js';
import { invitationTo, summaryOf, welcome, type Invitation } from './demo/welcome.js';
import { EventLog } from './event-codec/event-log.js';
import { openInstance } from './instance.js';
import { refused, serve } from './serve.js';
import { addDays, dayOf, epochOf, startOfDay, toInstant } from './terms/times.js';

const clock = new SystemClock();
const { HOST, PORT, DEMO_DIR = '.demo', LOG_LEVEL = 'warn' } = process.env;
const environment = { HOST, PORT, LOG_LEVEL, DATA_DIR: DEMO_DIR };

/** The year is written in large batches: should the machine fail meanwhile, the next start makes it anew. */
async function make(config: Config, stop: AbortSignal): Promise<MadeYear | undefined> {
  renewDirectory(config.dataDir);
  const today = dayOf(toInstant(clock.now()));
  // Rulebooks are put into the log as it is opened: a year and a bit ago, before all else.
  const opened = new OwnedClock(epochOf(startOfDay(addDays(today, -wholeYear.days))));
  const instance = await openInstance(config, opened, { batch: 30_000 });
  const store = BatchedEventStore.open(instance.store, join(config.dataDir, 'events.db'));
  const bars = { recording: progress('a year of a Jobcenter', clock), views: progress('its views', clock) };
  try {
    return await makeYear(
      { seed: 'teilhabe', today, size: wholeYear },
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
async function prepare(config: Config): Promise<Invitation | undefined> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, abort);
  const made = await make(config, stop.signal);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, abort);
  if (!made) return undefined;
  process.stderr.write(`${summaryOf(made)}\n`);
  const shown = showcaseOf(made.plan);
  const dossier = join(config.dataDir, `dossier-${shown.caseId}.zip`);
  await makeDossier(shown.caseId, { out: dossier, purpose: 'demo' }, config, clock);
  return invitationTo(shown, dossier, config.dataDir, clock);
}

/** @returns the exit code */
async function demo(): Promise<number> {
  const config = Config.from(environment);
  await tryPort(config);
  const invitation = await prepare(config);
  if (!invitation) return 0;
  return serve(environment, ({ url }) => process.stdout.write(welcome(url, config.dataDir, invitation)));
}

process.exitCode = await demo().catch(refused);
