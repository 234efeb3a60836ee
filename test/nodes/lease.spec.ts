import { SystemClock, OwnedClock } from '../../src/clock.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { Lease } from '../../src/nodes/lease.js';
import { Leases } from '../../src/nodes/leases.js';
import { until } from '../support/nodes/nodes.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

describeOnPostgres('a lease', () => {
  let database: FreshDatabase;
  let leases: Leases;
  beforeEach(async () => {
    database = await freshDatabase();
    leases = await Leases.open(database.url, 'test');
  });
  afterEach(async () => {
    await leases.close();
    await database.drop();
  });
  const aMinute = 60_000;

  it('is had by one of many who ask for it at once', async () => {
    const nodes = await Promise.all(Array.from({ length: 8 }, () => Leases.open(database.url, 'test')));
    try {
      const taken = await Promise.all(nodes.map((one, n) => one.take('a', `holder-${n}`, aMinute)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await leases.take('another', 'holder-9', aMinute)).toBe(true);
    } finally {
      for (const one of nodes) await one.close();
    }
  });

  it('is the holder’s until it ends, and another’s as soon as it has ended', async () => {
    const clock = new SystemClock();
    const begun = clock.monotonic();
    expect(await leases.take('a', 'one', 300)).toBe(true);
    expect(await leases.take('a', 'other', 300)).toBe(false);
    await until(() => leases.take('a', 'other', aMinute));
    expect(clock.monotonic() - begun).toBeGreaterThanOrEqual(300);
    expect(await leases.renew('a', 'one', aMinute)).toBe(false);
    expect(await leases.take('a', 'one', aMinute)).toBe(false);
  });

  it('lives on as long as it is renewed', async () => {
    const clock = new SystemClock();
    expect(await leases.take('a', 'one', 400)).toBe(true);
    const begun = clock.monotonic();
    while (clock.monotonic() - begun < 1_000) {
      expect(await leases.renew('a', 'one', 400)).toBe(true);
      expect(await leases.take('a', 'other', 400)).toBe(false);
    }
  });

  it('that has ended is not renewed, also where nobody took it', async () => {
    expect(await leases.take('a', 'one', 1)).toBe(true);
    await until(async () => !(await leases.renew('a', 'one', 1)));
    expect(await leases.renew('a', 'one', aMinute)).toBe(false);
    expect(await leases.take('a', 'one', aMinute)).toBe(true);
  });

  it('that is given back can be had at once, and is given back by its holder alone', async () => {
    await leases.take('a', 'one', aMinute);
    await leases.giveBack('a', 'other');
    expect(await leases.take('a', 'other', aMinute)).toBe(false);
    await leases.giveBack('a', 'one');
    expect(await leases.take('a', 'other', aMinute)).toBe(true);
  });

  it('shows for a while that its holder was there, unless it was given back', async () => {
    await leases.take('node/1', 'one', 1);
    await leases.take('node/2', 'two', aMinute);
    await leases.take('leader', 'two', aMinute);
    expect(await leases.others('node/', 'node/2', aMinute)).toBe(1);
    await until(async () => (await leases.others('node/', 'node/2', 0)) === 0);
    await leases.giveBack('node/1', 'one');
    expect(await leases.others('node/', 'node/2', aMinute)).toBe(0);
    expect(await leases.others('node/', 'node/1', aMinute)).toBe(1);
  });

  it('is not to be had where the database cannot be asked', async () => {
    const gone = new URL(database.url);
    gone.port = '1';
    await expect(Leases.open(gone.href, 'test')).rejects.toThrow(StoreUnavailable);
  });

  describe('as its holder knows it', () => {
    it('ends sooner than to the database, by a clock that stands or leaps as it likes', async () => {
      const clock = new OwnedClock(0);
      const lease = new Lease(leases, 'a', clock, aMinute, 10_000);
      expect(await lease.take()).toBe(true);
      expect(lease.left).toBe(50_000);
      clock.part(10 * aMinute);
      expect(lease.held).toBe(true);
      clock.advance(50_000);
      expect(lease.held).toBe(false);
      expect(await leases.take('a', 'other', aMinute)).toBe(false);
      expect(await lease.renew()).toBe(true);
    });

    it('is lost where another has it, however much time seems to be left', async () => {
      const clock = new OwnedClock(0);
      const lease = new Lease(leases, 'a', clock, 100, 0);
      expect(await lease.take()).toBe(true);
      await until(() => leases.take('a', 'other', aMinute));
      expect(lease.held).toBe(true);
      expect(await lease.renew()).toBe(false);
      expect(lease.held).toBe(false);
    });

    it('is not held again by an answer that comes after it was dropped', async () => {
      const lease = new Lease(leases, 'a', new SystemClock(), aMinute, 0);
      const answer = lease.take();
      lease.drop();
      expect(await answer).toBe(false);
      expect(lease.held).toBe(false);
    });
  });
});
