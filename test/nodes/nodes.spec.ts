import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { FollowedViews } from '../../src/nodes/followed-views.js';
import type { Projection } from '../../src/projections/projection.js';
import { Projector } from '../../src/projections/projector.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { Freshness, ViewBehind } from '../../src/views/freshness.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { Dam } from '../support/nodes/dam.js';
import { Nodes, shortTimes, until, type OneNode } from '../support/nodes/nodes.js';
import { describeOnPostgres } from '../support/postgres/database.js';
import { begun, on, registered } from '../support/views/told.js';

const views: readonly Projection[] = [directory, participationStatus];
const longEnough = 20_000;
/** The same views as a later program would make them. */
const newer: readonly Projection[] = [{ ...directory, version: directory.version + 1 }, participationStatus];

describeOnPostgres('nodes over one database', () => {
  let nodes: Nodes;
  let told = 0;
  beforeEach(async () => {
    nodes = await Nodes.open();
    told = 0;
  });
  afterEach(() => nodes.close());

  /** @returns where the log ends then */
  async function tell(count = 1): Promise<string> {
    let position = '';
    for (let n = 0; n < count; n++) {
      await nodes.tell(`client-c-${++told}`, on('2026-03-01', registered()));
      position = await nodes.tell(`participation-p-${told}`, ...begun(`c-${told}`, '2026-03-02'));
    }
    return position;
  }
  async function started(of = views, leasesAt?: string): Promise<OneNode> {
    const one = await nodes.node(of, leasesAt === undefined ? {} : { leasesAt });
    await one.node.start();
    return one;
  }
  const asRebuilt = async ({ views: store }: OneNode, of = views) =>
    expect(await nodes.rows(store, of)).toBe(await nodes.rebuilt(of));

  it('know alike how far the views are, whoever writes them', async () => {
    const [first, second] = [await started(), await started()];
    const position = await tell(5);
    expect(await second.node.waitFor(position, longEnough)).toBe(true);
    expect(await first.node.waitFor(position, longEnough)).toBe(true);
    expect([first.node.leads, second.node.leads]).toEqual([true, false]);
    expect([first.node.position(), second.node.position()]).toEqual([position, position]);
    expect([await first.node.ready(), await second.node.ready()]).toEqual([true, true]);
    await asRebuilt(second);
  });

  it('make those who wait for what is not yet there wait, and no longer than they would', async () => {
    const [, second] = [await started(), await started()];
    const position = await tell();
    expect(await second.node.waitFor(`${position}9`, 30)).toBe(false);
    const waiting = second.node.waitFor(`${position}9`, longEnough);
    await tell(2);
    expect(await waiting).toBe(true);
  });

  it('let those who wait with the one that dies wait on with the one that takes over', async () => {
    const [first, second] = [await started(), await started()];
    await second.node.waitFor(await tell(), longEnough);
    await first.node.stop();
    const position = await tell(3);
    expect(await second.node.waitFor(position, longEnough)).toBe(true);
    await until(() => second.node.leads);
    expect(first.node.projector.counters.events + second.node.projector.counters.events).toBeGreaterThan(0);
    expect(await first.node.waitFor(position, longEnough)).toBe(true);
    await asRebuilt(second);
  });

  it('project each event once, whoever leads, through takeovers in the midst of a load', async () => {
    const [first, second] = [await started(), await started()];
    for (let round = 0; round < 6; round++) {
      const loading = tell(40);
      const leader = first.node.leads ? first : second;
      const other = leader === first ? second : first;
      await tell(3);
      leader.node['parts'].leadership.resign(200);
      await until(() => other.node.leads);
      await loading;
    }
    const head = (await nodes.log.head())!;
    expect(await first.node.waitFor(head, longEnough)).toBe(true);
    await asRebuilt(first);
    const { rebuilds } = first.node.projector.counters;
    expect(rebuilds + second.node.projector.counters.rebuilds).toBe(views.length);
    expect([first.failures, second.failures]).toEqual([[], []]);
  });

  it('step down where another writes the views, without failing, and come back', async () => {
    const one = await started();
    await one.node.waitFor(await tell(), longEnough);
    const stranger = new Projector(nodes.log, await nodes.views(), views);
    await stranger.start();
    await stranger.stop();
    const position = await tell();
    await until(() => !one.node.leads);
    expect([one.node.failure, one.failures]).toEqual([undefined, []]);
    expect(await one.node.ready()).toBe(true);
    expect(await one.node.waitFor(position, longEnough)).toBe(true);
    await until(() => one.node.leads);
    await asRebuilt(one);
  });

  it('do not write what a leader that lost its lease still meant to write', async () => {
    const dam = await Dam.before(nodes.database.url);
    try {
      const [first, second] = [await started(views, dam.url), await started()];
      await first.node.waitFor(await tell(), longEnough);
      dam.hold();
      const position = await tell(30);
      await until(() => second.node.leads);
      expect(first.node.leads).toBe(false);
      expect(await second.node.waitFor(position, longEnough)).toBe(true);
      await until(() => !first.node.projector.isRunning);
      expect(first.failures).toEqual([]);
      await asRebuilt(second);
    } finally {
      dam.cut();
      await nodes.close();
      await dam.close();
    }
  });

  it('that fail for good say so, and leave it to one that does not', async () => {
    const broken: readonly Projection[] = [
      {
        ...directory,
        on: {
          ...directory.on,
          ClientRegistered: () => {
            throw new TypeError('a mistake');
          },
        },
      },
      participationStatus,
    ];
    const first = await started(broken);
    const position = await tell();
    await until(() => first.failures.length > 0);
    expect([await first.node.ready(), first.node.failure]).toEqual([false, first.failures[0]]);
    const second = await started();
    await until(() => second.node.leads);
    expect(await second.node.waitFor(position, longEnough)).toBe(true);
    expect(await first.node.waitFor(position, longEnough)).toBe(true);
  });

  describe('one of a newer program', () => {
    it('is not ready and answers nothing while an older one leads; then it makes the views anew', async () => {
      const older = await started();
      const position = await tell(3);
      expect(await older.node.waitFor(position, longEnough)).toBe(true);
      const after = await started(newer);
      expect([after.node.leads, await after.node.ready()]).toEqual([false, false]);
      expect(await after.node.waitFor(position, 50)).toBe(false);
      expect([older.node.leads, await older.node.ready()]).toEqual([true, true]);

      await older.node.stop();
      await until(() => after.node.leads);
      expect(await after.node.waitFor(position, longEnough)).toBe(true);
      expect(await after.node.ready()).toBe(true);
      await asRebuilt(after, newer);
    });

    it('is left alone by older ones, which are not ready then and never lead', async () => {
      const after = await started(newer);
      const position = await tell(2);
      expect(await after.node.waitFor(position, longEnough)).toBe(true);
      const older = await started();
      expect([older.node.leads, await older.node.ready()]).toEqual([false, false]);
      await after.node.stop();
      const rows = await nodes.rows(after.views, newer);
      const tries = shortTimes.life + 5 * shortTimes.attempt;
      expect(await older.node.waitFor(position, tries)).toBe(false);
      expect([older.node.leads, older.node.failure]).toEqual([false, undefined]);
      expect(await nodes.rows(after.views, newer)).toBe(rows);

      const next = await started(newer);
      await until(() => next.node.leads);
      expect(await next.node.waitFor(position, longEnough)).toBe(true);
      expect(next.node.projector.counters.rebuilds).toBe(0);
    });

    it('that goes on with the present rows leaves them to older followers until the take-over', async () => {
      const older = await started();
      await older.node.waitFor(await tell(2), longEnough);
      await older.node.stop();
      const [raised] = newer;
      const store = await nodes.views();
      const as = (all: readonly Projection[]) => new FollowedViews(store, all, nodes.log.storeId);
      expect([await as(newer).areThere(), await as(views).areThere()]).toEqual([false, true]);
      await store.next.adopt([raised!], nodes.log.storeId);
      await store.takeOver((await store.checkpointOf(raised!))!, 'of the newer program');
      const [follower, alike] = [as(views), as(newer)];
      expect([await alike.areThere(), await follower.areThere()]).toEqual([true, true]);
      expect([await alike.areOfNewer(), await follower.areOfNewer()]).toEqual([false, true]);
      await new Projector(nodes.log, store, newer).rebuild();
      expect([await alike.areThere(), await follower.areThere()]).toEqual([true, false]);
    });

    it('that comes into the midst of an answer takes it back', async () => {
      const older = await started();
      await older.node.waitFor(await tell(3), longEnough);
      const follower = await started();
      const freshness = new Freshness(nodes.log, follower.node, 200);
      const read = async (meanwhile: () => Promise<unknown>) => {
        const rows = await follower.views.dump(directory.tables);
        await meanwhile();
        return { rows };
      };
      expect(await freshness.answer(undefined, () => read(() => Promise.resolve()))).toMatchObject({
        position: await nodes.log.head(),
      });
      const begunAnew = async () => {
        const anew = new Projector(nodes.log, await nodes.views(), newer);
        await anew.start();
        await anew.stop();
      };
      await expect(freshness.answer(undefined, () => read(begunAnew))).rejects.toThrow(ViewBehind);
    });

    it('makes an older one that leads step down, and not begin anew what it cannot make', async () => {
      const older = await started();
      await older.node.waitFor(await tell(), longEnough);
      const store = await nodes.views();
      await new Projector(nodes.log, store, newer).rebuild();
      const rows = await nodes.rows(store, newer);
      await tell();
      await until(() => !older.node.leads);
      await until(async () => !(await older.node.ready()));
      expect([older.node.failure, older.failures]).toEqual([undefined, []]);
      expect(await nodes.rows(store, newer)).toBe(rows);
    });
  });

  it('begin anew what was made from another log, and only one of them', async () => {
    const other = await Nodes.open();
    try {
      const strange = await nodes.views();
      await other.tell('client-c-9', on('2026-03-01', registered()));
      await new Projector(other.log, strange, views).rebuild();
      const [first, second] = await Promise.all([started(), started()]);
      const position = await tell();
      expect(await first.node.waitFor(position, longEnough)).toBe(true);
      expect(await second.node.waitFor(position, longEnough)).toBe(true);
      await asRebuilt(first);
    } finally {
      await other.close();
    }
  });

  it('say that they are not ready, and wait, where the database is gone', async () => {
    const dam = await Dam.before(nodes.database.url);
    const { ViewStore } = await import('../../src/projections/view-store.js');
    try {
      const leader = await started();
      const store = await ViewStore.connect(dam.url, { connectTimeout: 200 });
      const followed = new FollowedViews(store, views, nodes.log.storeId);
      const first = await tell();
      expect(await followed.waitFor(first, longEnough)).toBe(true);
      const waiting = followed.waitFor(`${first}9`, longEnough);
      expect(await followed.standAt(first)).toBe(true);
      await dam.close();
      await expect(followed.areThere()).rejects.toThrow(StoreUnavailable);
      await leader.node.waitFor(await tell(2), longEnough);
      expect(await followed.standAt(first).catch(() => 'unavailable')).toBe('unavailable');
      expect(await Promise.race([waiting, Promise.resolve('still waits')])).toBe('still waits');
      await store.close();
    } finally {
      await dam.close();
    }
  });
});
