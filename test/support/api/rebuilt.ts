import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allViews } from '../../../src/all-views.js';
import type { Instance } from '../../../src/instance.js';
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
    const different = tables
      .map(({ name }) => name)
      .filter(name => JSON.stringify(live[name]) !== JSON.stringify(rebuilt[name]));
    for (const n of different) { const a=(live as any)[n], b=(rebuilt as any)[n]; for (let i=0;i<Math.max(a.length,b.length);i++) if (JSON.stringify(a[i])!==JSON.stringify(b[i])) { console.log(n,i,JSON.stringify(a[i]),JSON.stringify(b[i])); break; } }
    expect(different).toEqual([]);
  } finally {
    await anew.close();
    await rm(directory, { recursive: true });
  }
}
