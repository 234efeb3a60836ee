import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, atMost, medians, repeated, type Figures, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import { bareAppend, newestBytes } from '../limits/bare-append.ts';
import { contacts, importDesks } from '../practice.ts';
import { Served } from '../product.ts';

const limit = new URL('../limits/bare-route.ts', import.meta.url);
const rounds = 5;
/** So many participations that each has a few dozens of entries at the end, as in practice. */
const [advisers, clients] = [32, 50] as const;

/**
 * Durable commands over HTTP against a route that only validates; with one connection also against a bare append. All
 * take their turns in several rounds: whatever else the machine does meets each of them.
 */
export async function commands(
  seconds: number,
  connections: number,
  nodeOptions: readonly string[] = [],
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const desks = await importDesks(dataDir, advisers, clients);
  const [product, route] = await Promise.all([
    Served.product(dataDir, {}, nodeOptions),
    Served.start(limit, {}),
  ]);
  const bare = await bareAppend(dataDir);
  try {
    const next = contacts(desks);
    await load(product.url, connections, 3, next);
    await load(route.url, connections, 1, next);
    const bytes = newestBytes(dataDir);
    const turns = { command: [] as Figures[], route: [] as Figures[], append: [] as Figures[] };
    for (let round = 0; round < rounds; round++) {
      turns.route.push(await load(route.url, connections, seconds / rounds, next));
      turns.append.push(await repeated(seconds / rounds / 4, () => bare.append(bytes)));
      turns.command.push(await load(product.url, connections, seconds / rounds, next));
    }
    const [ours, theirs, append] = [medians(turns.command), medians(turns.route), medians(turns.append)];
    const alone = connections === 1;
    return {
      workload: `durable commands over HTTP, ${connections} connection${alone ? '' : 's'}`,
      lines: [
        { what: 'command', ...ours, memoryMb: product.memoryMb() },
        { what: 'bare route', ...theirs, memoryMb: route.memoryMb(), limit: true },
        { what: 'bare append', ...append, limit: true },
      ],
      verdicts: [
        alone
          ? atMost(
              3,
              ours.p99 / (append.p99 + theirs.p99),
              'p99 of the bare append and the bare route, added',
            )
          : atLeast(0.5, ours.perSecond / theirs.perSecond, 'of the bare route'),
      ],
      notes: [
        `medians of ${rounds} rounds in turn; ${advisers * clients} participations of ${advisers} advisers in turn, ` +
          `at the end of ${Math.round(ours.count / advisers / clients)} and more contacts each`,
      ],
    };
  } finally {
    bare.close();
    await product.stop();
    await route.stop();
    rmSync(dataDir, { recursive: true });
  }
}
