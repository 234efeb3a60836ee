import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atLeast, medians, type Figures, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import type { Wanted } from '../limits/kurrent-appends.ts';
import { contacts, openDesks } from '../practice.ts';
import { Served } from '../product.ts';
import { Worker } from '../worker.ts';

const workload = 'durable commands over HTTP, KurrentDB, 64 connections';
const connections = 64;
const [advisers, clients] = [32, 16] as const;

/** The node that the environment names. */
const node = (): string | undefined =>
  [process.env['EVENT_STORE'], process.env['TEST_KURRENTDB']].find(value => value?.startsWith('esdb'));

/**
 * Commands over a log in KurrentDB, with views in SQLite, against the bare client that appends the same bytes to as
 * many streams on the same node, before and after: what it writes is in the product's log too, and must not be read
 * while either of them is measured. The better of its two times is the limit.
 */
export async function kurrentdb(seconds: number, nodeOptions: readonly string[] = []): Promise<Result> {
  const connection = node();
  if (connection === undefined)
    return {
      workload,
      lines: [],
      verdicts: [],
      notes: ['*** NOT MEASURED: neither EVENT_STORE nor TEST_KURRENTDB names a node of KurrentDB ***'],
    };
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
  const prefix = `bench-${randomUUID().slice(0, 8)}`;
  const store = { EVENT_STORE: connection, EVENT_STORE_PREFIX: prefix };
  const served = async <T>(work: (product: Served) => Promise<T>): Promise<T> => {
    const product = await Served.product(dataDir, store, nodeOptions);
    return work(product).finally(() => product.stop());
  };
  const bare = Worker.start<Wanted, Figures>('./limits/kurrent-appends.ts', [connection]);
  try {
    const desks = await served(product => openDesks(product.url, dataDir, advisers, clients));
    const next = contacts(desks);
    const streams = advisers * clients;
    const first = desks[0]!.participationIds[0]!;
    await served(product => load(product.url, connections, 1, next));
    const wanted = {
      seconds: seconds / 2,
      concurrency: connections,
      streams,
      like: `${prefix}:participation-${first}`,
    };
    await bare.ask({ ...wanted, seconds: 2 });
    const before = await bare.ask(wanted);
    const ours = await served(async product => {
      await load(product.url, connections, 4, next);
      const rounds: Figures[] = [];
      for (let round = 0; round < 5; round++)
        rounds.push(await load(product.url, connections, seconds / 5, next));
      return { ...medians(rounds), memoryMb: product.memoryMb() };
    });
    const after = await bare.ask(wanted);
    const theirs = after.perSecond > before.perSecond ? after : before;
    return {
      workload,
      lines: [
        { what: 'command', ...ours },
        { what: 'bare client', ...theirs, memoryMb: bare.memoryMb(), limit: true },
      ],
      verdicts: [atLeast(0.7, ours.perSecond / theirs.perSecond, "of the bare client's appends")],
      notes: [
        `median of 5 rounds, against the better of ${[before, after].map(({ perSecond }) => perSecond.toFixed(0)).join(' and ')}` +
          ` before and after; ${streams} streams; views in SQLite`,
      ],
    };
  } finally {
    await bare.stop();
    rmSync(dataDir, { recursive: true });
  }
}
