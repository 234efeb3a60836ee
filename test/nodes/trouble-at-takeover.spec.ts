import { Client } from 'pg';
import type { Projection } from '../../src/projections/projection.js';
import { Projector } from '../../src/projections/projector.js';
import { directory } from '../../src/views/directory/directory.projection.js';
import { Freshness, ViewBehind } from '../../src/views/freshness.js';
import { Product } from '../support/api/product.js';
import { Nodes, until } from '../support/nodes/nodes.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';
import { on, registered } from '../support/views/told.js';

const views: readonly Projection[] = [directory];
const longEnough = 20_000;

/** A client of the database that is no node. */
async function byHand<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describeOnPostgres('nodes in trouble at a takeover', () => {
  let nodes: Nodes;
  beforeEach(async () => {
    nodes = await Nodes.open();
  });
  afterEach(() => nodes.close());

  it('tell why one cannot do what a leader does, and it does not try again at once', async () => {
    const { node: first } = await nodes.node(views);
    await first.start();
    const { node: second, failures } = await nodes.node(views);
    let tries = 0;
    await second.start(async () => {
      tries++;
      throw new TypeError('a mistake');
    });
    await first.stop();
    await until(() => failures.length > 0);
    expect(failures).toEqual([new TypeError('a mistake')]);
    await until(() => !second.leads);
    const { node: third } = await nodes.node(views);
    await third.start();
    await until(() => third.leads);
    expect(tries).toBe(1);
  });

  it('are not ready while the tables are still to be made anew, whoever leads', async () => {
    const { node: older } = await nodes.node(views);
    await older.start();
    await older.waitFor(await nodes.tell('client-c-1', on('2026-03-01', registered())), longEnough);
    await older.stop();
    await byHand(nodes.database.url, async client => {
      await client.query(`BEGIN; LOCK TABLE ${directory.tables[0]!.name} IN ACCESS SHARE MODE`);
      const { node } = await nodes.node([{ ...directory, version: directory.version + 1 }]);
      const starting = node.start();
      await until(() => node.leads && node.projector.isRunning);
      expect(await node.ready()).toBe(false);
      await client.query('COMMIT');
      await starting;
      expect(await node.ready()).toBe(true);
    });
  });

  it('take back an answer whose tables are gone before it was read', async () => {
    const [{ node: leader }, { node, views: store }] = [await nodes.node(views), await nodes.node(views)];
    await leader.start();
    await node.start();
    await node.waitFor(await nodes.tell('client-c-1', on('2026-03-01', registered())), longEnough);
    const freshness = new Freshness(nodes.log, node, 200);
    const other: Projection = {
      ...directory,
      version: directory.version + 1,
      tables: directory.tables.slice(1),
      on: Object.fromEntries(Object.keys(directory.on).map(type => [type, 'ignore'])) as never,
    };
    const answer = freshness.answer(undefined, async () => {
      const anew = new Projector(nodes.log, await nodes.views(), [other], { batch: 1 });
      await anew.start().catch(() => undefined);
      await anew.stop();
      return { rows: await store.dump(directory.tables) };
    });
    await expect(answer).rejects.toThrow(ViewBehind);
  });
});

describeOnPostgres('a product whose views are taken away while it takes the lead', () => {
  let database: FreshDatabase;
  let product: Product;
  beforeEach(async () => {
    database = await freshDatabase();
    product = await Product.open({ VIEW_STORE: database.url });
  });
  afterEach(async () => {
    await product.close();
    await database.drop();
  });

  it('leads again, and does not wait for what nobody projects', async () => {
    const { node, log } = product.instance;
    await byHand(database.url, async client => {
      node['parts'].leadership.resign(1_000);
      await until(() => !node.projector.isRunning);
      await client.query(`BEGIN; LOCK TABLE ${directory.tables[0]!.name} IN ACCESS EXCLUSIVE MODE`);
      await log.append('client-c-1', 'no-stream', [on('2026-03-01', registered())]);
      const stuck = `SELECT pid FROM pg_locks JOIN pg_class ON pg_class.oid = relation
        WHERE NOT granted AND relnamespace = current_schema()::regnamespace`;
      await until(async () => (await client.query(stuck)).rowCount === 1);
      expect(node.leads).toBe(true);
      await byHand(database.url, async stranger => {
        const taken = stranger.query(`UPDATE view_checkpoint SET writer = 'another'`);
        await client.query(`SELECT pg_terminate_backend(pid) FROM (${stuck}) AS waiting`);
        await taken;
      });
      await until(() => !node.leads);
      await client.query('COMMIT');
    });
    await until(() => node.leads);
    expect(await node.waitFor((await log.head())!, longEnough)).toBe(true);
  });
});
