import { asking } from '../callers.ts';
import { atMost, median, type Result } from '../figures.ts';
import { sendEach } from '../http-load.ts';
import type { ReadyLog } from '../logs.ts';
import { Served } from '../product.ts';

/** As many starts of each as seconds are given, at most so many. */
const mostTimes = 7;
const readsAfter = 200;

interface Started {
  readonly ms: number;
  readonly readyMb: number;
  readonly readMb: number;
}

/**
 * From the start of the process until it says that it is ready: it listens, the views are up to the log, and what fell
 * due was seen to. Over each log in turn, and each once beforehand, so that none is read from a cold disk.
 */
export async function start(logs: readonly ReadyLog[], seconds: number): Promise<readonly Result[]> {
  const times = Math.max(1, Math.min(mostTimes, Math.floor(seconds)));
  const all = logs.map(log => ({ log, starts: [] as Started[] }));
  for (const { log } of all) await startOnce(log);
  for (let n = 0; n < times; n++) for (const { log, starts } of all) starts.push(await startOnce(log));
  return all.map(({ log: { events }, starts }) => {
    const ready = Math.max(...starts.map(({ readyMb }) => readyMb));
    const read = Math.max(...starts.map(({ readMb }) => readMb));
    return {
      workload: `start until ready, log of ${events} events`,
      events,
      lines: [
        { what: 'start until ready', count: times, p50: median(starts.map(({ ms }) => ms)), memoryMb: ready },
        { what: `then ${readsAfter} case histories`, memoryMb: read },
      ],
      verdicts: [
        atMost(300, ready, 'MB resident at most when ready'),
        atMost(300, read, `MB resident at most after ${readsAfter} case histories`),
      ],
      notes: [`median of ${times} starts in turn, the files in the system's cache as far as they fit`],
    };
  });
}

async function startOnce({ dataDir, questions }: ReadyLog): Promise<Started> {
  const began = performance.now();
  const product = await Served.product(dataDir);
  try {
    await product.ready();
    const ms = performance.now() - began;
    const readyMb = product.memoryMb();
    await sendEach(product.url, readsAfter, asking(questions['case history']));
    return { ms, readyMb, readMb: product.memoryMb() };
  } finally {
    await product.stop();
  }
}
