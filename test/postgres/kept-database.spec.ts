import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { KeptDatabase, onlyGrows, type KeptTables } from '../../src/postgres/kept-database.js';
import { executeOn } from '../support/access-log/postgres.harness.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

const things: KeptTables = {
  name: 'things',
  format: 3,
  sql: `CREATE TABLE kept_things (number BIGINT PRIMARY KEY); ${onlyGrows('kept_things')}`,
};

describeOnPostgres('what is kept in PostgreSQL', () => {
  let place: FreshDatabase;
  let open: KeptDatabase[];
  beforeEach(async () => {
    open = [];
    place = await freshDatabase();
  });
  afterEach(async () => {
    await Promise.all(open.map(database => database.close()));
    await place.drop();
  });

  async function opened(patience?: number, url = place.url): Promise<KeptDatabase> {
    const database = await KeptDatabase.open(url, things, patience === undefined ? {} : { patience });
    open.push(database);
    return database;
  }

  const count = 'SELECT count(*) AS count FROM kept_things';
  const addNext = (database: KeptDatabase) =>
    database.alone<{ count: number }, number>('kept_things', count, async ([there], connection) => {
      await connection.query('INSERT INTO kept_things VALUES ($1)', [there!.count + 1]);
      return there!.count + 1;
    });

  it('is written by one at a time, each after what the others wrote', async () => {
    const databases = await Promise.all([opened(), opened(), opened()]);
    const written = await Promise.all(Array.from({ length: 30 }, (_, n) => addNext(databases[n % 3]!)));
    expect(written.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it('has nothing of a transaction that failed, and the connection goes on', async () => {
    const database = await opened();
    const failing = database.alone('kept_things', count, async (_, connection) => {
      await connection.query('INSERT INTO kept_things VALUES (1)');
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    await expect(
      database.alone('kept_things', count, (_, connection) =>
        connection.query('INSERT INTO kept_things VALUES (1), (1)'),
      ),
    ).rejects.toThrow(/duplicate key/);
    expect(await database.query(count)).toEqual([{ count: 0 }]);
    expect(await addNext(database)).toBe(1);
  });

  it('is not held up by a node that falls asleep while it writes', async () => {
    const [asleep, awake] = [await opened(300), await opened()];
    const [began, woken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const sleeping = asleep.alone('kept_things', count, async (_, connection) => {
      began.resolve();
      await woken.promise;
      await connection.query('INSERT INTO kept_things VALUES (1)');
    });
    await began.promise;
    expect(await addNext(awake)).toBe(1);
    woken.resolve();
    await expect(sleeping).rejects.toThrow(StoreUnavailable);
    expect(await awake.query(count)).toEqual([{ count: 1 }]);
    expect(await addNext(asleep)).toBe(2);
  });

  it('does not hold up who writes the same tables elsewhere in the database', async () => {
    const elsewhere = await freshDatabase();
    const [here, there] = [await opened(), await opened(undefined, elsewhere.url)];
    const both = here.alone('kept_things', count, () => addNext(there));
    expect(await both).toBe(1);
    await there.close();
    await elsewhere.drop();
  });

  it('is opened only in the format that is known', async () => {
    await opened();
    await executeOn(place.url, 'UPDATE kept_formats SET format = 4');
    await expect(opened()).rejects.toThrow('the things has the unknown format 4');
    await executeOn(place.url, 'DELETE FROM kept_formats');
    await expect(KeptDatabase.open(place.url, things, { readonly: true })).rejects.toThrow(
      'the database has no things',
    );
  });
});
