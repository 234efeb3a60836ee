import { type Line, type Result } from '../figures.ts';
import { asking, questions } from '../callers.ts';
import { load } from '../http-load.ts';
import { Served } from '../product.ts';

const connections = 4;

/** What people ask most, over HTTP, each of another person's case; every answer logged as ever. */
export async function reads(dataDir: string, events: number, seconds: number): Promise<Result> {
  const asked = await questions(dataDir, 500);
  const product = await Served.product(dataDir);
  try {
    const lines: Line[] = [];
    for (const [what, all] of Object.entries(asked)) {
      await load(product.url, connections, 1, asking(all));
      lines.push({ what, ...(await load(product.url, connections, seconds, asking(all))) });
    }
    return {
      workload: `reads over HTTP, ${connections} connections, log of ${events} events`,
      lines,
      verdicts: [],
    };
  } finally {
    await product.stop();
  }
}
