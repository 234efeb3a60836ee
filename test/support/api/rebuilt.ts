import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allViews } from '../../../src/all-views.js';
import type { Instance } from '../../../src/instance.js';
import type { Row } from '../../../src/projections/projection.js';
import { Projector } from '../../../src/projections/projector.js';
import { ViewStore } from '../../../src/projections/view-store.js';

const longEnough = 60_000;

/** Every table of every view reads, row for row, as if it were made anew from the log. */
export async function expectSameAsRebuilt({ log, views, node, rulebooks }: Instance): Promise<void> {
  const head = await log.head();
  if (head !== undefined) expect(await node.waitFor(head, longEnough)).toBe(true);
  const all = allViews(rulebooks);
  const tables = all.flatMap(view => view.tables);
  const directory = await mkdtemp(join(tmpdir(), 'rebuilt-'));
  const anew = await ViewStore.open(join(directory, 'views.db'));
  try {
    await new Projector(log, anew, all).rebuild();
    const [live, rebuilt] = [await views.dump(tables), await anew.dump(tables)];
    const different = tables.flatMap(({ name }) => firstDifference(name, live[name]!, rebuilt[name]!));
    expect(different).toEqual([]);
  } finally {
    await anew.close();
    await rm(directory, { recursive: true });
  }
}

/** The first row that is not the same, to look at. */
function firstDifference(table: string, live: readonly Row[], rebuilt: readonly Row[]) {
  const rows = Array.from({ length: Math.max(live.length, rebuilt.length) }, (_, n) => [live[n], rebuilt[n]]);
  const found = rows.find(([a, b]) => JSON.stringify(a) !== JSON.stringify(b));
  return found ? [{ table, live: found[0], rebuilt: found[1] }] : [];
}
