import { createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { Postgres, type PostgresOptions } from '../../src/postgres/postgres.js';
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../support/postgres/database.js';
import { Gate } from '../support/postgres/gate.js';

describeOnPostgres('connections to PostgreSQL', () => {
  let database: FreshDatabase;
  let opened: Postgres[];
  beforeEach(async () => {
    database = await freshDatabase();
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    await database.drop();
  });

  const open = (options?: PostgresOptions, url = database.url): Postgres => {
    const one = Postgres.open(url, options);
    opened.push(one);
    return one;
  };
  const terminate = (by: Postgres, processID: number) =>
    by.query('SELECT pg_terminate_backend($1::int)', [processID]);

  it('give whole and exact numbers as numbers, without a change for others in the process', async () => {
    const { rows } = await open().query(
      'SELECT 9007199254740991::bigint AS big, 2.5::numeric AS exact, 0.1::float8 AS real, count(*), sum(1) FROM (VALUES (1)) AS one',
    );
    expect(rows).toEqual([{ big: 9007199254740991, exact: 2.5, real: 0.1, count: 1, sum: 1 }]);
    expect(pg.types.getTypeParser(20)('1')).toBe('1');
  });

  it('are told apart by their name', async () => {
    const { rows } = await open({ name: 'teilhabe one' }).query('SHOW application_name');
    expect(rows).toEqual([{ application_name: 'teilhabe one' }]);
  });

  it('write all of a transaction or nothing', async () => {
    const one = open();
    await one.query('CREATE TABLE told (n bigint PRIMARY KEY)');
    await one.transaction('BEGIN', (_, db) => db.query('INSERT INTO told VALUES (1)'));
    const failed = one.transaction('BEGIN', async (_, db) => {
      await db.query('INSERT INTO told VALUES (2)');
      await db.query('INSERT INTO told VALUES (1)');
    });
    await expect(failed).rejects.toThrow('duplicate key');
    await expect(failed).rejects.not.toBeInstanceOf(StoreUnavailable);
    expect((await one.query('SELECT n FROM told')).rows).toEqual([{ n: 1 }]);
  });

  it('are replaced when they are lost, idle or in the midst of a transaction', async () => {
    const [one, other] = [open({ most: 1 }), open()];
    const idle = await one.connect();
    const first = idle.processID!;
    idle.release();
    await terminate(other, first);
    const lost = one.transaction('BEGIN', async (_, db) => {
      await terminate(other, db.processID!);
      // nothing is asked of it while it is being lost
      while ((await other.query('SELECT FROM pg_stat_activity WHERE pid = $1', [db.processID])).rowCount);
      await db.query('SELECT 1');
    });
    await expect(lost).rejects.toThrow(StoreUnavailable);
    const { rows } = await one.query('SELECT pg_backend_pid() AS pid');
    expect(rows[0]!['pid']).not.toBe(first);
  });

  it('say that the database cannot be used where it is cut off, and work when it is back', async () => {
    const gate = await Gate.open(database.url);
    const one = open({ connectTimeout: 2_000 }, gate.url);
    await one.query('SELECT 1');
    const asked = expect(one.query('SELECT pg_sleep(60)')).rejects.toThrow(StoreUnavailable);
    await gate.shut();
    await asked;
    await expect(one.query('SELECT 1')).rejects.toThrow(/PostgreSQL cannot be used now \(ECONN/);
    await gate.open();
    expect((await one.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
    await gate.shut();
  });

  it('wait no longer than they are told to: for a connection, a statement, a silent server', async () => {
    const busy = open({ most: 1, connectTimeout: 50, statementTimeout: 100 });
    const held = await busy.connect();
    await expect(busy.query('SELECT 1')).rejects.toThrow(StoreUnavailable);
    await expect(held.query('SELECT pg_sleep(60)')).rejects.toThrow(/statement timeout, 57014/);
    held.release();
    expect((await busy.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);

    const sockets: Socket[] = [];
    const silent = createServer(socket => void sockets.push(socket));
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const mute = open({ connectTimeout: 50 }, `postgres://u:hush@127.0.0.1:${port}/v`);
    await expect(mute.query('SELECT 1')).rejects.toThrow(StoreUnavailable);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('tell of a wrong password without the password', async () => {
    const url = new URL(database.url);
    url.password = 'hush';
    const refused = open({}, url.href).query('SELECT 1');
    await expect(refused).rejects.toThrow(StoreUnavailable);
    await expect(refused).rejects.toThrow(/28P01/);
    await expect(refused).rejects.not.toThrow(/hush/);
  });

  it('leave mistakes of ours as they are', async () => {
    const wrong = open().query('SELECT FROM nowhere');
    await expect(wrong).rejects.toThrow('does not exist');
    await expect(wrong).rejects.not.toBeInstanceOf(StoreUnavailable);
  });

  it('only read where they are to', async () => {
    const made = open({ readonly: true }).query('CREATE TABLE told (n bigint)');
    await expect(made).rejects.toThrow('read-only');
  });

  it('are closed even where somebody never gives one back, and refuse afterwards', async () => {
    const one = open({ most: 2 });
    const kept = await one.connect();
    await one.close();
    await expect(one.query('SELECT 1')).rejects.toThrow(StoreUnavailable);
    kept.discard();
    kept.release();
  });
});
