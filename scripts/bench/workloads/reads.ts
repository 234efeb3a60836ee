import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asking, kinds, type Kind } from '../callers.ts';
import { medians, only, type Figures, type Line, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import { recordStatements, type ReadyLog } from '../logs.ts';
import { Served } from '../product.ts';
import { Worker } from '../worker.ts';

const connections = 4;
const rounds = 7;

/** A server over a log, and the loop that its answers are held against. */
interface Read {
  readonly log: ReadyLog;
  readonly product: Served;
  readonly loop: Worker<{ kind: Kind; seconds: number }, Figures>;
  readonly turns: ReadonlyMap<Kind, { readonly ours: Figures[]; readonly theirs: Figures[] }>;
}

/**
 * What people ask most, over HTTP, each of another person's case; every answer logged as ever. Servers over all these
 * logs are up at once and asked in turns, and so are the loops that send the same statements.
 * @returns a result a log
 */
export async function reads(logs: readonly ReadyLog[], seconds: number): Promise<readonly Result[]> {
  const directory = mkdtempSync(join(tmpdir(), 'reads-'));
  const all: Read[] = [];
  try {
    for (const log of logs) {
      const statements = join(directory, `${log.events}.json`);
      await recordStatements(log, statements);
      all.push({
        log,
        product: await Served.product(log.dataDir),
        loop: Worker.start('limits/read-loop.ts', [log.dataDir, statements]),
        turns: new Map(kinds.map(kind => [kind, { ours: [], theirs: [] }])),
      });
    }
    for (const kind of kinds) {
      for (const { log, product, loop } of all) {
        // whoever measures the first answers measures how Node warms up
        await load(product.url, connections, Math.min(1.5, seconds), asking(log.questions[kind]));
        await loop.ask({ kind, seconds: Math.min(0.3, seconds) });
      }
      for (let round = 0; round < rounds; round++)
        for (const { log, product, loop, turns } of all) {
          const { ours, theirs } = turns.get(kind)!;
          theirs.push(await loop.ask({ kind, seconds: seconds / rounds / 4 }));
          ours.push(await load(product.url, connections, seconds / rounds, asking(log.questions[kind])));
        }
    }
    return all.map(resultOf);
  } finally {
    await Promise.all(all.flatMap(({ product, loop }) => [product.stop(), loop.stop()]));
    rmSync(directory, { recursive: true });
  }
}

function resultOf({ log, product, loop, turns }: Read): Result {
  const told = [...turns].map(([kind, { ours, theirs }]) => ({
    kind,
    ours: medians(ours),
    theirs: medians(theirs),
  }));
  const [servedMb, loopMb] = [product.memoryMb(), loop.memoryMb()];
  return {
    workload: `reads over HTTP, ${connections} connections, log of ${log.events} events`,
    events: log.events,
    lines: told.flatMap(({ kind, ours, theirs }): Line[] => [
      { what: kind, ...ours, memoryMb: servedMb },
      { what: `${kind}: its statements`, ...theirs, memoryMb: loopMb, limit: true },
    ]),
    verdicts: told.map(({ kind, ours, theirs }) =>
      only(ours.perSecond / theirs.perSecond, `of the same statements in a loop, by throughput: ${kind}`),
    ),
    notes: [
      `medians of ${rounds} rounds in turn; the loop has no HTTP, token, relation, computed marks or access log`,
    ],
  };
}
