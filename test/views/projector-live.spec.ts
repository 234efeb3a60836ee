import fc from 'fast-check';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import type { Projection } from '../../src/projections/projection.js';
import type { ViewStore } from '../../src/projections/view-store.js';
import { adviserTimeline } from '../../src/views/adviser-timeline/adviser-timeline.projection.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { occupancy } from '../../src/views/occupancy/occupancy.projection.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { reach } from '../../src/views/reach/reach.projection.js';
import { logOf, steps } from '../support/views/arbitrary-log.js';
import { Bench } from '../support/views/bench.js';

const views: readonly Projection[] = [directory, participationStatus, adviserTimeline, occupancy, reach];
const longEnough = 20_000;

/** How a log is written and followed: in how large parts, batches and memories, and how often it is stopped. */
const manners = fc.record({
  part: fc.integer({ min: 1, max: 12 }),
  batch: fc.integer({ min: 1, max: 9 }),
  kept: fc.constantFrom(1, 30, 10_000),
  runs: fc.integer({ min: 1, max: 4 }),
});
type Manner = typeof manners extends fc.Arbitrary<infer Value> ? Value : never;

async function follow(bench: Bench, log: readonly (readonly [string, NewEntry])[], manner: Manner): Promise<ViewStore> {
  const store = await bench.views('live.sqlite');
  const perRun = Math.ceil(log.length / manner.runs);
  for (let run = 0; run < manner.runs; run++) {
    const projector = bench.projector(store, views, manner);
    await projector.start();
    const mine = log.slice(run * perRun, (run + 1) * perRun);
    for (const [n, [stream, entry]] of mine.entries()) {
      const { position } = await bench.log.append(stream, 'any', [entry]);
      if (n % manner.part === 0) expect(await projector.waitFor(position, longEnough)).toBe(true);
    }
    if (run === manner.runs - 1)
      expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(true);
    await projector.stop();
    expect(projector.failure).toBeUndefined();
  }
  return store;
}

it('gives the same rows live as rebuilt, byte for byte, whatever the log and the batches', async () => {
  await fc.assert(
    fc.asyncProperty(steps, manners, async (made, manner) => {
      const bench = await Bench.open();
      try {
        const live = await follow(bench, logOf(made), manner);
        const rebuilt = await bench.views('rebuilt.sqlite');
        await bench.projector(rebuilt, views).rebuild();
        expect(await bench.rows(live, views)).toBe(await bench.rows(rebuilt, views));
      } finally {
        await bench.close();
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
