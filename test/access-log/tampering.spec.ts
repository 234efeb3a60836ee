import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { someRead } from '../support/access-log/some-read.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const file = () => join(directory(), 'access.db');

beforeEach(async () => {
  const log = SqliteAccessLog.open(file());
  for (let n = 1; n <= 5; n++) await log.append(someRead({ participationIds: [`participation-${n}`] }));
  log.close();
});

function doTo(statements: string): void {
  const db = new Database(file());
  try {
    db.exec(statements);
  } finally {
    db.close();
  }
}

const copy = (table: string, changed: string): string =>
  `INSERT OR REPLACE INTO ${table} SELECT ${changed} FROM ${table} WHERE number = 3`;

describe('the file lets nobody change it', () => {
  it.each([
    ['a read', `UPDATE reads SET subject = 'somebody'`],
    ['a read away', 'DELETE FROM reads WHERE number = 5'],
    ['a read by another in its place', copy('reads', `number, at, 'somebody', content, hash`)],
    ['a read into a gap', copy('reads', 'number + 7, at, subject, content, hash')],
    ['what a read is found by', `UPDATE read_of SET id = 'nobody'`],
    ['what a read is found by away', 'DELETE FROM read_of'],
    ['what a read is found by, by the same', copy('read_of', 'kind, id, number')],
    ['what an old read is found by', `INSERT INTO read_of VALUES ('client', 'another', 2)`],
  ])('%s', (_, statement) => {
    expect(() => doTo(statement)).toThrow('the access log only grows');
    expect(verifyAccessLog(file())).toMatchObject({ reads: 5, faults: [] });
  });
});

const triggers = [
  'reads_in_order',
  'reads_unchanged',
  'reads_kept',
  'read_of_new',
  'read_of_unchanged',
  'read_of_kept',
];
const unguarded = triggers.map(name => `DROP TRIGGER ${name};`).join('');

describe('who takes the guards away and changes it all the same is found out', () => {
  it.each([
    [
      'another reader',
      `UPDATE reads SET content = replace(content, 'adviser-7', 'adviser-8') WHERE number = 3`,
      'read 3 was changed',
    ],
    [
      'another moment, only where it is found by',
      `UPDATE reads SET at = '2020' WHERE number = 3`,
      'read 3 is found by',
    ],
    [
      'another subject, only where it is found by',
      `UPDATE reads SET subject = 'x' WHERE number = 3`,
      'read 3 is found by',
    ],
    [
      'a read taken out',
      'DELETE FROM read_of WHERE number = 3; DELETE FROM reads WHERE number = 3',
      'read 3 is missing',
    ],
    [
      'a read taken out and the others moved up',
      'PRAGMA foreign_keys = OFF; DELETE FROM reads WHERE number = 3; UPDATE reads SET number = number - 1 WHERE number > 3',
      'read 3 was changed',
    ],
    [
      'a read hidden from who looks for a participation',
      `DELETE FROM read_of WHERE id = 'participation-3'`,
      'read 3 is found by',
    ],
    [
      'a read that nobody made',
      `INSERT INTO reads SELECT 6, at, subject, content, hash FROM reads WHERE number = 5`,
      'read 6 was changed',
    ],
    [
      'ids of a read that is not there',
      `PRAGMA foreign_keys = OFF; INSERT INTO read_of VALUES ('client', 'x', 99)`,
      '1 ids belong to no read',
    ],
  ])('%s', (_, change, told) => {
    doTo(unguarded + change);
    expect(verifyAccessLog(file()).faults.join('\n')).toContain(told);
  });

  it('the end cut off, by whoever noted how far it went', () => {
    const { reads, hash } = verifyAccessLog(file());
    doTo(`${unguarded} DELETE FROM read_of WHERE number = 5; DELETE FROM reads WHERE number = 5`);
    expect(verifyAccessLog(file()).faults).toEqual([]);
    expect(verifyAccessLog(file(), { reads, hash }).faults).toEqual([
      'the log no longer has the 5 reads that were noted',
    ]);
  });

  it('and nobody else is accused: a noted head is still in a log that has grown', async () => {
    const { reads, hash } = verifyAccessLog(file());
    const log = SqliteAccessLog.open(file());
    await log.append(someRead());
    log.close();
    expect(verifyAccessLog(file(), { reads, hash })).toMatchObject({ reads: 6, faults: [] });
  });
});
