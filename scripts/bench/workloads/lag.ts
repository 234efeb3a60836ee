import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'undici';
import { figuresOf, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import { contact, contacts, openDesks, type Desk } from '../practice.ts';
import { Served } from '../product.ts';

/**
 * How long after its 201 a contact stands in the timeline, while the server takes half of what it can take: a reader
 * records one and asks for its position at once; what the answer takes is lag and the reading itself.
 */
export async function lag(seconds: number): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const product = await Served.product(dataDir);
  try {
    const desks = await openDesks(product.url, dataDir, 33, 8);
    const [watcher, ...others] = desks;
    const next = contacts(others);
    await load(product.url, 32, 2, next);
    const top = await load(product.url, 32, seconds / 2, next);
    const [half, times] = await Promise.all([
      load(product.url, 32, seconds, next, top.perSecond / 2),
      watched(product.url, watcher!, seconds),
    ]);
    const lags = figuresOf(times, seconds);
    return {
      workload: `lag from 201 to the row in the timeline, under half of the top throughput`,
      lines: [
        { what: 'top', ...top },
        { what: 'half', ...half },
        { what: 'lag, reading included', ...lags, memoryMb: product.memoryMb() },
      ],
      verdicts: [{ ratio: lags.p99, of: 'ms at the 99th percentile', goal: '≤ 50', ok: lags.p99 <= 50 }],
    };
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true });
  }
}

async function watched(
  url: string,
  { authorization, participationIds }: Desk,
  seconds: number,
): Promise<number[]> {
  const client = new Client(url);
  const times: number[] = [];
  const end = performance.now() + (seconds - 0.5) * 1_000;
  try {
    for (let n = 0; performance.now() < end; n++) {
      const path = `/v1/participations/${participationIds[n % participationIds.length]}/contacts`;
      const headers = { authorization, 'content-type': 'application/json' };
      const recorded = await client.request({ method: 'POST', path, headers, body: contact });
      const { id, position } = (await recorded.body.json()) as { id: string; position: string };
      const answered = performance.now();
      const read = await client.request({
        method: 'GET',
        path: `/v1/timeline?limit=20&min-position=${position}`,
        headers: { authorization },
      });
      const text = await read.body.text();
      times.push(performance.now() - answered);
      if (read.statusCode !== 200 || !text.includes(id))
        throw new Error(`the row is missing: ${text.slice(0, 200)}`);
    }
  } finally {
    await client.destroy();
  }
  return times;
}
