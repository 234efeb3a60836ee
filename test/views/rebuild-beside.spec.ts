import { compare, type Difference, type TableCompared } from '../../src/projections/comparison.js';
import { nextOf } from '../../src/projections/build.js';
import type { Projection } from '../../src/projections/projection.js';
import type { BuildTold, Projector, ProjectorOptions } from '../../src/projections/projector.js';
import { takeOverUnder, ViewsStandStill } from '../../src/projections/take-over.js';
import type { ViewStore } from '../../src/projections/view-store.js';
import { BuildStopped, WholeBuild, type WholeBuildOptions } from '../../src/projections/whole-build.js';
import { Freshness } from '../../src/views/freshness.js';
import { adviserTimeline } from '../../src/views/adviser-timeline/adviser-timeline.projection.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { clients } from '../../src/views/directory/directory.table.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { participations } from '../../src/views/participation-status/participation-status.table.js';
import { Bench } from '../support/views/bench.js';
import { begun, contact, on, registered } from '../support/views/told.js';

const views = [directory, participationStatus, adviserTimeline];
const longEnough = 20_000;
const never = new AbortController().signal;
/** The status of each participation as a later version tells it: in other words, in the same columns. */
const raised: Projection = {
  ...participationStatus,
  version: participationStatus.version + 1,
  ofParticipation: history =>
    participationStatus.ofParticipation!(history).map(({ table, row }) => ({
      table,
      row: table === participations ? { ...row, phase: `since ${String(row['phase'])}` } : row,
    })),
};
const newer = [directory, raised, adviserTimeline];
/** The same with one column more. */
const wider = { ...participations, columns: { ...participations.columns, more: 'integer' } } as const;
const reshaped: Projection = {
  ...participationStatus,
  version: participationStatus.version + 2,
  tables: participationStatus.tables.map(table => (table === participations ? wider : table)),
  ofParticipation: history =>
    participationStatus.ofParticipation!(history).map(({ table, row }) =>
      table === participations ? { table: wider, row: { ...row, more: 1 } } : { table, row },
    ),
};

describe('views that are made anew', () => {
  let bench: Bench;
  let told: BuildTold[];
  let count: number;
  beforeEach(async () => {
    bench = await Bench.open();
    told = [];
    count = 0;
  });
  afterEach(() => bench.close());

  const tell = async (clientsMore: number): Promise<void> => {
    const all: Promise<unknown>[] = [];
    for (const until = count + clientsMore; count < until; count++) {
      all.push(bench.tell(`client-c-${count}`, on('2026-03-01', registered())));
      all.push(bench.tell(`participation-p-${count}`, ...begun(`c-${count}`, '2026-03-02')));
    }
    await Promise.all(all);
  };
  const caughtUp = async (projector: Projector): Promise<void> => {
    expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(true);
  };
  const until = async (so: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await so())) await new Promise(resolve => setTimeout(resolve, 5));
  };
  /** As live batches make them, in tables of their own. */
  const rowsOf = async (of: readonly Projection[]): Promise<string> => {
    const store = await bench.views(`afresh-${Math.random()}.sqlite`);
    const projector = bench.projector(store, of, { atOnce: 1_000_000 });
    await projector.start();
    await caughtUp(projector);
    await projector.stop();
    return bench.rows(store, of);
  };
  const follow = async (
    of: readonly Projection[],
    options: ProjectorOptions = {},
  ): Promise<readonly [Projector, ViewStore]> => {
    const store = await bench.views();
    const onBuild = (one: BuildTold): void => void told.push(one);
    const projector = bench.projector(store, of, { onBuild, ...options });
    await projector.start();
    return [projector, store];
  };
  /** What a process of its own would build with. */
  const builder = async (
    of: readonly Projection[],
    options: WholeBuildOptions = {},
  ): Promise<readonly [WholeBuild, ViewStore]> => {
    const store = await bench.views();
    return [new WholeBuild(bench.log, store.next, of, { gently: true, ...options }), store];
  };
  /** Stops a build when it has come so far. */
  const stopped = async (of: readonly Projection[], share: number): Promise<void> => {
    const stop = new AbortController();
    const progress = (done: number, total: number): void => {
      if (done >= share * total) stop.abort();
    };
    const [build] = await builder(of, { batch: 20, progress, stop: stop.signal });
    await expect(build.run(of)).rejects.toThrow(BuildStopped);
  };
  const isGone = async (store: ViewStore, of: Projection): Promise<void> => {
    for (const table of of.tables)
      await expect(store.dump([nextOf(table)])).rejects.toThrow(/no such table|does not exist/);
  };

  describe('of a raised version', () => {
    it('leave no question without an answer, none half-answered and none behind', async () => {
      await tell(150);
      const [before] = await follow(views);
      await caughtUp(before);
      await before.stop();

      const [projector, store] = await follow(newer, { atOnce: 1 });
      const freshness = new Freshness(bench.log, projector, longEnough);
      const ended = new AbortController();
      const phases = new Set<string>();
      let answers = 0;
      const ask = async (): Promise<void> => {
        while (!ended.signal.aborted) {
          const atLeast = written;
          const { rows, position } = await freshness.answer(undefined, async () => ({
            rows: (await store.dump([participations]))['participation_status']!,
          }));
          expect(rows.length).toBeGreaterThanOrEqual(atLeast);
          expect(position! >= '').toBe(true);
          for (const row of rows) phases.add(String(row['phase']));
          answers++;
          await new Promise(setImmediate);
        }
      };
      let written = count;
      const write = async (): Promise<void> => {
        while (!ended.signal.aborted) {
          await tell(1);
          written = count;
          await new Promise(resolve => setTimeout(resolve, 2));
        }
      };
      const working = [ask(), ask(), write()];
      await until(() => told.some(({ kind }) => kind === 'took-over') && answers > 20);
      const seen = answers;
      await until(() => answers > seen + 10);
      ended.abort();
      await Promise.all(working);
      expect(told).toEqual([
        { kind: 'begun', served: true, views: [raised.name] },
        { kind: 'took-over', views: [raised.name] },
      ]);
      expect([...phases].some(phase => !phase.startsWith('since'))).toBe(true);
      await caughtUp(projector);
      expect(projector.failure).toBeUndefined();
      expect(projector.counters.rebuilds).toBe(1);
      expect(await bench.rows(store, newer)).toBe(await rowsOf(newer));
      await until(async () => (await store.next.build())?.outgoing.length === 0);
    });

    it('are taken over by the next start where the first was stopped', async () => {
      await tell(80);
      const [before] = await follow(views);
      await caughtUp(before);
      await before.stop();
      for (let n = 0; n < 3; n++) {
        const [one] = await follow(newer, { atOnce: 1 });
        await tell(1);
        await caughtUp(one);
        await one.stop();
      }
      const [last, store] = await follow(newer, { atOnce: 1 });
      await until(async () => (await store.checkpointOf(raised))?.version === raised.version);
      await caughtUp(last);
      expect(await bench.rows(store, newer)).toBe(await rowsOf(newer));
    });

    it('are made anew once more by the older version, when it comes back in the midst of it', async () => {
      await tell(60);
      const [before] = await follow(views);
      await caughtUp(before);
      await before.stop();
      await stopped(newer, 0.4);
      const [between, store] = await follow(newer, { atOnce: 1 });
      await tell(2);
      await between.stop();
      told = [];
      const [back] = await follow(views, { atOnce: 1 });
      await caughtUp(back);
      await until(() => told.some(({ kind }) => kind === 'took-over'));
      await caughtUp(back);
      expect(await bench.rows(store, views)).toBe(await rowsOf(views));
    });
  });

  it.each([0.05, 0.3, 0.55, 0.9])('go on where a build was stopped at %d of it', async share => {
    await tell(40);
    await stopped(views, share);
    await tell(3);
    await bench.tell('participation-p-1', on('2026-03-05', contact()));
    const store = await bench.views();
    const before = await store.next.build();
    const projector = bench.projector(store, views);
    await projector.rebuild();
    expect(before?.views).toHaveLength(views.length);
    expect(await bench.rows(store, views)).toBe(await rowsOf(views));
    await isGone(store, participationStatus);
  });

  it('leave the present ones alone until all is there', async () => {
    await tell(30);
    const [projector, store] = await follow(views);
    await caughtUp(projector);
    const rows = await bench.rows(store, views);
    for (const share of [0.1, 0.6]) await stopped(views, share);
    expect(await bench.rows(store, views)).toBe(rows);
    await tell(1);
    await caughtUp(projector);
    expect(projector.failure).toBeUndefined();
  });

  it('of a program that never came are dropped', async () => {
    await tell(30);
    await stopped([directory, { ...raised, version: 99 }], 0.6);
    const [projector, store] = await follow(views);
    await caughtUp(projector);
    await until(async () => (await store.next.build())?.views.length === 0);
    await isGone(store, raised);
  });

  describe('beside a process that goes on', () => {
    it('take over under it, while it is asked and written to', async () => {
      await tell(60);
      const [projector, present] = await follow(views);
      await caughtUp(projector);
      const ended = new AbortController();
      const writing = (async () => {
        while (!ended.signal.aborted) {
          await tell(1);
          await new Promise(resolve => setTimeout(resolve, 5));
        }
      })();
      const [build, store] = await builder(views);
      expect(await takeOverUnder(store, build, await build.run(views), views, never)).toBe('taken over');
      await tell(2);
      ended.abort();
      await writing;
      await caughtUp(projector);
      expect([projector.failure, projector.counters.rebuilds]).toEqual([undefined, views.length]);
      expect(await bench.rows(present, views)).toBe(await rowsOf(views));
      await store.next.clear(async () => undefined);
      expect(await store.next.build()).toMatchObject({ views: [], outgoing: [] });
    });

    it.each([
      ['another version', newer],
      ['another shape', [directory, reshaped, adviserTimeline]],
    ])('are left for the start of their own program where it is of %s', async (_, next) => {
      await tell(40);
      const [projector, present] = await follow(views);
      await caughtUp(projector);
      const [build, store] = await builder(next);
      expect(await takeOverUnder(store, build, await build.run(next), next, never)).toBe('left');
      await tell(2);
      await caughtUp(projector);
      expect(await bench.rows(present, views)).toBe(await rowsOf(views));
      await projector.stop();

      told = [];
      const [after] = await follow(next, { atOnce: 1 });
      await until(() => told.length > 0);
      await until(() => told.some(({ kind }) => kind === 'took-over'));
      await caughtUp(after);
      expect(await bench.rows(store, next)).toBe(await rowsOf(next));
      await after.stop();
      expect((await store.checkpointOf(next[1]!))?.version).toBe(next[1]!.version);
    });

    it('wait no longer than they should for one that stands still', async () => {
      await tell(5);
      const [projector] = await follow(views);
      await caughtUp(projector);
      await projector.stop();
      await tell(1);
      const [build, store] = await builder(views);
      const built = await build.run(views);
      const times = { look: 5, silence: 50 };
      await expect(takeOverUnder(store, build, built, views, never, times)).rejects.toThrow(ViewsStandStill);
    });
  });

  describe('compared with the present ones', () => {
    const compared = async (of: readonly Projection[]) => {
      const [build, store] = await builder(of);
      const found: Difference[] = [];
      const tables: TableCompared[] = [];
      const telling = {
        onDifference: (one: Difference) => void found.push(one),
        onTable: (one: TableCompared) => void tables.push(one),
      };
      await compare(store, build, await build.run(of), of, telling, never);
      return { found, tables };
    };

    it('show no difference where there is none, while both are written on', async () => {
      await tell(30);
      const [projector] = await follow(views);
      await caughtUp(projector);
      const ended = new AbortController();
      const writing = (async () => {
        while (!ended.signal.aborted) {
          await tell(1);
          await new Promise(resolve => setTimeout(resolve, 10));
        }
      })();
      const { found, tables } = await compared(views);
      ended.abort();
      await writing;
      expect(found).toEqual([]);
      expect(tables.every(({ different, present, built }) => different === 0 && present === built)).toBe(
        true,
      );
      expect(tables.map(({ table }) => table)).toEqual(
        views.flatMap(view => view.tables.map(({ name }) => name)),
      );
    });

    it('show a changed cell, a missing row and one too many', async () => {
      await tell(30);
      const [projector, store] = await follow(views);
      await caughtUp(projector);
      await projector.stop();
      const db = store['database'].writing;
      await db
        .updateTable('directory_client')
        .set({ office_id: 'o-planted' })
        .where('client_id', '=', 'c-3')
        .execute();
      await db.deleteFrom('directory_client').where('client_id', '=', 'c-4').execute();
      const [row] = (await store.dump([clients]))['directory_client']!;
      await db
        .insertInto('directory_client')
        .values({ ...row, client_id: 'c-ä\u{1f600}' })
        .execute();
      const { found, tables } = await compared(views);
      expect(found).toEqual([
        {
          table: 'directory_client',
          key: { client_id: 'c-3' },
          cells: [['office_id', 'o-planted', 'o-1']],
        },
        { table: 'directory_client', key: { client_id: 'c-4' }, cells: [], only: 'built' },
        { table: 'directory_client', key: { client_id: 'c-ä\u{1f600}' }, cells: [], only: 'present' },
      ]);
      expect(tables.find(({ table }) => table === 'directory_client')).toEqual({
        table: 'directory_client',
        present: 30,
        built: 30,
        different: 3,
      });
      await projector.rebuild();
      expect(await bench.rows(store, views)).toBe(await rowsOf(views));
    });

    it('show a column that only one of them has', async () => {
      await tell(3);
      const [projector] = await follow(views);
      await caughtUp(projector);
      const { found } = await compared([directory, reshaped, adviserTimeline]);
      expect(found).toHaveLength(3);
      expect(found[0]).toMatchObject({ table: 'participation_status', cells: [['more', undefined, 1]] });
    });
  });
});
