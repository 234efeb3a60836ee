/**
 * npm run bench [-- --events N] [--seconds S] [--only WORD] [--json FILE]
 *
 * Measures the product as built, each workload beside its limit in the same run, and prints ratios against what they
 * are to reach. `--events` may be given several times: logs of that size are made from a year of a Jobcenter
 * (default 100000 and 1000000). Needs an idle machine. Exit: 0 all reached, 1 something missed, 2 called wrongly.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeLog } from './bench/big-log.ts';
import { atMost, type Result } from './bench/figures.ts';
import { machine } from './bench/machine.ts';
import { tableOf } from './bench/report.ts';
import { append } from './bench/workloads/append.ts';
import { commands } from './bench/workloads/commands.ts';
import { lag } from './bench/workloads/lag.ts';
import { reads } from './bench/workloads/reads.ts';
import { rebuild } from './bench/workloads/rebuild.ts';
import { start } from './bench/workloads/start.ts';
import { makeTemplate } from './bench/year.ts';

interface Wish {
  readonly sizes: readonly number[];
  readonly seconds: number;
  readonly only: string;
  readonly json: string | undefined;
}

function wishIn(args: readonly string[]): Wish | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        events: { type: 'string', multiple: true, default: ['100000', '1000000'] },
        seconds: { type: 'string', default: '10' },
        only: { type: 'string', default: '' },
        json: { type: 'string' },
      },
    });
    const sizes = values.events.map(Number).toSorted((a, b) => a - b);
    const seconds = Number(values.seconds);
    if (!sizes.every(size => Number.isSafeInteger(size) && size > 0) || !(seconds > 0)) return undefined;
    return { sizes, seconds, only: values.only, json: values.json };
  } catch {
    return undefined;
  }
}

/** How the figures of a large log stand to those of the smallest. */
function growth(workload: string, small: Result, large: Result): Result {
  return {
    workload,
    lines: [],
    verdicts: large.lines.map((line, n) => {
      const before = small.lines[n]!;
      const [figure, of] = line.p99 === undefined ? ['p50', 'start'] : ['p99', 'p99'];
      const ratio = line[figure as 'p50' | 'p99']! / before[figure as 'p50' | 'p99']!;
      return atMost(1.5, ratio, `${line.what}, ${of} against the smallest log`);
    }),
  };
}

async function run({ sizes, seconds, only, json }: Wish): Promise<boolean> {
  const results: Result[] = [];
  const tell = (result: Result): Result => {
    results.push(result);
    process.stdout.write(`${tableOf(result)}\n`);
    return result;
  };
  const wanted = (name: string): boolean => name.includes(only);
  const from = machine();
  process.stdout.write(`${JSON.stringify(from)}\n`);
  if (wanted('commands')) for (const connections of [64, 1]) tell(await commands(seconds, connections));
  if (wanted('append')) tell(await append(seconds));
  if (wanted('lag')) tell(await lag(seconds));
  if (['rebuild', 'reads', 'start'].some(wanted)) {
    const work = mkdtempSync(join(tmpdir(), 'bench-logs-'));
    try {
      const template = join(work, 'template');
      await makeTemplate(template);
      const first: Partial<Record<'reads' | 'start', Result>> = {};
      for (const size of sizes) {
        const dataDir = join(work, String(size));
        mkdirSync(dataDir);
        const events = await makeLog(template, dataDir, size);
        // reads and starts need the views: the rebuild makes them
        tell(await rebuild(dataDir, events));
        if (wanted('reads')) {
          const told = tell(await reads(dataDir, events, seconds));
          if (first.reads)
            tell(growth(`reads, ${events} events against the smallest log`, first.reads, told));
          else first.reads = told;
        }
        if (wanted('start')) {
          const told = tell(await start(dataDir, events));
          if (first.start)
            tell(growth(`start, ${events} events against the smallest log`, first.start, told));
          else first.start = told;
        }
        rmSync(dataDir, { recursive: true });
      }
    } finally {
      rmSync(work, { recursive: true });
    }
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine: from, results }, null, 2)}\n`);
  return results.every(({ verdicts }) => verdicts.every(({ ok }) => ok));
}

const wish = wishIn(process.argv.slice(2));
if (wish) process.exitCode = (await run(wish)) ? 0 : 1;
else {
  process.stderr.write('usage: npm run bench [-- --events N …] [--seconds S] [--only WORD] [--json FILE]\n');
  process.exitCode = 2;
}
