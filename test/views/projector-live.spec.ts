import { allViews } from '../../src/all-views.js';
import * as fc from 'fast-check';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { names } from '../../src/event-codec/names.js';
import type { ViewStore } from '../../src/projections/view-store.js';
import { Rulebooks } from '../../src/rulebook/rulebook.js';
import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { logOf, steps } from '../support/views/arbitrary-log.js';
import { isScaleOut } from '../support/servers/fresh-stores.js';
import { Bench } from '../support/views/bench.js';
import { everything } from '../support/views/everything.js';

const views = allViews(new Rulebooks(shippedRulebooks()));
const longEnough = 20_000;
const asked = process.env['LIVE_RUNS'];
/** A long run looks where nobody has looked yet; the short one of every day can be repeated. */
const runs =
  asked === undefined ? { numRuns: isScaleOut() ? 8 : 30, seed: 20_261_123 } : { numRuns: Number(asked) };

/** How a log is written and followed: in how large parts, batches and memories, and how often it is stopped. */
const manners = fc.record({
  part: fc.integer({ min: 1, max: 12 }),
  batch: fc.integer({ min: 1, max: 9 }),
  kept: fc.constantFrom(1, 30, 10_000),
  runs: fc.integer({ min: 1, max: 5 }),
});
type Manner = typeof manners extends fc.Arbitrary<infer Value> ? Value : never;

/** The rows made anew from the log, in a store of their own that was rebuilt before. */
async function rebuilt(bench: Bench, anew: ViewStore): Promise<string> {
  await bench.projector(anew, views).rebuild();
  return bench.rows(anew, views);
}

async function follow(
  bench: Bench,
  log: readonly (readonly [string, NewEntry])[],
  manner: Manner,
): Promise<void> {
  const anew = await bench.views('rebuilt.sqlite');
  const perRun = Math.ceil(log.length / manner.runs);
  for (let run = 0; run < manner.runs; run++) {
    const store = await bench.views('live.sqlite');
    const projector = bench.projector(store, views, manner);
    await projector.start();
    const mine = log.slice(run * perRun, (run + 1) * perRun);
    for (let n = 0; n < mine.length; n += manner.part) {
      const part = mine.slice(n, n + manner.part);
      await Promise.all(part.map(([stream, entry]) => bench.log.append(stream, 'any', [entry])));
      expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(true);
    }
    expect(await bench.rows(store, views)).toBe(await rebuilt(bench, anew));
    await projector.stop();
  }
}

it('gives the same rows live as rebuilt, byte for byte, whatever the log and the batches', async () => {
  await fc.assert(
    fc.asyncProperty(steps, manners, async (made, manner) => {
      const bench = await Bench.open();
      try {
        await follow(bench, logOf(made), manner);
      } finally {
        await bench.close();
      }
    }),
    { ...runs, endOnFailure: true },
  );
}, 600_000);

it('has them right after each single event, and nothing sensitive among them', async () => {
  const bench = await Bench.open();
  try {
    const store = await bench.views('live.sqlite');
    const anew = await bench.views('rebuilt.sqlite');
    const projector = bench.projector(store, views);
    await projector.start();
    const log = everything();
    for (const [stream, entry] of log) {
      const { position } = await bench.log.append(stream, 'any', [entry]);
      expect(await projector.waitFor(position, longEnough)).toBe(true);
      const rows = await bench.rows(store, views);
      expect([entry.type, rows]).toEqual([entry.type, await rebuilt(bench, anew)]);
    }
    const words = log.flatMap(([, { sensitive = {} }]) => Object.values(sensitive).flat());
    const rows = await bench.rows(store, views);
    expect(words.length).toBeGreaterThan(5);
    for (const word of words) expect(rows).not.toContain(word);
    const told = new Set<string>(log.map(([, { type }]) => type));
    expect(Object.keys(names).filter(type => !told.has(type))).toEqual([]);
  } finally {
    await bench.close();
  }
}, 300_000);
