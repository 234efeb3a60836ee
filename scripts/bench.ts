/**
 * npm run bench [-- [--events N]… [--seconds S] [--only WORKLOAD]… [--json FILE] [--margin F]]
 * npm run bench -- --markdown FILE
 *
 * Measures the product as built, each workload beside its limit in the same run, and prints ratios against what they
 * are to reach; the same goes to FILE as JSON (bench-results.json), which `--markdown` prints as tables. docs/performance.md
 * says what is measured. Logs of `--events` events are made from a year of a Jobcenter (100000 and 500000 unless
 * told otherwise); the larger ones are held against the smallest. `--margin 1.1` wants every goal reached with a tenth
 * to spare. Needs an idle machine.
 *
 * Exit: 0 all reached, 1 something missed, 2 called wrongly, 71 no room on the disk, 130 or 143 ended by a signal.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isReached, type Result } from './bench/figures.ts';
import { growthOf } from './bench/growth.ts';
import { leave, ownDirectory } from './bench/leaving.ts';
import { lackOfDisk, Logs, readyLog, type ReadyLog } from './bench/logs.ts';
import { load, machine } from './bench/machine.ts';
import { markdownOf, type Told } from './bench/markdown.ts';
import { ownPostgres } from './bench/postgres.ts';
import { tableOf } from './bench/report.ts';
import { usage, wishIn, type Wish, type Workload } from './bench/wish.ts';
import { append } from './bench/workloads/append.ts';
import { commands } from './bench/workloads/commands.ts';
import { kurrentdb } from './bench/workloads/kurrentdb.ts';
import { lag } from './bench/workloads/lag.ts';
import { appendOnLogs, commandsOnLogs } from './bench/workloads/on-large-log.ts';
import { reads } from './bench/workloads/reads.ts';
import { rebuild } from './bench/workloads/rebuild.ts';
import { start } from './bench/workloads/start.ts';

const exit = { reached: 0, missed: 1, usage: 2, noRoom: 71 } as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** What is wanted of one run, and where its results go. */
class Run {
  private readonly wish: Wish;
  private readonly directory: string;
  private readonly results: Result[] = [];

  constructor(wish: Wish, directory: string) {
    this.wish = wish;
    this.directory = directory;
  }

  /** @returns whether all goals were reached */
  async all(): Promise<boolean> {
    const { seconds, json, margin } = this.wish;
    const from = machine(this.directory);
    const loadBefore = load();
    say(JSON.stringify({ ...from, loadBefore }));
    if (loadBefore > 0.5)
      say(`the machine is not idle: ${loadBefore.toFixed(1)} processes ran in the last minute`);
    const began = performance.now();
    if (this.wants('commands'))
      for (const connections of [64, 1]) this.tell(await commands(seconds, connections));
    if (this.wants('append')) this.tell(await append(seconds));
    if (this.wants('lag')) this.tell(await lag(seconds));
    if (this.wants('kurrentdb')) this.tell(await kurrentdb(seconds));
    if (this.wants('rebuild') || this.wants('reads') || this.wants('start')) await this.onLogs();
    const told: Told = {
      machine: { ...from, loadBefore, loadAfter: load(), minutes: (performance.now() - began) / 60_000 },
      seconds,
      margin,
      results: this.results.map(result => ({
        ...result,
        verdicts: result.verdicts.map(one => ({ ...one, reached: isReached(one, margin) })),
      })),
    };
    writeFileSync(json, `${JSON.stringify(told, null, 2)}\n`);
    say(`\n${told.machine.minutes.toFixed(1)} minutes; written to ${resolve(json)}`);
    return this.results.every(({ verdicts }) => verdicts.every(one => isReached(one, margin)));
  }

  /** What needs a log of some size. The smallest one stays, so that each larger one can be asked in turns with it. */
  private async onLogs(): Promise<void> {
    const [smallest, ...larger] = this.wish.sizes;
    const logs = new Logs(this.directory, smallest!);
    const rebuilt = new Map<number, readonly Result[]>();
    if (this.wants('rebuild')) {
      const lack = await ownPostgres();
      if (lack !== undefined) say(`\n${lack}`);
    }
    const ready = async (size: number): Promise<ReadyLog> => {
      const log = await logs.build(size);
      if (this.wants('rebuild')) {
        const told = await rebuild(log.dataDir, log.events);
        for (const one of told) this.tell(one);
        rebuilt.set(size, told);
      }
      return readyLog(log);
    };
    const small = await ready(smallest!);
    if (larger.length === 0) await this.together([small]);
    for (const size of larger) {
      const large = await ready(size);
      for (const [n, grown] of (rebuilt.get(size) ?? []).entries())
        if (grown.lines.length > 0) this.tell(growthOf('rebuild', rebuilt.get(smallest!)![n]!, grown));
      await this.together([small, large]);
      logs.remove(large);
    }
  }

  private async together(logs: readonly ReadyLog[]): Promise<void> {
    const { seconds } = this.wish;
    const compare = (name: Parameters<typeof growthOf>[0], [small, large]: readonly Result[]): void => {
      this.tell(small!);
      if (!large) return;
      this.tell(large);
      this.tell(growthOf(name, small!, large));
    };
    if (this.wants('reads')) compare('reads', await reads(logs, seconds));
    if (this.wants('start')) compare('start', await start(logs, seconds));
    if (logs.length < 2) return;
    // last, since they add to the logs
    if (this.wants('commands') || this.wants('lag')) {
      const told = await commandsOnLogs(logs, seconds / 2);
      if (this.wants('commands')) compare('commands', told.commands);
      if (this.wants('lag')) compare('lag', told.lag);
    }
    if (this.wants('append')) compare('append', await appendOnLogs(logs, seconds / 2));
  }

  private wants(workload: Workload): boolean {
    return this.wish.only.includes(workload);
  }

  private tell(result: Result): void {
    this.results.push(result);
    say(tableOf(result, this.wish.margin));
  }
}

function render(file: string): number {
  let text: string;
  try {
    text = markdownOf(JSON.parse(readFileSync(file, 'utf8')) as Told);
  } catch (error) {
    process.stderr.write(`${file} holds no figures of a run: ${String(error)}\n`);
    return exit.usage;
  }
  say(text);
  return exit.reached;
}

async function main(): Promise<number> {
  const wish = wishIn(process.argv.slice(2));
  if ('faults' in wish) {
    process.stderr.write(`${wish.faults.join('\n')}\n${usage}`);
    return exit.usage;
  }
  if ('markdown' in wish) {
    return render(wish.markdown);
  }
  const lack = lackOfDisk(wish.sizes);
  if (lack !== undefined) {
    process.stderr.write(`${lack}\n`);
    return exit.noRoom;
  }
  const directory = ownDirectory();
  const ended = (code: number) => (): void => {
    void leave().finally(() => process.exit(code));
  };
  process.once('SIGINT', ended(130)).once('SIGTERM', ended(143));
  try {
    return (await new Run(wish, directory).all()) ? exit.reached : exit.missed;
  } finally {
    await leave();
  }
}

process.exitCode = await main();
