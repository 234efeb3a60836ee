import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { figuresOf, isReached, atLeast, atMost, median } from '../../scripts/bench/figures.ts';
import { growthOf } from '../../scripts/bench/growth.ts';
import { lackOfDisk } from '../../scripts/bench/logs.ts';
import { markdownOf, type Told } from '../../scripts/bench/markdown.ts';
import { workloads, wishIn } from '../../scripts/bench/wish.ts';

const script = resolve(import.meta.dirname, '../../scripts/bench.ts');
const work = mkdtempSync(join(tmpdir(), 'bench-spec-'));
/** Where a run puts what it makes: whatever is left in it was not tidied up. */
const temporary = join(work, 'temporary');
mkdirSync(temporary);
const environment = { ...process.env, TMPDIR: temporary };
afterAll(() => rmSync(work, { recursive: true }));

const bench = (...words: readonly string[]) =>
  spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', env: environment, timeout: 120_000 });

describe('a run', () => {
  const json = join(work, 'all.json');
  let run: ReturnType<typeof bench>;
  let told: Told;
  beforeAll(() => {
    const sizes = ['--events', '1000', '--events', '2000', '--seconds', '0.2'];
    const only = ['append', 'reads', 'start'].flatMap(name => ['--only', name]);
    run = bench(...sizes, ...only, '--json', json, '--margin', '1000000');
    told = JSON.parse(readFileSync(json, 'utf8')) as Told;
  }, 150_000);

  it('has every workload that was wanted, for each size, with its growth', () => {
    const names = told.results.map(({ workload }) => workload.replaceAll(/\d{4,}/g, 'N'));
    expect(names).toEqual([
      'appends of 100 events through the port, one after the other',
      ...['reads over HTTP, 4 connections', 'start until ready'].flatMap(name => [
        `${name}, log of N events`,
        `${name}, log of N events`,
        `growth of ${name.split(' ')[0]}, N events against N`,
      ]),
      'appends of 100 events through the port, log of N events',
      'appends of 100 events through the port, log of N events',
      'growth of append, N events against N',
    ]);
  });

  it('tells of every workload how it stands to its limit, and prints it', () => {
    for (const { workload, verdicts, lines, grown } of told.results) {
      expect([workload, lines.length + (grown?.length ?? 0)]).not.toEqual([workload, 0]);
      for (const { ratio } of verdicts) expect([workload, ratio > 0]).toEqual([workload, true]);
      expect(run.stdout).toContain(`== ${workload}`);
    }
    const held = told.results.filter(({ lines }) => lines.some(({ limit }) => limit));
    expect(held.map(({ workload }) => workload.split(' ')[0])).toEqual(['appends', 'reads', 'reads']);
    expect(held.flatMap(({ verdicts }) => verdicts)).toHaveLength(1 + 3 + 3);
  });

  it('tells of whatever it measured percentiles, throughput and the most memory', () => {
    const [appended] = told.results;
    for (const { what, p50, p95, p99, p999, perSecond, memoryMb } of appended!.lines) {
      expect([what, [p50, p95, p99, p999].toSorted((a, b) => a! - b!)]).toEqual([
        what,
        [p50, p95, p99, p999],
      ]);
      expect([what, perSecond! > 0, memoryMb! > 0]).toEqual([what, true, true]);
    }
  });

  it('tells the machine, the versions and the commit', () => {
    expect(told.machine).toMatchObject({
      cpu: expect.any(String),
      cores: expect.any(Number),
      memoryGb: expect.any(Number),
      disk: { fileSystem: expect.any(String) },
      loadBefore: expect.any(Number),
      loadAfter: expect.any(Number),
      commit: expect.stringMatching(/\w/),
      versions: { node: process.versions.node, fastify: expect.stringMatching(/^\d/) },
    });
  });

  it('ends with 1 where a goal is not reached, and names it', () => {
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('MISSED');
    expect(told.results[0]!.verdicts[0]).toMatchObject({ reached: false });
  });

  it('leaves nothing behind', () => {
    expect(run.stderr).toBe('');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is rendered as tables', () => {
    const { status, stdout } = bench('--markdown', json);
    expect(status).toBe(0);
    expect(stdout).toContain('| workload | reached | enough |');
    expect(stdout).toContain('### Appends of 100 events through the port');
    expect(stdout).toBe(`${markdownOf(told)}\n`);
  });
});

it('ends with 0 where all goals are reached', () => {
  const json = join(work, 'reached.json');
  const run = bench('--only', 'append', '--seconds', '0.2', '--margin', '0.001', '--json', json);
  expect(run.status).toBe(0);
  expect(run.stdout).toContain('reached');
}, 60_000);

it('stops what it started and removes what it wrote when it is told to end', async () => {
  const running = spawn(process.execPath, [script, '--only', 'append', '--seconds', '60'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(running, 'exit');
  const isWriting = (): boolean => globSync('*/*/port.db', { cwd: temporary }).length > 0;
  while (!isWriting() && running.exitCode === null) await wait(20);
  running.kill('SIGINT');
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

it('names every fault at once and ends with 2', () => {
  const { status, stderr, stdout } = bench(
    ...['--events', '12', '--seconds', 'soon', '--only', 'commads', '--fast', '--json'],
  );
  expect(status).toBe(2);
  expect(stdout).toBe('');
  for (const fault of [
    '--events: not a whole number of at least 1000',
    '--seconds: not a number above 0',
    '--only: there is no workload commads',
    '--fast: there is no such option',
    '--json: a value is missing',
    'usage: npm run bench',
  ])
    expect(stderr).toContain(fault);
});

it('says of a file with figures that it cannot be read', () => {
  const file = join(work, 'no.json');
  writeFileSync(file, '{');
  expect(bench('--markdown', file)).toMatchObject({ status: 2, stderr: expect.stringContaining(file) });
  expect(bench('--markdown', join(work, 'none'))).toMatchObject({ status: 2 });
});

it('measures everything on logs of two sizes unless told otherwise', () => {
  expect(wishIn([])).toEqual({
    sizes: [100_000, 500_000],
    seconds: 10,
    margin: 1,
    only: workloads,
    json: 'bench-results.json',
  });
  expect(wishIn(['--events', '5000', '--events=1000', '--events', '5000'])).toMatchObject({
    sizes: [1000, 5000],
  });
});

it('says what the disk lacks before it begins', () => {
  expect(lackOfDisk([100_000, 1e12], work)).toMatch(/need \d+\.\d GB in .+ \d+\.\d GB are lacking/);
  expect(lackOfDisk([1_000], work)).toBeUndefined();
});

describe('figures', () => {
  it('have percentiles of which so many samples lie at or below', () => {
    const times = Array.from({ length: 1000 }, (_, n) => ((n * 7) % 1000) + 1);
    expect(figuresOf(times, 2)).toEqual({
      count: 1000,
      perSecond: 500,
      p50: 500,
      p95: 950,
      p99: 990,
      p999: 999,
    });
    expect(figuresOf([3, 1, 2], 1)).toMatchObject({ p50: 2, p95: 3, p99: 3, p999: 3 });
    expect(figuresOf([], 1)).toMatchObject({ count: 0, p99: NaN });
  });

  it('have a median between the middle two of an even number', () => {
    expect([median([5, 1, 3]), median([4, 1, 3, 2])]).toEqual([3, 2.5]);
  });

  it('reach a goal on the right side of it, and with so much to spare', () => {
    expect([0.49, 0.5, 0.6].map(ratio => isReached(atLeast(0.5, ratio, '')))).toEqual([false, true, true]);
    expect([1.4, 1.5, 1.51].map(ratio => isReached(atMost(1.5, ratio, '')))).toEqual([true, true, false]);
    expect([0.54, 0.56].map(ratio => isReached(atLeast(0.5, ratio, ''), 1.1))).toEqual([false, true]);
    expect([1.3, 1.4].map(ratio => isReached(atMost(1.5, ratio, ''), 1.1))).toEqual([true, false]);
  });

  it('reach nothing where nothing was measured', () => {
    expect(isReached(atLeast(0.5, NaN, ''))).toBe(false);
    expect(isReached(atMost(0.5, NaN, ''))).toBe(false);
  });

  it('may grow with the log only so far', () => {
    const of = (events: number, p99: number) => ({
      workload: 'reads',
      events,
      lines: [
        { what: 'case history', p50: 1, p99 },
        { what: 'its statements', p50: 1, p99, limit: true as const },
      ],
      verdicts: [],
    });
    const { verdicts, grown } = growthOf('reads', of(10, 2), of(50, 3.2));
    expect(verdicts.map(({ ratio }) => ratio)).toEqual([1.6]);
    expect(verdicts.map(verdict => isReached(verdict))).toEqual([false]);
    expect(grown).toHaveLength(4);
  });
});
