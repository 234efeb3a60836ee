import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, medians, type Figures, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import { contacts, importDesks, type Desk } from '../practice.ts';
import { Served } from '../product.ts';
import { Worker } from '../worker.ts';
import type { Lags } from './lag-watcher.ts';

const connections = 64;
const rounds = 3;
const [advisers, clients] = [33, 20] as const;

/** From the 201 to the row in a view, in a new log. */
export async function lag(seconds: number): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const desks = await importDesks(dataDir, advisers, clients);
    const product = await Served.product(dataDir);
    try {
      return {
        workload: 'lag from 201 to the row in a view',
        ...(await lagOf(product, dataDir, desks, seconds)),
      };
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/**
 * How long after its 201 a contact's row stands in the timeline, while the server takes half of what it can take; the
 * watcher's own contacts come on top of the half. Top and half take turns.
 */
export async function lagOf(
  product: Served,
  dataDir: string,
  [watched, ...others]: readonly Desk[],
  seconds: number,
): Promise<Omit<Result, 'workload'>> {
  const next = contacts(others);
  const watcher = Worker.start<{ seconds: number; desk: Desk }, Lags>('workloads/lag-watcher.ts', [
    product.url,
    dataDir,
  ]);
  const turns = {
    top: [] as Figures[],
    half: [] as Figures[],
    row: [] as Figures[],
    answer: [] as Figures[],
  };
  try {
    await load(product.url, connections, Math.min(2, seconds), next);
    await watcher.ask({ seconds: Math.min(0.5, seconds / 4), desk: watched! });
    for (let round = 0; round < rounds; round++) {
      const top = await load(product.url, connections, seconds / rounds / 3, next);
      const of = (seconds / rounds) * (2 / 3);
      const [half, { row, answer }] = await Promise.all([
        load(product.url, connections, of + 0.2, next, top.perSecond / 2),
        watcher.ask({ seconds: of, desk: watched! }),
      ]);
      turns.top.push(top);
      turns.half.push(half);
      turns.row.push(row);
      turns.answer.push(answer);
    }
    const row = medians(turns.row);
    return {
      lines: [
        { what: 'commands, as many as it takes', ...medians(turns.top), memoryMb: product.memoryMb() },
        { what: 'commands, half as many', ...medians(turns.half) },
        { what: 'lag to the row, meanwhile', ...row, memoryMb: watcher.memoryMb() },
        { what: 'lag to the timeline that shows it', ...medians(turns.answer) },
      ],
      verdicts: [atMost(50, row.p99, 'ms to the row, at the 99th percentile')],
      notes: [
        `medians of ${rounds} rounds in turn; rows are looked for every millisecond by another process, ` +
          'in the file of the views',
      ],
    };
  } finally {
    await watcher.stop();
  }
}
