import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AccessLogUnavailable, type CaseRead, type ReadsOf } from '../../src/access-log/access-log.js';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { someRead } from '../support/access-log/some-read.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const file = () => join(directory(), 'access.db');
let open: SqliteAccessLog[] = [];
afterEach(() => {
  for (const log of open) log.close();
  open = [];
});

function opened(options?: Parameters<typeof SqliteAccessLog.open>[1]): SqliteAccessLog {
  const log = SqliteAccessLog.open(file(), options);
  open.push(log);
  return log;
}

/** Another look at the file: what it sees is committed. */
const committed = (): number => verifyAccessLog(file()).reads;

describe('the access log', () => {
  it('has a read on the disk, whole, before it says so', async () => {
    const log = opened();
    const read = someRead({ purpose: 'Prüfung nach § 9', caseIds: ['case-1'], aboutReader: 'lead-1' });
    await log.append(read);
    expect(committed()).toBe(1);
    expect(await log.reads({}, { limit: 10 })).toEqual([{ id: '0000000000000001', ...read }]);
  });

  it('syncs every commit, and waits for another process that writes', () => {
    const log = opened() as unknown as { readonly db: Database.Database };
    expect(log.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(log.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(log.db.pragma('busy_timeout', { simple: true })).toBe(2000);
  });

  it('commits those that wait at the same time together', async () => {
    const log = opened();
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => log.append(someRead({ clientIds: [`client-${n}`] }))),
    );
    expect([log.commits, committed()]).toEqual([1, 50]);
    expect(verifyAccessLog(file()).faults).toEqual([]);
  });

  it('is for its owner only, with all that lies beside it, also where it was not', async () => {
    await opened().append(someRead());
    const modes = () => readdirSync(directory()).map(name => statSync(join(directory(), name)).mode & 0o777);
    expect(modes().length).toBeGreaterThan(1);
    expect(new Set(modes())).toEqual(new Set([0o600]));
    for (const log of open.splice(0)) log.close();
    chmodSync(file(), 0o644);
    opened();
    expect(new Set(modes())).toEqual(new Set([0o600]));
  });

  it('is written by two at once, in one chain', async () => {
    const [one, other] = [opened(), opened()];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? one : other).append(someRead({ clientIds: [`client-${n}`] })),
      ),
    );
    expect(verifyAccessLog(file())).toMatchObject({ reads: 20, faults: [] });
  });

  it('goes on after it was closed and opened again', async () => {
    await opened().append(someRead());
    open.pop()!.close();
    await opened().append(someRead());
    expect(verifyAccessLog(file())).toMatchObject({ reads: 2, faults: [] });
  });

  it('writes what waits before it closes, and nothing afterwards', async () => {
    const log = opened();
    const waiting = log.append(someRead());
    log.close();
    await waiting;
    expect(committed()).toBe(1);
    await expect(log.append(someRead())).rejects.toThrow(AccessLogUnavailable);
    await expect(log.reads({}, { limit: 1 })).rejects.toThrow(AccessLogUnavailable);
  });

  it('says so where the disk is full, and has nothing of it', async () => {
    const log = opened({ maxPages: 24 });
    const long = { participationIds: Array.from({ length: 200 }, (_, n) => `participation-${n}`) };
    const outcomes: unknown[] = [];
    for (let n = 0; n < 20; n++)
      outcomes.push(await log.append(someRead(long)).catch((error: unknown) => error));
    const refused = outcomes.filter(outcome => outcome !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(error => error instanceof AccessLogUnavailable)).toBe(true);
    expect(verifyAccessLog(file())).toMatchObject({ reads: 20 - refused.length, faults: [] });
  });

  it('says so where another process holds the file', async () => {
    const log = opened({ patience: 0 });
    const other = new Database(file());
    other.exec('BEGIN IMMEDIATE');
    await expect(log.append(someRead())).rejects.toThrow(AccessLogUnavailable);
    other.close();
    await log.append(someRead());
    expect(committed()).toBe(1);
  });

  it('does not open what is no access log, or one of another format', () => {
    const db = new Database(file());
    db.exec('CREATE TABLE other (x)');
    expect(() => opened()).toThrow(AccessLogUnavailable);
    db.pragma('user_version = 2');
    expect(() => opened()).toThrow(/format 2/);
    db.close();
    expect(() => SqliteAccessLog.open(join(directory(), 'nowhere', 'access.db'))).toThrow(
      AccessLogUnavailable,
    );
  });
});

describe('reads are found', () => {
  const reads: readonly CaseRead[] = [
    someRead({ at: '2026-05-11T08:00:00.000Z' }),
    someRead({ at: '2026-05-12T08:00:00.000Z', participationIds: ['participation-1', 'participation-2'] }),
    someRead({
      at: '2026-05-13T08:00:00.000Z',
      reader: { subject: 'lead', role: 'team-lead', organisation: 'o' },
    }),
    someRead({
      at: '2026-05-14T08:00:00.000Z',
      participationIds: [],
      clientIds: [],
      caseIds: ['participation-1'],
    }),
  ];

  it.each<readonly [string, ReadsOf, readonly number[]]>([
    ['all, the newest first', {}, [4, 3, 2, 1]],
    ['by participation', { participationIds: ['participation-2'] }, [2]],
    ['by participation, not by a case of the same id', { participationIds: ['participation-1'] }, [3, 2, 1]],
    ['by case', { caseIds: ['participation-1'] }, [4]],
    [
      'by any of several ids',
      { participationIds: ['participation-2'], caseIds: ['participation-1'] },
      [4, 2],
    ],
    ['by reader', { reader: 'lead' }, [3]],
    ['by client and reader', { clientIds: ['client-1'], reader: 'adviser-7' }, [2, 1]],
    ['from a moment on', { from: '2026-05-12T08:00:00.000Z' }, [4, 3, 2]],
    ['before a moment', { to: '2026-05-12T08:00:00.000Z' }, [1]],
    ['none where nobody is', { clientIds: ["' OR 1=1 --"] }, []],
  ])('%s', async (_, of, numbers) => {
    const log = opened();
    for (const read of reads) await log.append(read);
    expect((await log.reads(of, { limit: 10 })).map(({ id }) => Number(id))).toEqual(numbers);
  });

  it('part by part', async () => {
    const log = opened();
    for (const read of reads) await log.append(read);
    const first = await log.reads({}, { limit: 3 });
    const second = await log.reads({}, { limit: 3, before: first.at(-1)!.id });
    expect([...first, ...second].map(({ id }) => Number(id))).toEqual([4, 3, 2, 1]);
  });
});
