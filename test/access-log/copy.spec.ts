import { moveAccessLog, NotMoved } from '../../src/access-log/copy.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import type { AccessLogHarness, TestedLog } from '../support/access-log/harness.js';
import { onPostgres } from '../support/access-log/postgres.harness.js';
import { someRead } from '../support/access-log/some-read.js';
import { onSqlite } from '../support/access-log/sqlite.harness.js';
import { describeOnPostgres } from '../support/postgres/database.js';

const never = new AbortController().signal;

function moving<From, To>(from: AccessLogHarness<From>, to: AccessLogHarness<To>): void {
  let places: { from: From; to: To };
  let source: TestedLog;
  let target: TestedLog;
  beforeEach(async () => {
    places = { from: await from.fresh(), to: await to.fresh() };
    [source, target] = [await from.open(places.from), await to.open(places.to)];
  });
  afterEach(async () => {
    await Promise.all([source.close(), target.close()]);
    await from.remove(places.from);
    await to.remove(places.to);
  });

  const append = (log: TestedLog, many: number, subject = 'adviser-7') =>
    Promise.all(
      Array.from({ length: many }, (_, n) =>
        log.append(
          someRead({
            reader: { subject, role: 'adviser', organisation: 'office-1' },
            participationIds: [`participation-${n}`, 'ä'],
            purpose: n % 2 ? 'Prüfung' : null,
          }),
        ),
      ),
    );
  const all = (log: TestedLog) => log.kept(0, 10_000);

  it('moves every read as it is kept, and the chain goes on there', async () => {
    await append(source, 1_203);
    const { reads, hash } = await verifyAccessLog(source);
    expect(await moveAccessLog(source, target, never)).toEqual({ before: 0, head: { reads, hash } });
    expect(await all(target)).toEqual(await all(source));
    await append(target, 1);
    expect(await verifyAccessLog(target, { noted: { reads, hash } })).toMatchObject({
      reads: 1_204,
      faults: [],
    });
  });

  it('moves nothing out of nothing', async () => {
    expect(await moveAccessLog(source, target, never)).toMatchObject({ before: 0, head: { reads: 0 } });
  });

  it('goes on where it was stopped, and has nothing more to do then', async () => {
    await append(source, 1_203);
    const stop = new AbortController();
    expect(await moveAccessLog(source, target, stop.signal, () => stop.abort())).toBeUndefined();
    const there = (await all(target)).length;
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(1_203);
    expect(await moveAccessLog(source, target, never)).toMatchObject({
      before: there,
      head: { reads: 1_203 },
    });
    expect(await moveAccessLog(source, target, never)).toMatchObject({ before: 1_203 });
    expect(await all(target)).toEqual(await all(source));
  });

  it.each([
    ['as many', 3],
    ['fewer', 2],
    ['more', 4],
  ])('leaves a target as it is that has other reads, %s', async (_, many) => {
    await append(source, 3);
    await append(target, many, 'another');
    const before = await all(target);
    await expect(moveAccessLog(source, target, never)).rejects.toThrow(NotMoved);
    expect(await all(target)).toEqual(before);
  });

  it('leaves a target as it is that went on by itself', async () => {
    await append(source, 3);
    await moveAccessLog(source, target, never);
    await append(target, 1);
    await expect(moveAccessLog(source, target, never)).rejects.toThrow(/reads that the source has not/);
    await append(source, 2, 'meanwhile');
    await expect(moveAccessLog(source, target, never)).rejects.toThrow(/reads that the source has not/);
  });

  it('says what was tampered with, and moves none of it', async () => {
    await append(source, 5);
    await from.execute(
      places.from,
      `${from.unguarded} UPDATE ${from.tables.reads} SET subject = 'nobody' WHERE number = 4`,
    );
    await expect(moveAccessLog(source, target, never)).rejects.toThrow(
      'the source was tampered with\n  read 4 is found by what is not written in it',
    );
    expect(await all(target)).toEqual([]);
  });

  it('does not go on with a target that was tampered with', async () => {
    await append(source, 5);
    await moveAccessLog(source, target, never);
    await append(source, 1);
    await to.execute(
      places.to,
      `${to.unguarded} UPDATE ${to.tables.reads} SET subject = 'nobody' WHERE number = 2`,
    );
    await expect(moveAccessLog(source, target, never)).rejects.toThrow(
      'the target was tampered with\n  read 2 is found by what is not written in it',
    );
  });
}

describe('an access log is moved from file to file', () => moving(onSqlite, onSqlite));
describeOnPostgres('an access log is moved from a file to PostgreSQL', () => moving(onSqlite, onPostgres));
describeOnPostgres('an access log is moved from PostgreSQL to a file', () => moving(onPostgres, onSqlite));
