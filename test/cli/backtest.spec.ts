import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attending, droppingOut } from '../support/cli/attendance-lines.js';
import { ground, rejectedOf, writeLines } from '../support/cli/import-lines.js';
import { eventsIn } from '../support/cli/record.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const dataDir = () => join(directory(), 'data');
const backtest = (...args: readonly string[]) => teilhabe(dataDir(), 'backtest', ...args);
const shipped = readFileSync(resolve(import.meta.dirname, '../../src/rulebook/seeds/2005-01.yaml'), 'utf8');

/** A file with the shipped rulebook, some of its text changed. */
function rulebook(...changes: readonly (readonly [string, string])[]): string {
  const text = changes.reduce((whole, [was, is]) => {
    expect(whole).toContain(was);
    return whole.replace(was, is);
  }, shipped);
  const file = join(directory(), 'candidate.yaml');
  writeFileSync(file, text);
  return file;
}

/** Of three who started on 3 March 2025, two have dropped out: one after two days missed, one after one. */
async function someRecord(): Promise<void> {
  const file = writeLines(join(directory(), 'some.ndjson'), [
    ...ground(5, 'a', 'b', 'c').map(line => ({
      ...line,
      occurredAt: '2025-02-01T09:00:00Z',
      learnedAt: '2025-02-01T09:00:00Z',
    })),
    ...attending('a', '2025-03-04', '2025-03-05'),
    ...attending('b', '2025-03-06'),
    ...attending('c', '2025-03-04', '2025-03-05'),
    droppingOut('a', '2025-03-20'),
    droppingOut('b', '2025-03-13'),
  ]);
  const { code } = await teilhabe(dataDir(), 'import', file);
  expect({ code, rejected: rejectedOf(file) }).toEqual({ code: 0, rejected: undefined });
}

const jsonOf = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await backtest(...args, '--format', 'json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as object;
};

describe('teilhabe backtest', () => {
  it('prints what the rules would have been worth, for people and for programs', async () => {
    await someRecord();
    const { code, stdout, stderr } = await backtest(rulebook(["version: '2005-01'", 'version: new-1']));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('rulebook new-1, tried on participations started at any time');
    expect(stdout).toContain('left out, still running: 1');
    const rows = stdout.split('\n').map(line => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual(['all', 'R1', '2', '2', '1', '0', '1', '100.0 %', '50.0 %', '15', '15']);
    expect(rows).toContainEqual(['provider-1', 'R2', '2', '2', '0', '0', '0', '-', '0.0 %', '-', '-']);

    const R1 = { flags: 2, tooLate: 0, hits: 2, precision: 1, recall: 1, lead: { n: 2, median: 7, p90: 16 } };
    const lead = { n: 0, median: null, p90: null };
    const R2 = { flags: 0, tooLate: 0, hits: 0, precision: null, recall: 0, lead };
    const figures = { started: 2, droppedOut: 2, rules: { R1, R2 } };
    expect(await jsonOf(rulebook(['unexcusedInARow: 2', 'unexcusedInARow: 1']))).toEqual({
      candidate: {
        version: '2005-01',
        R1: { unexcusedInARow: 1 },
        R2: { window: 20, atLeast: 10, below: 0.7 },
      },
      period: { from: null, to: null },
      running: 1,
      all: figures,
      providers: [{ providerId: 'provider-1', ...figures }],
    });
  });

  it('takes those that started in the period', async () => {
    await someRecord();
    expect(await jsonOf(rulebook(), '--from', '2025-03-03', '--to', '2025-03-03')).toMatchObject({
      period: { from: '2025-03-03', to: '2025-03-03' },
      all: { started: 2 },
    });
    expect(await jsonOf(rulebook(), '--from', '2025-03-04')).toMatchObject({
      running: 0,
      all: { started: 0 },
    });
    expect((await backtest(rulebook(), '--to', '2025-03-02')).stdout).toMatch(
      /started to 2025-03-02\n[^]*\nall +R1 +0 +0 +0 +0 +0 +- +- +- +-\n/,
    );
  });

  it('reads beside a server, and changes nothing', async () => {
    await someRecord();
    const [events, files] = [await eventsIn(dataDir()), readdirSync(dataDir())];
    const alone = await backtest(rulebook());
    expect(readdirSync(dataDir())).toEqual(files);
    expect(await eventsIn(dataDir())).toEqual(events);
    await startServer(dataDir());
    const served = await eventsIn(dataDir());
    expect(await backtest(rulebook())).toEqual(alone);
    expect(await eventsIn(dataDir())).toEqual(served);
  });

  it('needs a record', async () => {
    expect(await backtest(rulebook())).toEqual({
      code: 1,
      stdout: '',
      stderr: `there is no record in ${dataDir()}\n`,
    });
    expect(readdirSync(directory())).toEqual(['candidate.yaml']);
  });

  it('needs a file that can be read', async () => {
    for (const file of [join(directory(), 'none.yaml'), directory()]) {
      const { code, stdout, stderr } = await backtest(file);
      expect({ code, stdout }).toEqual({ code: 66, stdout: '' });
      expect(stderr).toMatch(`${file} cannot be read: `);
    }
  });

  it('names every fault of the rulebook', async () => {
    const file = rulebook(
      ['unexcusedInARow: 2', 'unexcusedInARow: 0'],
      ['below: 0.7', 'below: much'],
      ['contact: 28', 'contacts: 28'],
      ['validFrom: 1900-01-01', 'validFrom: 1900-02-30'],
    );
    const { code, stdout, stderr } = await backtest(file);
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
    const [first, ...faults] = stderr.trimEnd().split('\n');
    expect(first).toBe(`${file} is no rulebook:`);
    const fields = faults.map(line => /^ {2}([\w.]+) \w/.exec(line)?.[1]);
    expect([...new Set(fields)].toSorted()).toEqual([
      'duties.contact',
      'duties.contacts',
      'validFrom',
      'warnings.R1.unexcusedInARow',
      'warnings.R2.below',
    ]);
  });

  it.each([
    ['', ['the file must be an object']],
    ['- a\n- b\n', ['the file must be an object']],
    ['a: *nowhere\n', [expect.stringContaining('nowhere')]],
    [
      'a: [1\nb: "2\n',
      [expect.stringMatching(/^line 2, column 1: ./), expect.stringMatching(/^line 3, column 1: ./)],
    ],
    ['a: 1\n---\nb: 2\n', [expect.stringMatching(/^line 2, column 1: /)]],
    [Buffer.from([0x61, 0x3a, 0xff]), ['it is not UTF-8']],
  ])('says what is wrong with a file that holds %j', async (text, faults) => {
    const file = join(directory(), 'odd.yaml');
    writeFileSync(file, text);
    const { code, stderr } = await backtest(file);
    const [first, ...found] = stderr.trimEnd().split('\n');
    expect({ code, first }).toEqual({ code: 65, first: `${file} is no rulebook:` });
    expect(found.map(line => line.trim())).toEqual(expect.arrayContaining(faults));
  });

  it.each([
    [
      ['--from', '2025-02-30', '--to', 'soon'],
      '--from must be a day (2026-03-31)\n--to must be a day (2026-03-31)\n',
    ],
    [
      ['--from', '2025-03-02', '--to', '2025-03-01'],
      '--from 2025-03-02 must not be later than --to 2025-03-01\n',
    ],
    [['--format', 'csv'], expect.stringContaining('Allowed choices are table, json')],
    [['--since', '2025-03-02'], expect.stringContaining('--since')],
  ])('refuses %j', async (args, stderr) => {
    expect(await backtest(rulebook(), ...args)).toEqual({ code: 64, stdout: '', stderr });
  });

  it('needs to be told what to try', async () => {
    expect(await backtest()).toMatchObject({ code: 64, stdout: '' });
  });
});
