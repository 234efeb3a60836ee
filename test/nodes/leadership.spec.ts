import { SystemClock } from '../../src/clock.js';
import type { LeadersWork } from '../../src/nodes/leadership.js';
import type { LeasedLeadership } from '../../src/nodes/leased-leadership.js';
import { AnotherNodeLeads } from '../../src/nodes/leadership.js';
import { Dam } from '../support/nodes/dam.js';
import { Nodes, shortTimes, until } from '../support/nodes/nodes.js';
import { describeOnPostgres } from '../support/postgres/database.js';

/** What was begun and ended, and when. */
class Recorded implements LeadersWork {
  readonly begun: number[] = [];
  readonly ended: number[] = [];
  may = true;
  private readonly clock = new SystemClock();

  mayLead() {
    return Promise.resolve(this.may);
  }

  async begin() {
    this.begun.push(this.clock.monotonic());
  }

  async end() {
    this.ended.push(this.clock.monotonic());
  }

  follow() {}
}

describeOnPostgres('of several nodes', () => {
  let nodes: Nodes;
  beforeEach(async () => {
    nodes = await Nodes.open();
  });
  afterEach(() => nodes.close());

  async function started(leasesAt?: string): Promise<{ one: LeasedLeadership; work: Recorded }> {
    const one = await nodes.leadership(leasesAt === undefined ? {} : { leasesAt });
    const work = new Recorded();
    await one.start(work);
    return { one, work };
  }

  it('one leads, and none waits for it to start', async () => {
    const all = await Promise.all([started(), started(), started()]);
    expect(all.filter(({ one }) => one.leads)).toHaveLength(1);
    expect(all.flatMap(({ work }) => work.begun)).toHaveLength(1);
  });

  it('another leads as soon as the one that did has ended its work', async () => {
    const [first, second] = [await started(), await started()];
    const clock = new SystemClock();
    const before = clock.monotonic();
    await first.one.stop();
    await until(() => second.one.leads);
    expect(clock.monotonic() - before).toBeLessThan(shortTimes.life);
    expect(second.work.begun[0]).toBeGreaterThanOrEqual(first.work.ended[0]!);
    expect(first.one.leads).toBe(false);
  });

  it('the one that leads goes on doing so, life for life', async () => {
    const [first, second] = [await started(), await started()];
    const clock = new SystemClock();
    const begun = clock.monotonic();
    await until(() => {
      expect([first.one.leads, second.one.leads]).toEqual([true, false]);
      return clock.monotonic() - begun > 3 * shortTimes.life;
    });
    expect(first.work.begun).toHaveLength(1);
  });

  it('the one that cannot reach the database any more ends before another begins', async () => {
    const dam = await Dam.before(nodes.database.url);
    try {
      const [first, second] = [await started(dam.url), await started()];
      dam.hold();
      await until(() => second.one.leads);
      expect(first.one.leads).toBe(false);
      expect(first.work.ended[0]).toBeLessThan(second.work.begun[0]!);
      dam.release();
      await second.one.stop();
      await until(() => first.one.leads);
      expect(first.work.begun).toHaveLength(2);
    } finally {
      dam.cut();
      await nodes.close();
      await dam.close();
    }
  });

  it('the one whose connections are cut makes new ones and goes on', async () => {
    const dam = await Dam.before(nodes.database.url);
    try {
      const { one, work } = await started(dam.url);
      const clock = new SystemClock();
      const begun = clock.monotonic();
      await until(() => {
        dam.cut();
        return clock.monotonic() - begun > 100;
      });
      await until(() => clock.monotonic() - begun > 2 * shortTimes.life);
      expect(one.leads).toBe(true);
      expect(work.ended).toEqual([]);
    } finally {
      await nodes.close();
      await dam.close();
    }
  });

  it('the one that resigns leaves it to others', async () => {
    const [first, second] = [await started(), await started()];
    first.one.resign(60_000);
    expect(first.one.leads).toBe(false);
    await until(() => second.one.leads);
    expect(first.work.ended).toHaveLength(1);
  });

  it('none leads that may not', async () => {
    const one = await nodes.leadership();
    const work = new Recorded();
    work.may = false;
    await one.start(work);
    expect(one.leads).toBe(false);
    const { one: other } = await started();
    expect(other.leads).toBe(true);
    work.may = true;
    await other.stop();
    await until(() => one.leads);
  });

  it('each knows whether it is alone', async () => {
    const { one } = await started();
    expect(await one.alone(60_000)).toBe(true);
    const { one: other } = await started();
    expect([await one.alone(60_000), await other.alone(60_000)]).toEqual([false, false]);
    await other.stop();
    expect(await one.alone(60_000)).toBe(true);
  });

  it('one that neither leads nor follows is seen as long as it is there', async () => {
    const { one } = await started();
    const importing = await nodes.leadership();
    const clock = new SystemClock();
    const begun = clock.monotonic();
    await until(async () => {
      expect(await one.alone(0)).toBe(false);
      return clock.monotonic() - begun > 2 * shortTimes.life;
    });
    await importing.stop();
    expect(await one.alone(60_000)).toBe(true);
  });

  it('none is left to lead while something is done that no node may see', async () => {
    const { one } = await started();
    const apart = await nodes.leadership();
    await expect(apart.exclusively(() => Promise.resolve('done'))).rejects.toThrow(AnotherNodeLeads);
    await one.stop();
    const seen = await apart.exclusively(async () => (await started()).one.leads);
    expect(seen).toBe(false);
  });
});
