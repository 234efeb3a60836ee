import { type Result } from '../figures.ts';
import { Served } from '../product.ts';

/** From the start of the process until it listens, which it does when it is ready; median of some starts. */
export async function start(dataDir: string, events: number, times = 5): Promise<Result> {
  const starts: number[] = [];
  let memoryMb = 0;
  for (let n = 0; n < times; n++) {
    const product = await Served.product(dataDir);
    const ready = await fetch(`${product.url}/health/ready`);
    if (!ready.ok) throw new Error(`it listens and is not ready: ${await ready.text()}`);
    starts.push(product.startMs);
    memoryMb = Math.max(memoryMb, product.memoryMb());
    await product.stop();
  }
  const p50 = starts.toSorted((a, b) => a - b)[Math.floor(times / 2)]!;
  return {
    workload: `start until ready, log of ${events} events`,
    lines: [{ what: 'start', count: times, p50, memoryMb }],
    verdicts: [],
  };
}
