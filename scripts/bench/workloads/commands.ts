import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import { contacts, openDesks } from '../practice.ts';
import { Served } from '../product.ts';

const limit = new URL('../limits/bare-route.ts', import.meta.url);

/** Durable commands over HTTP against a route that only validates: both loaded in turn, in several rounds. */
export async function commands(
  seconds: number,
  connections: number,
  nodeOptions: readonly string[] = [],
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const [product, bare] = await Promise.all([
    Served.product(dataDir, {}, nodeOptions),
    Served.start(limit, {}),
  ]);
  try {
    const desks = await openDesks(product.url, dataDir, connections, 8);
    const next = contacts(desks);
    await load(product.url, connections, 2, next);
    await load(bare.url, connections, 1, next);
    const ours = await load(product.url, connections, seconds, next);
    const theirs = await load(bare.url, connections, seconds, next);
    return {
      workload: `durable commands over HTTP, ${connections} connections`,
      lines: [
        { what: 'command', ...ours, memoryMb: product.memoryMb() },
        { what: 'bare route', ...theirs, memoryMb: bare.memoryMb() },
      ],
      verdicts: [atLeast(0.5, ours.perSecond / theirs.perSecond, 'of the bare route')],
    };
  } finally {
    await product.stop();
    await bare.stop();
    rmSync(dataDir, { recursive: true });
  }
}
