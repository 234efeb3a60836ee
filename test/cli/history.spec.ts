import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { LoggedRead } from '../../src/access-log/access-log.js';
import { SqliteAccessLog } from '../../src/access-log/sqlite-access-log.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { adviser, ground, offer, writeLines } from '../support/cli/import-lines.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const dataDir = () => join(directory(), 'data');
const history = (...args: readonly string[]) => teilhabe(dataDir(), 'history', ...args);
const on = (day: string) => ({ occurredAt: `${day}T09:00:00Z`, learnedAt: `${day}T09:00:00Z` });

/** Offered on 3 March; deferred on 5 March, of which the office learned on 20 March. */
async function someRecord(): Promise<void> {
  const deferred = { command: 'DeferOffer', key: 'defer', actor: adviser, participationId: 'a' };
  const file = writeLines(join(directory(), 'some.ndjson'), [
    ...ground(2, 'a').map(line => ({ ...line, ...on('2025-03-01') })),
    { ...offer('a'), ...on('2025-03-03'), note: 'grown up by the sea' },
    {
      ...deferred,
      reason: 'time-not-ripe',
      revisitOn: '2025-05-01',
      occurredAt: '2025-03-05T09:00:00Z',
      learnedAt: '2025-03-20T09:00:00Z',
    },
  ]);
  expect(await teilhabe(dataDir(), 'import', file)).toMatchObject({ code: 0 });
}

const accessFile = () => join(dataDir(), 'access.db');

/** What the access log has, the newest first. */
async function logged(): Promise<readonly LoggedRead[]> {
  const log = SqliteAccessLog.open(accessFile(), { readonly: true });
  try {
    expect((await verifyAccessLog(log)).faults).toEqual([]);
    return await log.reads({}, { limit: 10 });
  } finally {
    await log.close();
  }
}

describe('teilhabe history', () => {
  it('is written to the access log, with a server beside it and without', async () => {
    await someRecord();
    await history('a', '--purpose', 'Auskunft nach Art. 15');
    await startServer(dataDir());
    await history('a');
    expect(await logged()).toMatchObject(
      [null, 'Auskunft nach Art. 15'].map(purpose => ({
        reader: { subject: 'operator', role: 'system', organisation: null },
        operation: 'teilhabe history',
        participationIds: ['a'],
        clientIds: [expect.any(String)],
        purpose,
      })),
    );
  });

  it('tells nothing where that cannot be written', async () => {
    await someRecord();
    const holder = new Database(accessFile());
    holder.exec('BEGIN IMMEDIATE');
    const { code, stdout, stderr } = await history('a');
    holder.close();
    expect({ code, stdout, stderr }).toEqual({
      code: 75,
      stdout: '',
      stderr: expect.stringMatching(/^the access log cannot be used now .*; try again\n$/),
    });
    rmSync(accessFile());
    mkdirSync(accessFile());
    expect(await history('a')).toMatchObject({ code: 75, stdout: '' });
  });

  it.each(['', ' ', 'x'.repeat(501), 'a\nb'])('takes no purpose %j', async purpose => {
    await someRecord();
    expect(await history('a', '--purpose', purpose)).toEqual({
      code: 64,
      stdout: '',
      stderr: '--purpose must be 1 to 500 visible characters\n',
    });
    expect(await logged()).toEqual([]);
  });

  it('is not written where there is nobody to tell of', async () => {
    await someRecord();
    await history('nobody');
    expect(await logged()).toEqual([]);
  });

  it('tells what happened, for people to read, with a server beside it and without', async () => {
    await someRecord();
    const alone = await history('a');
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect(alone.stdout).toMatch(/2025-03-03 .*offered[^]*grown up by the sea[^]*2025-03-05 .*deferred/);
    await startServer(dataDir());
    expect(await history('a')).toEqual(alone);
  });

  it.each([
    [['--as-of', '2025-03-04'], 'offered'],
    [['--as-of', '2025-03-05'], 'deferred'],
    [['--as-of', '2025-03-05T08:59:59Z'], 'offered'],
    [['--known-at', '2025-03-19'], 'offered'],
    [['--known-at', '2025-03-20T10:00:00+01:00'], 'deferred'],
    [['--recorded-by', '2025-12-31'], 'none'],
    [['--as-of', '2025-03-31', '--known-at', '2025-03-10'], 'offered'],
  ])('answers %j: %s', async (axes, phase) => {
    await someRecord();
    const { code, stdout } = await history('a', ...axes);
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: `participation a: ${phase}` });
  });

  it.each([
    ['before anything is recorded', false],
    ['in a record', true],
  ])('says so of one that is not there, %s', async (_, recorded) => {
    if (recorded) await someRecord();
    expect(await history('nobody')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'there is no participation "nobody"\n',
    });
  });

  it('names every moment that is none', async () => {
    const { code, stdout, stderr } = await history('a', '--as-of', '2025-02-30', '--known-at', 'soon');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr.split('\n').map(line => line.split(' ')[0])).toEqual(['--as-of', '--known-at', '']);
  });
});
