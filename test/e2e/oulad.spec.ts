import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Backtest } from '../../src/backtest/backtest.js';
import { eventsIn } from '../support/cli/record.js';
import { endProcesses, startServer, teilhabe, type Server } from '../support/cli/teilhabe.js';
import { countBacktest } from '../support/oulad-backtest-count.js';
import { countByProvider, countOulad, type RunCount, type SurpriseSplit } from '../support/oulad-count.js';
import { convert, describeRealOulad, emptyFolder, ouladFolder, realOulad } from '../support/oulad-folder.js';

interface Figures {
  readonly registered: number;
  readonly noShows: number;
  readonly started: number;
  readonly running: number;
  readonly completed: number;
  readonly droppedOut: number;
  readonly neutralDropouts: number;
  readonly dropoutRate: number | null;
  readonly warned: number;
  readonly surprise: Omit<SurpriseSplit, 'warned'> & { readonly total: number };
}
type Cohort = Omit<Figures, 'registered' | 'noShows'> & {
  readonly cohort: string;
  readonly provisional: boolean;
};

interface Entry {
  readonly type: string;
  readonly measureId: string | null;
  readonly data: { readonly raisedBy?: string; readonly rules?: readonly { readonly rule: string }[] };
}

/** The figures that the independent count comes to, in the form of the API. */
const expectedOf = ({ warned, ...surprise }: SurpriseSplit, started: number, droppedOut: number) => ({
  started,
  running: 0,
  droppedOut,
  neutralDropouts: 0,
  dropoutRate: started < 10 ? null : droppedOut / started,
  warned,
  surprise: { ...surprise, total: droppedOut - warned },
});

function figuresOf(run: RunCount) {
  const { registered, noShows, started, completed, droppedOut, surprise } = run;
  return { registered, noShows, completed, ...expectedOf(surprise, started, droppedOut) };
}

/** `npm run oulad`, the import and the server over it, held against the count from the files themselves. */
function imported(folderOf: () => string): void {
  let folder: string;
  let dataDir: string;
  let out: string;
  let server: Server;
  let runs: readonly RunCount[];

  beforeAll(async () => {
    folder = folderOf();
    runs = countOulad(folder);
    const converted = convert(folder);
    expect(converted.status).toBe(0);
    out = converted.out;
    dataDir = join(emptyFolder(), 'data');
    const { code, stderr } = await teilhabe(dataDir, 'import', out);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain(
      `${converted.lines.length} lines: ${converted.lines.length} recorded, 0 already there`,
    );
    server = await startServer(dataDir);
  }, 300_000);
  afterAll(endProcesses);

  async function bearerOf({ run }: RunCount): Promise<string> {
    const options = ['--role', 'adviser', '--subject', `adviser-${run}`, '--office', `office-${run}`];
    return (await teilhabe(dataDir, 'token', ...options)).stdout.trim();
  }

  async function get<Answer>(path: string, bearer: string): Promise<Answer> {
    const answer = await fetch(`${server.url}/v1/${path}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    return (await answer.json()) as Answer;
  }

  /** Flags raised by a rule, and how many name R1 and R2, from the timeline of the run's adviser. */
  async function flagsOf(run: RunCount) {
    const bearer = await bearerOf(run);
    const found = { flags: 0, flaggedByR1: 0, flaggedByR2: 0 };
    let cursor: string | undefined;
    do {
      const path: string = `timeline?limit=200${cursor ? `&cursor=${cursor}` : ''}`;
      const page: { readonly items: readonly Entry[]; readonly next?: string } = await get(path, bearer);
      for (const { type, measureId, data } of page.items) {
        if (type !== 'DropoutRiskFlagged') continue;
        expect({ measureId, raisedBy: data.raisedBy }).toEqual({
          measureId: `oulad-${run.run}`,
          raisedBy: 'rule',
        });
        const rules = (data.rules ?? []).map(({ rule }) => rule);
        found.flags += 1;
        found.flaggedByR1 += rules.includes('R1') ? 1 : 0;
        found.flaggedByR2 += rules.includes('R2') ? 1 : 0;
      }
      cursor = page.next;
    } while (cursor !== undefined);
    return found;
  }

  it('counts each measure as the files do', async () => {
    expect(runs.length).toBeGreaterThan(1);
    for (const run of runs) {
      const bearer = await bearerOf(run);
      const { total } = await get<{ total: Figures }>(`measures/oulad-${run.run}/escalation`, bearer);
      expect({ run: run.run, ...total }).toMatchObject({ run: run.run, ...figuresOf(run) });
    }
  });

  it('counts each provider as the files do, by cohort and by measure', async () => {
    for (const { module, cohort, started, droppedOut, surprise } of countByProvider(runs)) {
      const run = runs.find(one => one.module === module)!;
      const answer = await get<{
        readonly cohorts: readonly Cohort[];
        readonly measures: readonly { readonly measureId: string; readonly total: Figures }[];
      }>(`providers/oulad-${module}/escalation`, await bearerOf(run));
      const found = answer.cohorts.find(one => one.cohort === cohort);
      expect({ module, ...found }).toMatchObject({
        ...{ module, cohort, provisional: false },
        ...expectedOf(surprise, started, droppedOut),
      });
      const ofModule = runs.filter(one => one.module === module);
      expect(answer.measures.map(({ measureId }) => measureId)).toEqual(
        ofModule.map(one => `oulad-${one.run}`).toSorted(),
      );
    }
  });

  it('raises the flags that the rules ask for, once a participation', async () => {
    for (const run of runs) {
      const { flags, flaggedByR1, flaggedByR2 } = run;
      expect({ run: run.run, ...(await flagsOf(run)) }).toEqual({
        run: run.run,
        flags,
        flaggedByR1,
        flaggedByR2,
      });
    }
  }, 300_000);

  it.each([1, 2, 3])('tries R1 at %d days on the past, beside the server', async inARow => {
    const shipped = resolve(import.meta.dirname, '../../src/rulebook/seeds/2005-01.yaml');
    const candidate = join(dataDir, '..', `row-of-${inARow}.yaml`);
    writeFileSync(
      candidate,
      readFileSync(shipped, 'utf8').replace('unexcusedInARow: 2', `unexcusedInARow: ${inARow}`),
    );
    const { code, stdout } = await teilhabe(dataDir, 'backtest', candidate, '--format', 'json');
    expect(code).toBe(0);
    const { candidate: tried, running, all, providers } = JSON.parse(stdout) as Backtest;
    expect({ tried: tried.R1, running }).toEqual({ tried: { unexcusedInARow: inARow }, running: 0 });
    const counted = countBacktest(folder, { inARow, window: 20, atLeast: 10, below: 0.7 });
    expect(all).toEqual(counted.all);
    const ofModules = [...counted.modules].map(([module, count]) => ({
      providerId: `oulad-${module}`,
      ...count,
    }));
    expect(providers).toEqual(ofModules);
  });

  it('adds no event when it is imported again', async () => {
    await server.stop();
    const before = await eventsIn(dataDir);
    expect(await teilhabe(dataDir, 'import', out)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('0 refused; 0 events added'),
    });
    const after = await eventsIn(dataDir);
    expect([after.length, after.at(-1)]).toEqual([before.length, before.at(-1)]);
    expect(existsSync(`${out}.rejected`)).toBe(false);
  }, 300_000);
}

describe('made course runs over HTTP', () => imported(ouladFolder));

describeRealOulad('the real course runs over HTTP', () => {
  imported(() => realOulad);

  it('are what their README says of them', () => {
    const rows = readFileSync(join(realOulad, 'README.md'), 'utf8').matchAll(
      /^\| (\w{3}) (\d{4}[BJ]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm,
    );
    const table = [...rows].map(([, module, presentation, ...counts]) => [
      `${module}-${presentation}`,
      ...counts,
    ]);
    const counted = countOulad(realOulad).map(run => [
      run.run,
      run.rows,
      run.refused,
      run.noShows,
      run.droppedOut,
    ]);
    expect(table.toSorted()).toEqual(counted.map(row => row.map(String)).toSorted());
    expect(table).toHaveLength(5);
  });
});
