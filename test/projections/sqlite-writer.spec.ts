import { mkdtempSync, rmSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { SqliteWriter } from '../../src/projections/sqlite-writer.js';

const query = (sql: string, ...parameters: unknown[]) => CompiledQuery.raw(sql, parameters);
const options = { patience: 5_000, maxPages: undefined };

describe('the thread that writes a SQLite file', () => {
  let directory: string;
  let file: string;
  let writer: SqliteWriter;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sqlite-writer-'));
    file = join(directory, 'views.db');
    writer = await SqliteWriter.open(file, options);
    await writer.executeQuery(query('create table place (name text primary key, free integer) strict'));
  });
  afterEach(async () => {
    await writer.close();
    rmSync(directory, { recursive: true });
  });

  it('does what is asked in its order, and answers each with its own', async () => {
    writer.tell({ sql: 'insert into place values (?, ?)', cells: ['south', 1, 'east', null], width: 2 });
    const [added, one, refused, all] = await Promise.allSettled([
      writer.executeQuery(query('insert into place values (?, ?)', 'north', 3)),
      writer.executeQuery(query('select free from place where name = ?', 'north')),
      writer.executeQuery(query('insert into place values (?, ?)', 'east', 2)),
      writer.executeQuery(query('select name, free from place order by name')),
    ]);
    expect(added).toMatchObject({ value: { numAffectedRows: 1n, rows: [] } });
    expect(one).toMatchObject({ value: { rows: [{ free: 3 }] } });
    expect(refused).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
    expect(all).toMatchObject({
      value: {
        rows: [
          { name: 'east', free: null },
          { name: 'north', free: 3 },
          { name: 'south', free: 1 },
        ],
      },
    });
  });

  it('does nothing of a transaction after what failed, and tells each who asks why, until it is rolled back', async () => {
    writer.begin();
    writer.tell({ sql: 'insert into place values (?, ?)', parameters: ['north', 3] });
    writer.tell({ sql: 'insert into place values (?, ?)', parameters: ['north', 4] });
    writer.tell({ sql: 'insert into place values (?, ?)', parameters: ['south', 1] });
    const refused = { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' };
    await expect(writer.executeQuery(query('select 1'))).rejects.toMatchObject(refused);
    await expect(writer.executeQuery(query('commit'))).rejects.toMatchObject(refused);
    await writer.executeQuery(query('rollback'));
    expect((await writer.executeQuery(query('select name from place'))).rows).toEqual([]);
  });

  it('tells what was not as it was expected, in the words of whoever expected it', async () => {
    await writer.executeQuery(query('insert into place values (?, ?)', 'north', 3));
    const more = { sql: 'update place set free = free + 1 where name = ?', parameters: ['north'] };
    const none = { ...more, parameters: ['south'] };
    writer.begin();
    writer.expect(more, 1, new Error('nobody knows the north'));
    writer.expect(none, 1, new Error('nobody knows the south'));
    writer.expect(none, 0, new Error('somebody knows the south'));
    await expect(writer.executeQuery(query('commit'))).rejects.toThrow('nobody knows the south');
    await writer.executeQuery(query('rollback'));
    writer.begin();
    writer.expect(more, 1, new Error('nobody knows the north'));
    await writer.executeQuery(query('commit'));
    expect((await writer.executeQuery(query('select free from place'))).rows).toEqual([{ free: 4 }]);
  });

  it('leaves others their turn while it waits for the lock of another', async () => {
    const other = new Database(file);
    other.exec('begin immediate');
    let done = false;
    const written = writer
      .executeQuery(query(`insert into place values ('west', 0)`))
      .then(() => (done = true));
    for (let turns = 0; turns < 100; turns++) await nextTurn();
    expect(done).toBe(false);
    other.exec('commit');
    await written;
    expect(other.prepare('select count(*) from place').pluck().get()).toBe(1);
    other.close();
  });

  it('tells a full disk as a store that cannot be used now, and lets the transaction be ended', async () => {
    const small = await SqliteWriter.open(join(directory, 'small.db'), { ...options, maxPages: 5 });
    await small.executeQuery(query('create table t (x text) strict'));
    small.begin();
    const long = 'x'.repeat(10_000);
    small.tell({ sql: 'insert into t values (?)', cells: [long, long, long], width: 1 });
    await expect(small.executeQuery(query('commit'))).rejects.toThrow(StoreUnavailable);
    await small.executeQuery(query('rollback'));
    expect((await small.executeQuery(query('select x from t'))).rows).toEqual([]);
    await small.close();
  });

  it('finishes what was asked before it closes, and does nothing afterwards', async () => {
    const asked = writer.executeQuery(query(`insert into place values ('west', 0)`));
    await writer.close();
    await asked;
    await writer.close();
    await expect(writer.executeQuery(query('select 1'))).rejects.toThrow(StoreUnavailable);
    const closed = new Database(file, { readonly: true });
    expect(closed.prepare('select name from place').pluck().all()).toEqual(['west']);
    closed.close();
  });

  it('cannot be had where there is no place for the file', async () => {
    await expect(SqliteWriter.open(directory, options)).rejects.toThrow(StoreUnavailable);
  });
});
