import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { lockDirectory } from '../../src/event-store/sqlite/directory-lock.js';
import { PostgresStopRecord } from '../../src/policies/postgres-stop-record.js';
import { someRead } from '../support/access-log/some-read.js';
import { endProcesses, teilhabe, teilhabeWith } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

const directory = temporaryDirectory();
afterEach(endProcesses);
const dataDir = () => join(directory(), 'data');
const accessLog = (...args: readonly string[]) => teilhabe(dataDir(), 'access-log', ...args);

async function reads(many: number, place = dataDir()): Promise<void> {
  mkdirSync(place, { recursive: true });
  const log = SqliteAccessLog.open(join(place, 'access.db'));
  for (let n = 0; n < many; n++) await log.append(someRead({ caseIds: [`case-${n}`] }));
  await log.close();
}
const headIn = (stdout: string): string => /^head: (\S+)$/m.exec(stdout)![1]!;

function tamper(sql: string): void {
  const db = new Database(join(dataDir(), 'access.db'));
  db.pragma('foreign_keys = OFF');
  for (const name of ['reads_unchanged', 'reads_kept', 'read_of_kept']) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  db.close();
}

describe('teilhabe access-log verify', () => {
  it('prints how far the log goes, which a later call can be given', async () => {
    await reads(3);
    const { code, stdout, stderr } = await accessLog('verify');
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringMatching(/^reads: 3\nhead: 3:[0-9a-f]{64}\n$/),
      '',
    ]);
    await reads(2);
    expect(await accessLog('verify', '--noted', headIn(stdout))).toMatchObject({ code: 0 });
    tamper('DELETE FROM read_of WHERE number > 2; DELETE FROM reads WHERE number > 2');
    expect(await accessLog('verify', '--noted', headIn(stdout))).toMatchObject({
      code: 65,
      stderr: 'the log no longer has the 3 reads that were noted\n',
    });
  });

  it('names every fault', async () => {
    await reads(15);
    tamper(`UPDATE reads SET subject = 'x'`);
    const { code, stderr } = await accessLog('verify', '--log', `sqlite:${dataDir()}`);
    expect([code, stderr.trimEnd().split('\n').length]).toEqual([65, 15]);
  });

  it.each([
    [['--noted', '3'], 64, '--noted must be a head'],
    [['--log', 'esdb://localhost'], 64, '--log must be one of'],
    [[], 66, 'there is no access log in'],
  ])('called with %j ends with %d', async (args, code, told) => {
    expect(await accessLog('verify', ...args)).toMatchObject({
      code,
      stderr: expect.stringContaining(told) as string,
    });
  });
});

describe('teilhabe access-log copy', () => {
  it('needs the data directories for itself, and two of them', async () => {
    await reads(1);
    const lock = lockDirectory(dataDir());
    const ends = ['--from', 'view-store', '--to', `sqlite:${join(directory(), 'other')}`];
    expect(await accessLog('copy', ...ends)).toMatchObject({ code: 75 });
    lock.release();
    expect(await accessLog('copy', ...ends)).toMatchObject({ code: 0 });
    expect(await accessLog('copy', '--from', 'view-store', '--to', `sqlite:${dataDir()}`)).toMatchObject({
      code: 64,
    });
  });
});

describeOnPostgres('teilhabe access-log copy to PostgreSQL', () => {
  let place: FreshDatabase;
  beforeEach(async () => {
    place = await freshDatabase();
  });
  afterEach(() => place.drop());
  const withViews = (...args: readonly string[]) =>
    teilhabeWith({ VIEW_STORE: place.url }, dataDir(), 'access-log', ...args);
  const copied = () => withViews('copy', '--from', `sqlite:${dataDir()}`, '--to', 'view-store');

  it('moves all of it, and what came since with a second call', async () => {
    await reads(30);
    expect(await copied()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('30 reads copied') as string,
    });
    await reads(5);
    const { code, stdout } = await copied();
    expect([code, stdout]).toEqual([0, (await accessLog('verify')).stdout]);
    expect((await withViews('verify')).stdout).toBe(stdout);
  });

  it('moves it back', async () => {
    await reads(3);
    const { stdout } = await copied();
    const back = `sqlite:${join(directory(), 'back')}`;
    expect(await accessLog('copy', '--from', place.url, '--to', back)).toMatchObject({ code: 0, stdout });
    expect((await accessLog('verify', '--log', back)).stdout).toBe(stdout);
  });

  it('takes the stops of the policies along, so that one that stands goes on standing', async () => {
    await reads(1);
    const stop = { since: '2026-05-11T08:00:00.000Z', because: 'clocks-parted', seconds: 301 };
    const lines = [
      { stopped: stop },
      { resumed: { at: stop.since, by: 'a', reason: 'ä' } },
      { stopped: stop },
    ];
    const file = join(dataDir(), 'policy-stops.jsonl');
    writeFileSync(file, `${lines.map(line => JSON.stringify(line)).join('\n')}\n`);
    const first = await copied();
    expect(first.stderr).toContain('3 stops and resumptions');
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"resu`);
    expect((await copied()).stderr).toContain('1 stops and resumptions');
    expect((await copied()).stderr).toContain('0 stops and resumptions');
    const record = await PostgresStopRecord.open(place.url);
    const kept = await record.after(0);
    await record.close();
    expect(kept.map(({ line }) => line)).toEqual([
      ...lines,
      { stopped: { since: expect.any(String) as string, because: 'record-unreadable', seconds: 0 } },
    ]);
  });

  it('says what does not fit, and repeats no password', async () => {
    await reads(2);
    await copied();
    await reads(1, join(directory(), 'other'));
    const { code, stderr } = await withViews(
      'copy',
      '--from',
      `sqlite:${join(directory(), 'other')}`,
      '--to',
      'view-store',
    );
    expect([code, stderr]).toEqual([65, expect.stringContaining('reads that the source has not') as string]);
    const gone = new URL(place.url);
    gone.port = '1';
    gone.password = 'very-secret';
    const lost = await accessLog('verify', '--log', gone.href);
    expect([lost.code, lost.stderr]).toEqual([75, expect.stringContaining('ECONNREFUSED') as string]);
    expect(lost.stderr).not.toContain('very-secret');
  });
});
