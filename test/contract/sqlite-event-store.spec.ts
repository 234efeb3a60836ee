import { setImmediate as turn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { openStoreFile } from '../../src/event-store/sqlite/store-file.js';
import { StoreFormatTooNew } from '../../src/event-store/store-format.js';
import { eventStoreContract } from '../support/event-store/contract.js';
import { log } from '../support/event-store/observing.js';
import { idsOf, sample, samples } from '../support/event-store/samples.js';
import { eventsFile, sqliteHarness } from '../support/event-store/sqlite.harness.js';

const large = sample({ text: 'x'.repeat(400_000) });

eventStoreContract('SQLite', sqliteHarness);

describe('SQLite alone', () => {
  let directory: string;
  let file: string;
  let stores: SqliteEventStore[];

  const open = (options?: Parameters<typeof SqliteEventStore.open>[1]): SqliteEventStore => {
    const store = SqliteEventStore.open(file, options);
    stores.push(store);
    return store;
  };
  const damage = (sql: string): void => {
    const db = new Database(file);
    db.exec(sql);
    db.close();
  };

  beforeEach(async () => {
    directory = await sqliteHarness.fresh();
    file = eventsFile(directory);
    stores = [];
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    await sqliteHarness.remove(directory);
  });

  it.each(['new', 'old'])('sets journal, sync, references and patience of a %s store itself', age => {
    if (age === 'old') openStoreFile(file).close();
    const db = openStoreFile(file);
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'];
    const set = settings.map(setting => db.pragma(setting, { simple: true }));
    db.close();
    expect(set).toEqual(['wal', 2, 1, 5000]);
  });

  it('counts positions from 1 without a gap, whatever was refused', async () => {
    const store = open();
    expect(await store.head()).toBeUndefined();
    expect(await store.readAll(undefined, 5)).toEqual([]);
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) =>
        store.append(`s-${n % 7}`, n % 3 ? 'any' : 'no-stream', samples(2)),
      ),
    );
    const positions = (await log(store, undefined)).map(event => event.position);
    expect(positions.length).toBeGreaterThanOrEqual(80);
    expect(positions).toEqual(positions.map((_, index) => String(index + 1).padStart(16, '0')));
    expect(await store.head()).toBe(positions.at(-1));
  });

  it('shows an append to every reader as soon as it is answered', async () => {
    const store = open();
    const { position } = await store.append('s', 'no-stream', samples(2));
    for (const handle of [store, open(), open({ readonly: true })]) {
      expect(await handle.head()).toBe(position);
      expect(await handle.readStream('s')).toHaveLength(2);
      expect(await handle.readAll(undefined, 9)).toHaveLength(2);
    }
  });

  it('commits once for all appends that wait at the same time', async () => {
    const store = open();
    await Promise.all(Array.from({ length: 500 }, (_, n) => store.append(`s-${n}`, 'no-stream', samples(1))));
    expect(store.commits).toBe(1);
    await store.append('s-0', 0, samples(1));
    expect(store.commits).toBe(2);
    expect(await log(store, undefined)).toHaveLength(501);
  });

  it('lets appends of one group see each other', async () => {
    const store = open();
    const [first, second, third] = [samples(2), samples(1), samples(1)];
    const outcomes = await Promise.allSettled([
      store.append('s', 'no-stream', first),
      store.append('s', 1, second),
      store.append('s', 1, third),
      store.append('s', 'no-stream', first),
    ]);
    expect(store.commits).toBe(1);
    expect(outcomes).toMatchObject([
      { value: { revision: 1, position: '0000000000000002' } },
      { value: { revision: 2, position: '0000000000000003' } },
      { reason: { name: 'RevisionConflict', actual: 2 } },
      { value: { revision: 1, position: '0000000000000002' } },
    ]);
  });

  it('wakes a follower with the commit itself', async () => {
    const store = open();
    const { signal } = new AbortController();
    const batches = store.subscribe(undefined, { signal })[Symbol.asyncIterator]();
    const woken = batches.next();
    await turn();
    await store.append('s', 'no-stream', samples(3));
    const late = (async () => {
      for (let turns = 0; turns < 10; turns++) await turn();
      return 'late';
    })();
    expect(await Promise.race([woken, late])).toMatchObject({ value: { length: 3 } });
    await batches.return(undefined);
  });

  it('leaves others a turn while a follower catches up', async () => {
    const store = open();
    await store.append('s', 'no-stream', samples(100));
    const caughtUp = new AbortController();
    let turns = 0;
    const others = (async () => {
      for (; !caughtUp.signal.aborted; turns++) await turn();
    })();
    for await (const [event] of store.subscribe(undefined, { signal: caughtUp.signal, limit: 1 }))
      if (event!.revision === 99) caughtUp.abort();
    await others;
    expect(turns).toBeGreaterThan(50);
  });

  it('refuses a store of a newer format and leaves it as it is', async () => {
    const { storeId } = open();
    await stores[0]!.close();
    damage(`UPDATE meta SET value = '2' WHERE name = 'format'`);
    for (const readonly of [false, true]) {
      expect(() => open({ readonly })).toThrow(StoreFormatTooNew);
      expect(() => open({ readonly })).toThrow('has format 2, this program understands up to 1');
    }
    damage(`UPDATE meta SET value = '1' WHERE name = 'format'`);
    expect(open().storeId).toBe(storeId);
  });

  it.each([
    ['has no tables of ours', 'CREATE TABLE others (x)'],
    ['has a meta table of another make', 'CREATE TABLE meta (x)'],
    ['has lost its identity', `DELETE FROM meta WHERE name = 'store-id'`],
    ['has lost its format', `DELETE FROM meta WHERE name = 'format'`],
    ['has an unknown format', `UPDATE meta SET value = 'one' WHERE name = 'format'`],
    ['has lost its events', 'DROP TABLE events'],
  ])('does not take a file for a store that %s', async (_, sql) => {
    if (!sql.startsWith('CREATE')) await SqliteEventStore.open(file).close();
    damage(sql);
    expect(() => open()).toThrow(StoreUnavailable);
    expect(() => open({ readonly: true })).toThrow(StoreUnavailable);
  });

  it('needs a directory to make a store in, and a store to read', async () => {
    expect(() => open({ readonly: true })).toThrow(StoreUnavailable);
    file = `${directory}/missing/events.sqlite`;
    expect(() => open()).toThrow(StoreUnavailable);
  });

  it('takes no appends where it was opened for reading only', async () => {
    await open().append('s', 'no-stream', samples(1));
    const reader = open({ readonly: true });
    await expect(reader.append('s', 'any', samples(1))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(reader.storeId).toBe(stores[0]!.storeId);
    expect(await reader.readStream('s')).toHaveLength(1);
  });

  it('holds a limit or a position that cannot be for a mistake, and a name that cannot be stored', async () => {
    const store = open();
    for (const limit of [0, -1, 1.5]) {
      await expect(store.readAll(undefined, limit)).rejects.toBeInstanceOf(TypeError);
      await expect(store.readStream('s', { limit })).rejects.toBeInstanceOf(TypeError);
    }
    for (const position of ['', '1', 'x'.repeat(16)])
      await expect(store.readAll(position, 1)).rejects.toBeInstanceOf(TypeError);
    for (const stream of ['', 'a\ud800'])
      await expect(store.append(stream, 'any', samples(1))).rejects.toBeInstanceOf(TypeError);
    await store.append('a\u0000b', 'no-stream', samples(1));
    await store.append('a\u0000c', 'no-stream', samples(1));
    expect(await store.readStream('a')).toEqual([]);
  });

  describe('when the disk is full', () => {
    it('refuses the whole group, keeps nothing of it, reads on, and writes again where there is room', async () => {
      const store = open({ maxPages: 100 });
      const standing = samples(3);
      await store.append('s', 'no-stream', standing);
      const group = [
        store.append('s', 2, samples(1)),
        store.append('t', 'no-stream', [sample(), large, sample()]),
        store.append('u', 'no-stream', samples(1)),
      ];
      for (const outcome of await Promise.allSettled(group)) {
        expect(outcome).toMatchObject({ reason: { cause: { code: 'SQLITE_FULL' } } });
        expect(outcome).toMatchObject({ reason: expect.any(StoreUnavailable) });
      }
      expect(idsOf(await log(store, undefined))).toEqual(idsOf(standing));
      for (const stream of ['t', 'u']) expect(await store.readStream(stream)).toEqual([]);
      expect(await store.head()).toBe('0000000000000003');
      expect(store.commits).toBe(1);
      expect(await store.append('s', 2, samples(1))).toEqual({ revision: 3, position: '0000000000000004' });
    });

    it('takes the same append when the disk has grown', async () => {
      const small = open({ maxPages: 100 });
      const events = [sample(), large];
      await expect(small.append('s', 'no-stream', events)).rejects.toBeInstanceOf(StoreUnavailable);
      await small.close();
      const store = open();
      expect(await store.append('s', 'no-stream', events)).toEqual({
        revision: 1,
        position: '0000000000000002',
      });
      expect(idsOf(await store.readStream('s'))).toEqual(idsOf(events));
    });
  });

  it('rolls back one append that the file refuses, and no other of its group', async () => {
    const store = open();
    damage(`CREATE TRIGGER refuse BEFORE INSERT ON events WHEN new.data LIKE '%refuse me%'
            BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    const [before, after] = [samples(2), samples(1)];
    const outcomes = await Promise.allSettled([
      store.append('s', 'no-stream', before),
      store.append('t', 'no-stream', [sample(), sample({ text: 'refuse me' })]),
      store.append('s', 1, after),
    ]);
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(idsOf(await log(store, undefined))).toEqual(idsOf([...before, ...after]));
    expect(await store.head()).toBe('0000000000000003');
    expect(store.commits).toBe(1);
  });

  it('is unavailable, to readers and to a whole group, when its file is damaged', async () => {
    const store = open();
    await store.append('s', 'no-stream', samples(1));
    damage('DROP TABLE events');
    const group = [store.append('s', 0, samples(1)), store.append('t', 'any', samples(1))];
    for (const outcome of await Promise.allSettled(group))
      expect(outcome).toMatchObject({ reason: expect.any(StoreUnavailable) });
    await expect(store.readStream('s')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailable);
  });
});
