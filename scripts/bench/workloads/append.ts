import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, medians, type Figures, type Result } from '../figures.ts';
import { Worker } from '../worker.ts';

const size = 100;
const rounds = 7;

/** Batches through the port, against a bare loop that writes the same rows into the same tables as durably. */
export async function append(seconds: number): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const loop = (which: 'port' | 'bare') =>
    Worker.start<{ seconds: number }, Figures>('limits/append-loop.ts', [
      which,
      join(directory, `${which}.db`),
      String(size),
    ]);
  const [port, bare] = [loop('port'), loop('bare')];
  try {
    for (const one of [port, bare]) await one.ask({ seconds: Math.min(1, seconds / 10) });
    const turns = { port: [] as Figures[], bare: [] as Figures[] };
    for (let round = 0; round < rounds; round++) {
      turns.bare.push(await bare.ask({ seconds: seconds / rounds / 2 }));
      turns.port.push(await port.ask({ seconds: seconds / rounds / 2 }));
    }
    const [ours, theirs] = [medians(turns.port), medians(turns.bare)];
    return {
      workload: `appends of ${size} events through the port, one after the other`,
      lines: [
        { what: 'batch through the port', ...ours, memoryMb: port.memoryMb() },
        { what: 'batch by a bare loop', ...theirs, memoryMb: bare.memoryMb(), limit: true },
      ],
      verdicts: [atLeast(0.7, ours.perSecond / theirs.perSecond, 'of the bare loop, by throughput')],
      notes: [`medians of ${rounds} rounds in turn; ${size} events a batch, each batch one sync`],
    };
  } finally {
    await Promise.all([port.stop(), bare.stop()]);
    rmSync(directory, { recursive: true });
  }
}
