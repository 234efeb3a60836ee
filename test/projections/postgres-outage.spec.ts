import { Client } from 'pg';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import type { Projector } from '../../src/projections/projector.js';
import { ViewStore } from '../../src/projections/view-store.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import type { DirectoryTables } from '../../src/views/directory/directory.table.js';
import { participationStatus } from '../../src/views/participation-status/participation-status.projection.js';
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../support/postgres/database.js';
import { Gate } from '../support/postgres/gate.js';
import { Bench } from '../support/views/bench.js';
import { begun, on, registered } from '../support/views/told.js';

const views = [directory, participationStatus];
const longEnough = 20_000;

describeOnPostgres('a projector whose PostgreSQL goes away', () => {
  let bench: Bench;
  let database: FreshDatabase;
  let gate: Gate;
  let store: ViewStore;
  let told = 0;
  beforeEach(async () => {
    bench = await Bench.open();
    database = await freshDatabase();
    gate = await Gate.open(database.url);
    store = await ViewStore.connect(gate.url, { connectTimeout: 1_000 });
    told = 0;
  });
  afterEach(async () => {
    await bench.close();
    await store.close();
    await gate.shut();
    await database.drop();
  });

  const tell = async (clients: number): Promise<void> => {
    for (let n = 0; n < clients; n++, told++) {
      await bench.tell(`client-c-${told}`, on('2026-03-01', registered()));
      await bench.tell(`participation-p-${told}`, ...begun(`c-${told}`, '2026-03-02'));
    }
  };
  const caughtUp = async (projector: Projector): Promise<void> => {
    expect(await projector.waitFor((await bench.log.head())!, longEnough)).toBe(true);
  };
  const expectAsRebuilt = async (): Promise<void> => {
    const anew = await bench.projected(...views);
    expect(await bench.rows(store, views)).toBe(await bench.rows(anew, views));
  };

  it('tries again while it is down, and goes on by itself when it is back', async () => {
    const troubles: StoreUnavailable[] = [];
    let third = (): void => undefined;
    const tried = new Promise<void>(resolve => (third = resolve));
    const projector = bench.projector(store, views, {
      onUnavailable: error => {
        if (troubles.push(error) === 3) third();
      },
    });
    await tell(3);
    await projector.start();
    await caughtUp(projector);
    await gate.shut();
    const clients = store.queries<DirectoryTables>().selectFrom('directory_client').selectAll();
    await expect(clients.execute()).rejects.toThrow(StoreUnavailable);
    await tell(3);
    await tried;
    expect(projector.failure).toBeUndefined();
    expect(troubles[0]).toBeInstanceOf(StoreUnavailable);
    await gate.open();
    await caughtUp(projector);
    expect(await clients.execute()).toHaveLength(6);
    expect(projector.counters.rebuilds).toBe(2);
    await expectAsRebuilt();
  });

  it('loses and doubles nothing, though its connections are ended in the midst of batches', async () => {
    const projector = bench.projector(store, views, { batch: 2 });
    await projector.start();
    const operator = new Client({ connectionString: database.url });
    await operator.connect();
    const ends = async (): Promise<number> =>
      (
        await operator.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'teilhabe' AND pid <> pg_backend_pid()
             AND pid IN (SELECT pid FROM pg_locks WHERE relation = 'view_checkpoint'::regclass AND mode = 'RowExclusiveLock')`,
        )
      ).rowCount!;
    let ended = 0;
    const written = tell(40);
    while (ended < 5) {
      ended += await ends();
      if (ended < 5 && (await bench.log.head()) === projector.position()) await tell(1);
    }
    await written;
    await caughtUp(projector);
    await operator.end();
    expect(projector.failure).toBeUndefined();
    expect(projector.counters.retries).toBeGreaterThan(0);
    expect(projector.counters.rebuilds).toBe(2);
    await expectAsRebuilt();
  });
});
