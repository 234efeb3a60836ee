import { Client } from 'pg';
import { allViews } from '../../src/all-views.js';
import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import type { DomainEntry } from '../../src/event-codec/domain-event.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { CheckpointMoved } from '../../src/projections/checkpoints.js';
import type { Projection, Row } from '../../src/projections/projection.js';
import { RowChanges } from '../../src/projections/row-changes.js';
import { table } from '../../src/projections/table.js';
import { type ViewChange, ViewStore } from '../../src/projections/view-store.js';
import { Rulebooks } from '../../src/rulebook/rulebook.js';
import { describeOnPostgres, type FreshDatabase, freshDatabase } from '../support/postgres/database.js';

const things = table({
  name: 'thing',
  columns: { id: 'text', whole: 'integer?', real: 'real?', word: 'text?' },
  key: ['id'],
  indexes: [['word']],
});
const view = { name: 'things', version: 1, tables: [things], on: {} } as unknown as Projection;
const thing = (id: string, rest: Row = {}): Row => ({ id, whole: null, real: null, word: null, ...rest });
const event = (position: string): DomainEntry =>
  ({ position, id: position, stream: 'client-c-1', revision: 0 }) as DomainEntry;

describeOnPostgres('views in PostgreSQL', () => {
  let database: FreshDatabase;
  let opened: ViewStore[];
  beforeEach(async () => {
    database = await freshDatabase();
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    await database.drop();
  });

  const open = async (): Promise<ViewStore> => {
    const store = await ViewStore.connect(database.url);
    opened.push(store);
    return store;
  };
  const begun = async (store: ViewStore) =>
    store.reset(view, 'log', 'writer', await store.checkpointOf(view));
  const change = (from: ViewChange['from'], to: string, rows: readonly Row[]): ViewChange => {
    const changes = new RowChanges(view);
    for (const row of rows) changes.put(things, row);
    return { from, to: event(to), changes, recomputed: { participationIds: [], rows: new Map() } };
  };
  const dumped = async (store: ViewStore) => (await store.dump([things]))['thing']!;
  const ids = async (store: ViewStore) => (await dumped(store)).map(({ id }) => id);

  it('are made once, whoever comes first', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, open));
    const found = await Promise.all(all.map(store => store.checkpointOf(view)));
    const made = await Promise.allSettled(
      all.map((store, n) => store.reset(view, 'log', `writer-${n}`, found[n])),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of made) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(CheckpointMoved);
    expect(await dumped(all[0]!)).toEqual([]);
  });

  it('take a batch from one of two who stand at the same place', async () => {
    const [one, other] = [await open(), await open()];
    const from = await begun(one);
    const written = await Promise.allSettled([
      one.write([change(from, '1', [thing('of-one')])]),
      other.write([change(from, '2', [thing('of-other')])]),
    ]);
    expect(written.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = written.find(result => result.status === 'rejected')!;
    expect(lost.reason).toBeInstanceOf(CheckpointMoved);
    expect(await ids(one)).toEqual([written[0]!.status === 'fulfilled' ? 'of-one' : 'of-other']);
  });

  it('show a batch as a whole or not at all', async () => {
    const store = await open();
    const from = await begun(store);
    const many = Array.from({ length: 12_000 }, (_, n) => thing(`thing-${n}`));
    const seen = new Set<number>();
    const look = async () => seen.add((await ids(store)).length);
    await look();
    const writing = store.write([change(from, '1', many)]);
    const state = { written: false };
    const watching = writing.finally(() => (state.written = true));
    while (!state.written) await look();
    await watching;
    await look();
    expect(seen).toEqual(new Set([0, many.length]));
  });

  it('are made anew under those who read them', async () => {
    const store = await open();
    await begun(store);
    const reading = new AbortController();
    let reads = 0;
    const reader = async (): Promise<void> => {
      while (!reading.signal.aborted) {
        try {
          await store
            .queries<{ thing: Row }>()
            .transaction()
            .setIsolationLevel('repeatable read')
            .execute(async db => {
              await db.selectFrom('thing').selectAll().execute();
              await db.selectFrom('thing').selectAll().execute();
            });
          reads++;
        } catch (error) {
          if (!(error instanceof StoreUnavailable)) throw error;
        }
      }
    };
    const readers = [reader(), reader(), reader()];
    for (let n = 0; n < 20; n++) await begun(store);
    reading.abort();
    await Promise.all(readers);
    expect(reads).toBeGreaterThan(0);
  });

  it('order and compare text by its bytes, whatever the order of the database', async () => {
    const store = await open();
    const mixed = ['a', 'B', 'ä', 'Z', 'z', 'é', 'e-1', 'e1', '\u{1f600}', '\uffee'];
    await store.write([
      change(
        await begun(store),
        '1',
        mixed.map(id => thing(id, { word: id })),
      ),
    ]);
    const byBytes = mixed.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await ids(store)).toEqual(byBytes);
    const query = store.queries<{ thing: { id: string; word: string } }>().selectFrom('thing');
    const words = await query.select('word').where('word', '<', 'a').orderBy('word').execute();
    expect(words.map(({ word }) => word)).toEqual(['B', 'Z']);
    const most = await query.select(({ fn }) => fn.max('word').as('word')).executeTakeFirstOrThrow();
    expect(most.word).toBe('\u{1f600}');
  });

  it('keep numbers exactly, null apart from nothing, and every character that there is', async () => {
    const store = await open();
    const rows = [
      thing('1', { whole: Number.MAX_SAFE_INTEGER, real: 0.1 + 0.2, word: '' }),
      thing('2', { whole: -1, real: 1e300, word: '"quoted" \\ {curly}, NULL' }),
      thing('3', { whole: 0, real: Number.MIN_VALUE, word: 'NULL' }),
      thing('4'),
      thing('5', { word: "line\nand\ttab 'single' \u2028 \u{1f600}" }),
    ];
    await store.write([change(await begun(store), '1', rows)]);
    expect(await dumped(store)).toEqual(rows);
  });

  it('do not stop at a text that PostgreSQL cannot hold', async () => {
    const store = await open();
    const [moved] = await store.write([
      change(await begun(store), '1', [thing('a', { word: 'n\0l \ud800.' })]),
    ]);
    expect(await dumped(store)).toEqual([thing('a', { word: 'n\ufffdl \ufffd.' })]);
    const found = store
      .queries<{ thing: Row }>()
      .selectFrom('thing')
      .select('id')
      .where('word', '=', 'n\0l \ufffd.');
    expect(await found.execute()).toEqual([{ id: 'a' }]);
    await store.write([change(moved!, '2', [thing('b\0')])]);
    expect(await ids(store)).toEqual(['a', 'b\ufffd']);
  });

  it('take more rows at once than a statement has values', async () => {
    const store = await open();
    const many = Array.from({ length: 40_000 }, (_, n) => thing(`t-${n}`, { whole: n }));
    const [moved] = await store.write([change(await begun(store), '1', many)]);
    await store.write([
      change(
        moved!,
        '2',
        many.map(row => ({ ...row, word: 'again' })),
      ),
    ]);
    const rows = await dumped(store);
    expect(rows).toHaveLength(40_000);
    expect(rows.every(({ word }) => word === 'again')).toBe(true);
  });

  it('do not wait behind a reader for ever', async () => {
    const store = await ViewStore.connect(database.url, { statementTimeout: 300 });
    opened.push(store);
    await begun(store);
    const reader = new Client({ connectionString: database.url });
    await reader.connect();
    await reader.query('BEGIN; SELECT * FROM thing');
    await expect(begun(store)).rejects.toThrow(StoreUnavailable);
    await reader.end();
    await begun(store);
  });
});

it('has names that PostgreSQL does not cut off', () => {
  const tables = allViews(new Rulebooks(shippedRulebooks())).flatMap(({ tables: own }) => own);
  const names = tables.flatMap(({ name, indexes = [], key }) => [
    `${name}_key`,
    ...[key, ...indexes].map(columns => `${name}_by_${columns.join('_')}`),
  ]);
  expect(names.filter(name => name.length > 63)).toEqual([]);
});
