import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AccessLogUnavailable } from '../../src/access-log/access-log.js';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { accessLogContract } from '../support/access-log/access-log.contract.js';
import { someRead } from '../support/access-log/some-read.js';
import { onSqlite } from '../support/access-log/sqlite.harness.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

describe('the access log in a file', () => accessLogContract(onSqlite));

const directory = temporaryDirectory();
const file = () => join(directory(), 'access.db');
let open: SqliteAccessLog[] = [];
afterEach(async () => {
  for (const log of open) await log.close();
  open = [];
});

function opened(options?: Parameters<typeof SqliteAccessLog.open>[1]): SqliteAccessLog {
  const log = SqliteAccessLog.open(file(), options);
  open.push(log);
  return log;
}

/** Another look at the file: what it sees is committed. */
const verified = () => verifyAccessLog(opened({ readonly: true }));

describe('the file of the access log', () => {
  it('syncs every commit, and waits for another process that writes', () => {
    const log = opened() as unknown as { readonly db: Database.Database };
    expect(log.db.pragma('synchronous', { simple: true })).toBe(2);
    expect(log.db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(log.db.pragma('busy_timeout', { simple: true })).toBe(2000);
  });

  it('is for its owner only, with all that lies beside it, also where it was not', async () => {
    await opened().append(someRead());
    const modes = () => readdirSync(directory()).map(name => statSync(join(directory(), name)).mode & 0o777);
    expect(modes().length).toBeGreaterThan(1);
    expect(new Set(modes())).toEqual(new Set([0o600]));
    for (const log of open.splice(0)) await log.close();
    chmodSync(file(), 0o644);
    opened();
    expect(new Set(modes())).toEqual(new Set([0o600]));
  });

  it('says so where the disk is full, and has nothing of it', async () => {
    const log = opened({ maxPages: 24 });
    const long = { participationIds: Array.from({ length: 200 }, (_, n) => `participation-${n}`) };
    const outcomes: unknown[] = [];
    for (let n = 0; n < 20; n++)
      outcomes.push(await log.append(someRead(long)).catch((error: unknown) => error));
    const refused = outcomes.filter(outcome => outcome !== undefined);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(20);
    expect(refused.every(error => error instanceof AccessLogUnavailable)).toBe(true);
    expect(await verified()).toMatchObject({ reads: 20 - refused.length, faults: [] });
  });

  it('says so where another process holds it', async () => {
    const log = opened({ patience: 0 });
    const other = new Database(file());
    other.exec('BEGIN IMMEDIATE');
    await expect(log.append(someRead())).rejects.toThrow(AccessLogUnavailable);
    other.close();
    await log.append(someRead());
    expect((await verified()).reads).toBe(1);
  });

  it('is not opened where it is no access log, or one of another format', () => {
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

  it('of before gets what finds the ids of one read', async () => {
    await opened().append(someRead());
    for (const log of open.splice(0)) await log.close();
    const db = new Database(file());
    const index = () => db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'read_of_number'`).all();
    db.exec('DROP INDEX read_of_number');
    expect(index()).toEqual([]);
    opened();
    expect(index()).toHaveLength(1);
    db.close();
  });
});
