import { join } from 'node:path';
import { medians, only, type Figures, type Result } from '../figures.ts';
import { load } from '../http-load.ts';
import type { ReadyLog } from '../logs.ts';
import { contacts, openDesks } from '../practice.ts';
import { Served } from '../product.ts';
import { Worker } from '../worker.ts';
import { lagOf } from './lag.ts';

const connections = 64;
const rounds = 5;
const batch = 100;
const [advisers, clients] = [17, 12] as const;

/** Commands and their lag on logs that hold years already, in turns. They add to these logs. */
export async function commandsOnLogs(
  logs: readonly ReadyLog[],
  seconds: number,
): Promise<{ readonly commands: readonly Result[]; readonly lag: readonly Result[] }> {
  const products: Served[] = [];
  try {
    for (const { dataDir } of logs) products.push(await Served.product(dataDir));
    const all = await Promise.all(
      logs.map(async (log, n) => {
        const product = products[n]!;
        const desks = await openDesks(product.url, log.dataDir, advisers, clients);
        return { log, product, desks, next: contacts(desks), turns: [] as Figures[] };
      }),
    );
    for (const { product, next } of all) await load(product.url, connections, Math.min(2, seconds), next);
    for (let round = 0; round < rounds; round++)
      for (const { product, next, turns } of all)
        turns.push(await load(product.url, connections, seconds / rounds, next));
    const commands = all.map(({ log: { events }, product, turns }): Result => {
      const figures = medians(turns);
      const onSmallest = medians(all[0]!.turns);
      return {
        workload: `durable commands over HTTP, ${connections} connections, log of ${events} events`,
        events,
        lines: [{ what: 'command', ...figures, memoryMb: product.memoryMb() }],
        verdicts: [only(figures.perSecond / onSmallest.perSecond, 'of the throughput on the smallest log')],
      };
    });
    const lag: Result[] = [];
    for (const { log, product, desks } of all)
      lag.push({
        workload: `lag from 201 to the row in a view, log of ${log.events} events`,
        events: log.events,
        ...(await lagOf(product, log.dataDir, desks, seconds)),
      });
    return { commands, lag };
  } finally {
    await Promise.all(products.map(product => product.stop()));
  }
}

/** Batches through the port into logs that hold years already, in turns. */
export async function appendOnLogs(logs: readonly ReadyLog[], seconds: number): Promise<readonly Result[]> {
  const all = logs.map(({ dataDir, events }) => ({
    events,
    port: Worker.start<{ seconds: number }, Figures>('limits/append-loop.ts', [
      'port',
      join(dataDir, 'events.db'),
      String(batch),
    ]),
    turns: [] as Figures[],
  }));
  try {
    for (const { port } of all) await port.ask({ seconds: Math.min(1, seconds / 10) });
    for (let round = 0; round < rounds; round++)
      for (const { port, turns } of all) turns.push(await port.ask({ seconds: seconds / rounds }));
    return all.map(({ events, port, turns }) => {
      const figures = medians(turns);
      const onSmallest = medians(all[0]!.turns);
      return {
        workload: `appends of ${batch} events through the port, log of ${events} events`,
        events,
        lines: [{ what: 'batch through the port', ...figures, memoryMb: port.memoryMb() }],
        verdicts: [only(figures.perSecond / onSmallest.perSecond, 'of the throughput on the smallest log')],
      };
    });
  } finally {
    await Promise.all(all.map(({ port }) => port.stop()));
  }
}
