import { join } from 'node:path';
import { atLeast, type Result } from '../figures.ts';
import { bareRebuild } from '../limits/bare-rebuild.ts';
import { built } from '../product.ts';

/** All views made anew from a log, against a bare loop that parses it and writes the same rows. */
export async function rebuild(dataDir: string, events: number): Promise<Result> {
  const [{ Config }, { SystemClock }, { openInstance }] = await Promise.all([
    built<typeof import('../../../src/config.js')>('config'),
    built<typeof import('../../../src/clock.js')>('clock'),
    built<typeof import('../../../src/instance.js')>('instance'),
  ]);
  const instance = await openInstance(Config.from({ DATA_DIR: dataDir }), new SystemClock());
  const began = performance.now();
  let seconds: number;
  try {
    await instance.projector.rebuild();
    seconds = (performance.now() - began) / 1_000;
  } finally {
    await instance.close();
  }
  const bare = bareRebuild(
    join(dataDir, 'events.db'),
    join(dataDir, 'views.db'),
    join(dataDir, 'bare-views.db'),
  );
  return {
    workload: `rebuild of all views from ${events} events, SQLite`,
    lines: [
      { what: 'rebuild', count: events, perSecond: events / seconds },
      { what: 'bare loop', count: events, perSecond: events / bare },
    ],
    verdicts: [atLeast(0.5, bare / seconds, 'of the bare loop')],
    notes: [`${seconds.toFixed(1)} s against ${bare.toFixed(1)} s`],
  };
}
