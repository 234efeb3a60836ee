import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import type { DomainEntry } from '../../src/event-codec/domain-event.js';
import { UnreadableEvent } from '../../src/event-codec/event-codec.js';
import { EventLog } from '../../src/event-codec/event-log.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { CheckpointMoved } from '../../src/projections/checkpoints.js';
import { each } from '../../src/projections/effects.js';
import type { Projection, Rows } from '../../src/projections/projection.js';
import { Projector, UnknownView } from '../../src/projections/projector.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { participations } from '../../src/views/participation-status/participation-status.table.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { isScaleOut } from '../support/servers/fresh-stores.js';
import { Bench } from '../support/views/bench.js';
import {
  begun,
  contact,
  crisis,
  measureRegistered,
  on,
  providerRegistered,
  registered,
} from '../support/views/told.js';

const views = [directory, participationStatus];
const longEnough = 20_000;
/** What is about the file itself is told by the run over files. */
const inFiles = (name: string, test: () => Promise<void>): void => {
  if (!isScaleOut()) it(name, test);
};

describe('the projector', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  const someClients = async (from: number, to: number): Promise<void> => {
    const told: Promise<unknown>[] = [];
    for (let n = from; n < to; n++) {
      told.push(bench.tell(`client-c-${n}`, on('2026-03-01', registered())));
      told.push(bench.tell(`participation-p-${n}`, ...begun(`c-${n}`, '2026-03-02')));
    }
    await Promise.all(told);
  };
  const rebuilt = async (of: readonly Projection[] = views): Promise<string> => {
    const store = await bench.views(`${randomUUID()}.sqlite`);
    await bench.projector(store, of).rebuild();
    return bench.rows(store, of);
  };
  const caughtUp = async (projector: Projector): Promise<void> => {
    expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(true);
  };

  it('catches up, then follows, and says how far it is', async () => {
    await someClients(0, 5);
    const store = await bench.views();
    const projector = bench.projector(store, views, { batch: 3 });
    expect(projector.position()).toBeUndefined();
    await projector.start();
    await caughtUp(projector);
    await someClients(5, 8);
    await caughtUp(projector);
    expect(projector.position()).toBe(await bench.log.head());
    expect(projector.counters).toMatchObject({ events: 48, retries: 0, rebuilds: 2 });
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  it('goes on where it stopped, and does nothing twice', async () => {
    await someClients(0, 5);
    const store = await bench.views();
    const first = bench.projector(store, views, { batch: 4 });
    await first.start();
    await first.stop();
    await someClients(5, 9);
    const second = bench.projector(await bench.views(), views, { batch: 4 });
    await second.start();
    await caughtUp(second);
    expect(first.counters.events + second.counters.events).toBe(54);
    expect(second.counters.rebuilds).toBe(0);
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  it('can be started again after it was stopped', async () => {
    const projector = bench.projector(await bench.views(), views);
    await projector.start();
    expect(() => projector.start()).toThrow('running');
    await projector.stop();
    await someClients(0, 1);
    await projector.start();
    await caughtUp(projector);
  });

  it('answers those who wait while it finds out that it is there already', async () => {
    await someClients(0, 2);
    const store = await bench.views();
    await bench.projector(store, views).rebuild();
    const projector = bench.projector(store, views);
    const starting = projector.start();
    expect(projector.position()).toBeUndefined();
    await caughtUp(projector);
    await starting;
    expect(projector.counters.events).toBe(0);
  });

  it('lets nobody wait longer than asked, nor beyond its own end', async () => {
    await someClients(0, 1);
    const projector = bench.projector(await bench.views(), views);
    const beyond = '9'.repeat(16);
    expect(await projector.waitFor(beyond, longEnough)).toBe(false);
    await projector.start();
    await caughtUp(projector);
    expect(await projector.waitFor(beyond, 1)).toBe(false);
    const waiting = projector.waitFor(beyond, longEnough);
    await projector.stop();
    expect(await waiting).toBe(false);
    expect(await projector.waitFor((await bench.log.head())!, 0)).toBe(true);
  });

  it('writes nothing of a batch that fails, neither rows nor checkpoints, and stops', async () => {
    await someClients(0, 3);
    const stumbling: Projection = {
      ...participationStatus,
      ofParticipation: history => {
        if (history[0]?.stream === 'participation-p-2') throw new Error('a bug');
        return participationStatus.ofParticipation!(history);
      },
    };
    const store = await bench.views();
    const failures: Error[] = [];
    const projector = bench.projector(store, [directory, stumbling], {
      batch: 7,
      onFailure: error => failures.push(error),
    });
    await projector.start();
    expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(false);
    expect(projector.failure?.message).toBe('a bug');
    expect(failures).toEqual([projector.failure]);
    const reached = (await bench.log.readAll(undefined, 7)).at(-1)!.position;
    for (const view of views) expect((await store.checkpointOf(view))?.position).toBe(reached);
    expect(Object.values(await store.dump([participations]))[0]).toHaveLength(1);

    const mended = bench.projector(store, views);
    await mended.start();
    await caughtUp(mended);
    expect(mended.counters).toMatchObject({ events: 11, rebuilds: 0 });
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  it('stops at an event that it cannot read', async () => {
    await someClients(0, 1);
    const projector = bench.projector(await bench.views(), views);
    await projector.start();
    await caughtUp(projector);
    const metadata = { schemaVersion: 1 };
    const unheard = { id: randomUUID(), type: 'SomethingUnheard', data: {}, metadata };
    const { position } = await bench.events.append('elsewhere-1', 'any', [unheard]);
    expect(await projector.waitFor(position, longEnough)).toBe(false);
    expect(projector.failure).toBeInstanceOf(UnreadableEvent);
  });

  it('stops when another takes the views over, and leaves the rows alone', async () => {
    await someClients(0, 2);
    const store = await bench.views();
    const [sleeper, successor] = [bench.projector(store, views), bench.projector(await bench.views(), views)];
    await sleeper.start();
    await caughtUp(sleeper);
    await successor.start();
    await someClients(2, 6);
    const head = (await bench.log.head())!;
    expect(await successor.waitFor(head, longEnough)).toBe(true);
    expect(await sleeper.waitFor(head, longEnough)).toBe(false);
    expect(sleeper.failure).toBeInstanceOf(CheckpointMoved);
    expect(successor.failure).toBeUndefined();
    expect(await bench.rows(store, views)).toBe(await rebuilt());
    await sleeper.start();
    expect(sleeper.failure).toBeUndefined();
    await someClients(6, 7);
    await caughtUp(sleeper);
  });

  // what locks a file and fills its disk; PostgreSQL's own troubles are in test/projections
  inFiles('waits while the views are locked, trying again, and then goes on', async () => {
    await someClients(0, 1);
    const store = await bench.views();
    const troubles: Error[] = [];
    let thirdTime = (): void => undefined;
    const tried = new Promise<void>(resolve => (thirdTime = resolve));
    const projector = bench.projector(store, views, {
      onUnavailable: error => {
        troubles.push(error);
        if (troubles.length === 3) thirdTime();
      },
    });
    await projector.start();
    await caughtUp(projector);
    const intruder = new Database(bench.path('views.sqlite'));
    intruder.exec('BEGIN IMMEDIATE');
    await someClients(1, 3);
    await tried;
    expect(projector.failure).toBeUndefined();
    expect(troubles[0]).toBeInstanceOf(StoreUnavailable);
    intruder.exec('ROLLBACK');
    intruder.close();
    await caughtUp(projector);
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  inFiles('waits while the disk is full, and goes on when there is room', async () => {
    await someClients(0, 250);
    const troubles: Error[] = [];
    let thirdTime = (): void => undefined;
    const tried = new Promise<void>(resolve => (thirdTime = resolve));
    const projector = bench.projector(await bench.smallViews(40), views, {
      batch: 100,
      onUnavailable: error => {
        troubles.push(error);
        if (troubles.length === 3) thirdTime();
      },
    });
    await projector.start();
    await tried;
    expect(troubles[2]?.message).toBe('the views cannot be used now (SQLITE_FULL)');
    expect(projector.failure).toBeUndefined();
    await projector.stop();

    const store = await bench.views();
    const relieved = bench.projector(store, views);
    await relieved.start();
    await caughtUp(relieved);
    expect(relieved.counters.rebuilds).toBe(0);
    expect(projector.counters.events + relieved.counters.events).toBe(1500);
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  it('begins anew over a log that was restored from an older copy', async () => {
    await someClients(0, 3);
    const source = new Database(bench.path('events.sqlite'));
    source.exec(`VACUUM INTO '${bench.path('older.sqlite')}'`);
    source.close();
    await someClients(3, 5);
    const store = await bench.views();
    await bench.projector(store, views).rebuild();

    const older = SqliteEventStore.open(bench.path('older.sqlite'));
    const log = new EventLog(older);
    expect(log.storeId).toBe(bench.log.storeId);
    for (let n = 0; n < 20; n++)
      await log.append(`client-x-${n}`, 'any', [on('2026-03-01', registered('o-9'))]);
    const projector = new Projector(log, store, views);
    await projector.start();
    expect(await projector.waitFor((await log.head())!, longEnough)).toBe(true);
    await projector.stop();
    expect(projector.counters).toMatchObject({ rebuilds: 2, events: 38 });
    const afresh = await bench.views('afresh.sqlite');
    await new Projector(log, afresh, views).rebuild();
    await older.close();
    expect(await bench.rows(store, views)).toBe(await bench.rows(afresh, views));
  });

  it('begins anew over another store', async () => {
    await someClients(0, 2);
    const store = await bench.views();
    await bench.projector(store, views).rebuild();
    const another = await Bench.open();
    await another.tell('client-c-77', on('2026-03-01', registered()));
    const projector = another.projector(store, views);
    await projector.start();
    expect(await projector.waitFor((await another.log.head())!, longEnough)).toBe(true);
    expect(projector.counters).toMatchObject({ rebuilds: 2, events: 1 });
    await another.close();
    expect(JSON.parse(await bench.rows(store, views))).toMatchObject({
      directory_client: [{ client_id: 'c-77' }],
      participation_status: [],
    });
  });

  it('rebuilds only the view whose version was raised, and takes away what it no longer has', async () => {
    await someClients(0, 3);
    const retired = { ...participations, name: 'retired' };
    const before: Projection = { ...participationStatus, version: 0, tables: [participations, retired] };
    const store = await bench.views();
    await bench.projector(store, [directory, before]).rebuild();
    const projector = bench.projector(store, views, { batch: 5 });
    await projector.start();
    await caughtUp(projector);
    expect(projector.counters.rebuilds).toBe(1);
    expect(await bench.rows(store, views)).toBe(await rebuilt());
    await expect(store.dump([retired])).rejects.toThrow(/no such table|does not exist/);
  });

  it('rebuilds the views that are named, and tells how far it is', async () => {
    await bench.tell('provider-pr-1', on('2026-01-01', providerRegistered()));
    await bench.tell('measure-m-1', on('2026-01-01', measureRegistered()));
    await someClients(0, 2);
    const store = await bench.views();
    const projector = bench.projector(store, views, { batch: 5 });
    const told: (readonly [number, number])[] = [];
    await projector.rebuild(['directory'], (done, total) => told.push([done, total]));
    expect([told[0], told.at(-1)]).toEqual([
      [0, 14],
      [14, 14],
    ]);
    expect(told.length).toBeGreaterThan(3);
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
    expect(await store.checkpointOf(participationStatus)).toBeUndefined();
    await expect(projector.rebuild(['directry'])).rejects.toThrow(UnknownView);
    await projector.start();
    await caughtUp(projector);
    await expect(projector.rebuild()).rejects.toThrow('running');
    expect(await bench.rows(store, views)).toBe(await rebuilt());
  });

  it('shows a view that is ahead nothing twice, and none that is behind too little', async () => {
    await someClients(0, 2);
    const seen = new Map<string, string[]>();
    const watching = (view: Projection): Projection => {
      const positions: string[] = [];
      seen.set(view.name, positions);
      const watch = (_: Rows, { position }: DomainEntry): void => void positions.push(position);
      return { ...view, on: { ...view.on, ...each(['ClientRegistered', 'ParticipationStarted'], watch) } };
    };
    const both = views.map(watching);
    const projector = bench.projector(await bench.views(), both, { batch: 20 });
    await projector.rebuild(['directory']);
    await someClients(2, 4);
    await projector.start();
    await caughtUp(projector);
    const watched = ['ClientRegistered', 'ParticipationStarted'];
    const all = await bench.log.readAll(undefined, 99);
    const positions = all.filter(({ type }) => watched.includes(type)).map(({ position }) => position);
    expect(Object.fromEntries(seen)).toEqual({ directory: positions, 'participation-status': positions });
  });

  it('reads a history again that it no longer keeps, never beyond the batch', async () => {
    await someClients(0, 3);
    for (let n = 0; n < 3; n++) await bench.tell(`participation-p-${n}`, on('2026-03-03', crisis(`k-${n}`)));
    for (let n = 0; n < 3; n++) await bench.tell(`participation-p-${n}`, on('2026-03-04', contact()));
    const seen: number[] = [];
    const watching: Projection = {
      ...participationStatus,
      ofParticipation: history => {
        seen.push(history.length);
        return participationStatus.ofParticipation!(history);
      },
    };
    const store = await bench.views();
    const projector = bench.projector(store, [watching], { batch: 3, kept: 1 });
    await projector.start();
    await caughtUp(projector);
    expect(seen).toEqual([2, 5, 2, 5, 2, 5, 6, 6, 6, 7, 7, 7]);
    expect(await bench.rows(store, [watching])).toBe(await rebuilt([participationStatus]));
  });
});
