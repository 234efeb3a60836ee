import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { EventData } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { sample, samples } from '../support/event-store/samples.js';

let directory: string;
let stores: SqliteEventStore[];
const open = (name = 'events.db'): SqliteEventStore => {
  const store = SqliteEventStore.open(join(directory, name));
  stores.push(store);
  return store;
};
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ends-'));
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(directory, { recursive: true });
});

it('a stream that another connection carried on is read to its end', async () => {
  const [mine, theirs] = [open(), open()];
  await mine.readStream('s');
  await mine.append('s', 'no-stream', samples(1));
  expect(await mine.readStream('s', { from: 1 })).toEqual([]);
  await theirs.append('s', 0, samples(2));
  expect(await mine.readStream('s', { from: 1 })).toHaveLength(2);
  await mine.append('s', 2, samples(1));
  expect(await mine.readStream('s', { from: 1 })).toHaveLength(3);
});

it('an append that was refused, or that stood before, moves no end', async () => {
  const store = open();
  const [first, second] = [samples(1), samples(2)];
  await store.readStream('s');
  await store.append('s', 'no-stream', first);
  await store.append('s', 0, second);
  await store.append('s', 'no-stream', first);
  await store.append('s', 0, samples(1)).catch(() => {});
  await store.append('s', 'any', second);
  expect((await store.readStream('s', { from: 0 })).map(({ id }) => id)).toEqual(
    [...first, ...second].map(({ id }) => id),
  );
  expect(await store.readStream('s', { from: 2 })).toHaveLength(1);
  expect(await store.readStream('s', { from: 3 })).toEqual([]);
});

type Step =
  | {
      readonly do: 'append' | 'append elsewhere';
      readonly stream: string;
      readonly count: number;
      readonly large: boolean;
    }
  | { readonly do: 'append both'; readonly stream: string; readonly count: number }
  | { readonly do: 'append again'; readonly which: number }
  | { readonly do: 'read'; readonly stream: string; readonly from: number };

const stream = fc.constantFrom('s', 't', 'u');
const count = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('append', 'append elsewhere'), stream, count, large: fc.boolean() }),
  fc.record({ do: fc.constant('append both'), stream, count }),
  fc.record({ do: fc.constant('append again'), which: fc.nat(8) }),
  fc.record({ do: fc.constant('read'), stream, from: fc.nat(6) }),
);

it('whatever was read, written and remembered, a reader gets what the file has', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async steps => {
      const file = `events-${run++}.db`;
      const [mine, theirs] = [open(file), open(file)];
      const sent: (readonly [string, readonly EventData[]])[] = [];
      const append = (to: SqliteEventStore, name: string, events: readonly EventData[]) => {
        sent.push([name, events]);
        return to.append(name, 'any', events);
      };
      for (const one of steps) {
        if (one.do === 'read') await mine.readStream(one.stream, { from: one.from });
        else if (one.do === 'append again') {
          const again = sent[one.which];
          if (again) await mine.append(again[0], 'any', again[1]);
        } else if (one.do === 'append both') {
          // of one group of appends
          await Promise.all([
            append(mine, one.stream, samples(one.count)),
            append(mine, one.stream, samples(1)),
          ]);
        } else {
          const to = one.do === 'append' ? mine : theirs;
          const events = one.large ? [sample({ text: 'x'.repeat(9_000) })] : samples(one.count);
          await append(to, one.stream, events);
        }
        const fresh = open(file);
        for (const name of ['s', 't', 'u'])
          for (const from of [0, 1, 3, 5])
            expect(await mine.readStream(name, { from })).toEqual(await fresh.readStream(name, { from }));
        await fresh.close();
      }
    }),
    { numRuns: 60 },
  );
});
