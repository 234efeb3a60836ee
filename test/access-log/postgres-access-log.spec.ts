import { Client } from 'pg';
import { AccessLogUnavailable } from '../../src/access-log/access-log.js';
import { PostgresAccessLog } from '../../src/access-log/postgres-access-log.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { accessLogContract } from '../support/access-log/access-log.contract.js';
import { executeOn, onPostgres } from '../support/access-log/postgres.harness.js';
import { someRead } from '../support/access-log/some-read.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

describeOnPostgres('the access log in PostgreSQL', () => accessLogContract(onPostgres));

describeOnPostgres('the tables of the access log', () => {
  let place: FreshDatabase;
  let open: { close(): Promise<void> }[];
  beforeEach(async () => {
    open = [];
    place = await freshDatabase();
  });
  afterEach(async () => {
    await Promise.all(open.map(one => one.close()));
    await place.drop();
  });

  async function opened(options?: Parameters<typeof PostgresAccessLog.open>[1]): Promise<PostgresAccessLog> {
    const log = await PostgresAccessLog.open(place.url, options);
    open.push(log);
    return log;
  }
  const client = async (): Promise<Client> => {
    const connected = new Client({ connectionString: place.url });
    connected.on('error', () => undefined);
    await connected.connect();
    open.push({ close: () => connected.end().catch(() => undefined) });
    return connected;
  };
  const withSetting = (setting: string): string => {
    const url = new URL(place.url);
    url.searchParams.set('options', `${url.searchParams.get('options')} -c ${setting}`);
    return url.href.replaceAll('+', '%20');
  };

  it('are made once where several open them at the same time', async () => {
    const logs = await Promise.all(Array.from({ length: 6 }, () => opened({ connections: 1 })));
    await Promise.all(logs.map(log => log.append(someRead())));
    expect(await verifyAccessLog(logs[0]!)).toMatchObject({ reads: 6, faults: [] });
  });

  it.each([
    ['off', 'on'],
    ['local', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('are committed to the disk where the default is %s: %s', async (usual, then) => {
    const log = await PostgresAccessLog.open(withSetting(`synchronous_commit=${usual}`));
    open.push(log);
    await executeOn(
      place.url,
      `CREATE TABLE seen (setting TEXT); CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
       CREATE TRIGGER see AFTER INSERT ON kept_reads FOR EACH STATEMENT EXECUTE FUNCTION see()`,
    );
    await log.append(someRead());
    expect(await executeOn(place.url, 'SELECT setting FROM seen')).toEqual([{ setting: then }]);
  });

  it('keep one chain where the default of transactions is serializable', async () => {
    const url = withSetting('default_transaction_isolation=serializable');
    const logs = await Promise.all([PostgresAccessLog.open(url), PostgresAccessLog.open(url)]);
    open.push(...logs);
    await Promise.all(Array.from({ length: 40 }, (_, n) => logs[n % 2]!.append(someRead())));
    expect(await verifyAccessLog(logs[0]!)).toMatchObject({ reads: 40, faults: [] });
  });

  it('of a newer format are not opened', async () => {
    await opened();
    await executeOn(place.url, `UPDATE kept_formats SET format = 2 WHERE name = 'access log'`);
    await expect(opened()).rejects.toThrow(AccessLogUnavailable);
    await expect(opened()).rejects.toMatchObject({
      cause: { message: 'the access log has the unknown format 2' },
    });
  });

  it('take nothing into a hole that somebody made', async () => {
    const log = await opened();
    for (let n = 1; n <= 4; n++) await log.append(someRead());
    const [, two] = await log.kept(0, 2);
    await executeOn(
      place.url,
      `ALTER TABLE kept_reads DISABLE TRIGGER USER; DELETE FROM kept_reads WHERE number = 2;
       ALTER TABLE kept_reads ENABLE TRIGGER USER`,
    );
    const { number, at, subject, content, hash } = two!;
    await expect(
      executeOn(
        place.url,
        `INSERT INTO kept_reads VALUES (${number}, '${at}', '${subject}', '${content}', '${hash}')`,
      ),
    ).rejects.toThrow('kept_reads only grows');
    expect((await verifyAccessLog(log)).faults).toContain('read 2 is missing');
  });

  it('are read by who has no right to write', async () => {
    await (await opened()).append(someRead());
    const url = withSetting('default_transaction_read_only=on');
    const log = await PostgresAccessLog.open(url, { readonly: true });
    open.push(log);
    expect(await verifyAccessLog(log)).toMatchObject({ reads: 1, faults: [] });
  });

  it('say so where the connection is lost, and go on with another', async () => {
    const log = await opened({ connections: 1 });
    await log.append(someRead());
    const blocking = await client();
    await blocking.query('BEGIN; LOCK TABLE kept_reads');
    const waiting = log.append(someRead()).catch((error: unknown) => error);
    const isWaiting = `SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'kept_reads'::regclass`;
    const pids = async () => (await blocking.query<{ pid: number }>(isWaiting)).rows;
    while ((await pids()).length === 0);
    await blocking.query('SELECT pg_terminate_backend($1)', [(await pids())[0]!.pid]);
    expect(await waiting).toBeInstanceOf(AccessLogUnavailable);
    await blocking.query('ROLLBACK');
    await log.append(someRead());
    expect(await verifyAccessLog(log)).toMatchObject({ reads: 2, faults: [] });
  });

  it('say so where they are locked too long, and go on when they are free', async () => {
    const log = await opened({ patience: 300 });
    const blocking = await client();
    await blocking.query('BEGIN; LOCK TABLE kept_reads');
    const answers = await Promise.allSettled([log.append(someRead()), log.reads({}, { limit: 1 })]);
    expect(answers.map(answer => answer.status === 'rejected' && (answer.reason as unknown))).toEqual([
      expect.any(AccessLogUnavailable),
      expect.any(AccessLogUnavailable),
    ]);
    await blocking.query('ROLLBACK');
    await log.append(someRead());
    expect(await verifyAccessLog(log)).toMatchObject({ reads: 1, faults: [] });
  });

  it('that nobody answers for are not opened', async () => {
    const gone = new URL(place.url);
    gone.port = '1';
    await expect(PostgresAccessLog.open(gone.href)).rejects.toThrow(AccessLogUnavailable);
  });
});
