import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attending, droppingOut } from '../support/cli/attendance-lines.js';
import {
  closePlaces,
  eventsAt,
  kurrentPlace,
  sqlitePlace,
  standingOf,
  type Place,
} from '../support/cli/copying.js';
import { crowdedFile } from '../support/cli/crowded-file.js';
import { ground, teamLead, writeLines } from '../support/cli/import-lines.js';
import { expectSameLog } from '../support/cli/record.js';
import { beginWith, endProcesses, teilhabe, teilhabeWith, until } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

const directory = temporaryDirectory();
afterEach(endProcesses);
afterAll(closePlaces);

type Environment = Readonly<Record<string, string>>;
const shipped = resolve(import.meta.dirname, '../../src/rulebook/seeds/2005-01.yaml');
const dataDir = () => join(directory(), 'data');

async function onKurrent(): Promise<{ readonly place: Place; readonly environment: Environment }> {
  const { connection, prefix, ...place } = await kurrentPlace();
  return { place, environment: { EVENT_STORE: connection, EVENT_STORE_PREFIX: prefix } };
}

const aCase = [
  ...ground(2, 'a'),
  ...attending('a', '2025-03-04', '2025-03-05'),
  droppingOut('a', '2025-03-20'),
  {
    command: 'OpenProviderCase',
    key: 'open',
    actor: teamLead,
    caseId: 'case-1',
    providerId: 'provider-1',
    measureId: 'measure-1',
    category: 'D4',
    severity: 'considerable',
    dutyBreached: { clause: '§ 4' },
    observedOn: '2025-03-03',
  },
];

/** Every command once, over the stores that the environment names. */
async function everyCommand(environment: Environment): Promise<void> {
  const run = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await teilhabeWith(environment, dataDir(), ...args);
    expect({ args, code, stderr }).toMatchObject({ args, code: 0 });
    return `${stdout}${stderr}`;
  };
  const file = writeLines(join(directory(), 'case.ndjson'), aCase);
  expect(await run('import', file)).toContain(`${aCase.length} recorded, 0 already there`);
  expect(await run('import', file)).toContain(
    `0 recorded, ${aCase.length} already there, 0 refused; 0 events`,
  );
  expect(await run('history', 'a', '--purpose', 'court')).toMatch(/2025-03-20|20\.03\.2025/);
  expect(JSON.parse(await run('backtest', shipped, '--format', 'json').then(jsonIn))).toMatchObject({
    all: expect.objectContaining({ droppedOut: 1 }),
  });
  const zip = join(directory(), 'case.zip');
  await run('dossier', 'case-1', '--out', zip);
  expect(await run('dossier', 'verify', zip, '--against-log')).toContain('as the log says');
  expect(await run('rebuild')).toMatch(/all views rebuilt from \d+ events/);
  const key = join(directory(), 'key.json');
  const token = ['token', '--role', 'admin', '--subject', 'a-1'];
  const { code } = await teilhabeWith({ ...environment, INSTANCE_KEY_FILE: key }, dataDir(), ...token);
  expect({ code, made: existsSync(key) }).toEqual({ code: 0, made: true });
}

const jsonIn = (text: string): string => /^\{[^]*\n\}/m.exec(text)![0];

describe('with the log in a KurrentDB', () => {
  it('every command works on it, and none on the data directory', async () => {
    const { place, environment } = await onKurrent();
    await everyCommand(environment);
    expect(existsSync(join(dataDir(), 'events.db'))).toBe(false);
    expect((await eventsAt(place)).length).toBeGreaterThan(aCase.length);
  }, 120_000);

  it('an import comes to the same as on the embedded default, also when it is killed', async () => {
    const lines = crowdedFile(30);
    const unbroken = writeLines(join(directory(), 'unbroken.ndjson'), lines);
    expect(await teilhabe(join(directory(), 'embedded'), 'import', unbroken)).toMatchObject({ code: 65 });
    const wanted = await eventsAt(sqlitePlace(join(directory(), 'embedded')));
    const { place, environment } = await onKurrent();
    const file = writeLines(join(directory(), 'killed.ndjson'), lines);
    let cut = 0;
    for (const share of [0.2, 0.6]) {
      const { child, ended } = beginWith(environment, dataDir(), 'import', file);
      await until(
        'so much is recorded',
        async () => (await standingOf(wanted, place)) > share * wanted.length || child.exitCode !== null,
      );
      child.kill('SIGKILL');
      await ended;
      if ((await standingOf(wanted, place)) < wanted.length) cut++;
    }
    expect(cut).toBeGreaterThan(0);
    expect(await teilhabeWith(environment, dataDir(), 'import', file)).toMatchObject({ code: 65 });
    expectSameLog(await eventsAt(place), wanted);
    expect(readFileSync(`${file}.rejected`, 'utf8')).toBe(readFileSync(`${unbroken}.rejected`, 'utf8'));
  }, 240_000);

  it('a command that cannot reach it says what to do, without a word of the password', async () => {
    const environment = { EVENT_STORE: 'esdb://clerk:s3cret@127.0.0.1:1?tls=false' };
    const file = writeLines(join(directory(), 'case.ndjson'), aCase);
    for (const args of [['history', 'a'], ['rebuild'], ['import', file]]) {
      const { code, stdout, stderr } = await teilhabeWith(environment, dataDir(), ...args);
      expect({ args, code, stdout }).toEqual({ args, code: 75, stdout: '' });
      expect(stderr).toContain('see that what EVENT_STORE names runs and can be reached, then try again');
      expect(stderr).not.toMatch(/s3cret|clerk|\n\s+at /);
    }
  }, 60_000);
});

describeOnPostgres('with the log in a KurrentDB and the views in a PostgreSQL', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('every command works on them, and only the ledger of imports is in the data directory', async () => {
    const { environment } = await onKurrent();
    await everyCommand({ ...environment, VIEW_STORE: database.url });
    for (const file of ['events.db', 'views.db', 'access.db'])
      expect({ file, there: existsSync(join(dataDir(), file)) }).toEqual({ file, there: false });
    expect(existsSync(join(dataDir(), 'imports.db'))).toBe(true);
  }, 120_000);
});
