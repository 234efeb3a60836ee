import { type Kysely, sql } from 'kysely';
import { wait } from '../wait.js';
import { type Build, nextName, readBuild } from './build.js';
import { type Checkpoint, readCheckpoint } from './checkpoints.js';
import type { Cell, Projection, Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf } from './table.js';
import type { ViewStore } from './view-store.js';
import type { WholeBuild } from './whole-build.js';

/** A row that is not the same in the present table and in the one built beside it, by its key. */
export interface Difference {
  readonly table: string;
  readonly key: Row;
  /** Each column that differs, present value first. None where the row is only in one of the two. */
  readonly cells: readonly (readonly [column: string, present: Cell | undefined, built: Cell | undefined])[];
  readonly only?: 'present' | 'built';
}

/** How two tables compare, or why they cannot be. */
export interface TableCompared {
  readonly table: string;
  readonly present: number;
  readonly built: number;
  readonly different: number;
  readonly note?: string;
}

/** The present views cannot be compared: there are none, or they do not come to stand still. */
export class NothingToCompare extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NothingToCompare';
  }
}

const rowsAtOnce = 500;
const attempts = 200;

/**
 * Compares views that were built with the present ones, as of the same place of the log, row for row in the order of
 * their keys; of large tables too it holds only some rows at once.
 * @throws NothingToCompare, BuildMoved, BuildStopped, StoreUnavailable
 */
export async function compare(
  store: ViewStore,
  building: WholeBuild,
  from: Build,
  views: readonly Projection[],
  told: { onDifference(difference: Difference): void; onTable(table: TableCompared): void },
  stop: AbortSignal,
): Promise<void> {
  let build = from;
  for (let attempt = 0; attempt < attempts; attempt++) {
    building.breathe();
    const present = await presentAt(store, views);
    if ((build.position ?? '') <= present) build = await building.catchUp(build, present);
    const done = await store
      .queries<AnyTables>()
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async db => {
        const checkpoints = await atSamePlace(db, views);
        if (!checkpoints) return false;
        for (const [view, checkpoint] of checkpoints)
          await compareView(db, view, checkpoint, told, () => building.breathe());
        return true;
      });
    if (done) return;
    await wait(attempt, stop);
  }
  throw new NothingToCompare('the present views did not come to stand where the built ones do: try again');
}

async function presentAt(store: ViewStore, views: readonly Projection[]): Promise<string> {
  let most = '';
  for (const view of views) {
    const found = await store.checkpointOf(view);
    if (!found) throw new NothingToCompare(`there is no view ${view.name} yet to compare with`);
    if ((found.position ?? '') > most) most = found.position!;
  }
  return most;
}

/** The present checkpoints, where all of them stand where the build does. */
async function atSamePlace(
  db: Connection,
  views: readonly Projection[],
): Promise<ReadonlyMap<Projection, Checkpoint> | undefined> {
  const build = await readBuild(db);
  const found = new Map<Projection, Checkpoint>();
  for (const view of views) {
    const checkpoint = await readCheckpoint(db, view.name);
    if (!checkpoint || !build || checkpoint.position !== build.position) return undefined;
    found.set(view, checkpoint);
  }
  return found;
}

async function compareView(
  db: Connection,
  view: Projection,
  checkpoint: Checkpoint,
  told: Parameters<typeof compare>[4],
  breathe: () => void,
): Promise<void> {
  const present = new Map(
    (JSON.parse(checkpoint.tables) as readonly TableSpec[]).map(spec => [spec.name, spec]),
  );
  const names = new Set([...present.keys(), ...view.tables.map(({ name }) => name)]);
  for (const name of names) {
    const [before, after] = [present.get(name), view.tables.find(spec => spec.name === name)];
    if (before && after && String(before.key) === String(after.key))
      told.onTable(await compareTable(db, before, after, told.onDifference, breathe));
    else {
      const counts = {
        present: await countIn(db, before?.name),
        built: await countIn(db, after && nextName(name)),
      };
      const note = !after
        ? 'there is no such table any more'
        : before
          ? 'has another key: its rows are not compared'
          : 'is new';
      told.onTable({ table: name, ...counts, different: counts.present + counts.built, note });
    }
  }
}

async function compareTable(
  db: Connection,
  before: TableSpec,
  after: TableSpec,
  onDifference: (difference: Difference) => void,
  breathe: () => void,
): Promise<TableCompared> {
  const { name: table, key } = after;
  const columns = [...new Set([...columnsOf(after), ...columnsOf(before)])];
  const [old, made] = [rowsOf(db, before.name, before), rowsOf(db, nextName(table), after)];
  const keyOf = (row: Row): Row => Object.fromEntries(key.map(column => [column, row[column]!]));
  const counted = { present: 0, built: 0, different: 0 };
  let [one, other] = [await old.next(), await made.next()];
  while (!one.done || !other.done) {
    breathe();
    const order = one.done ? 1 : other.done ? -1 : compareKeys(key, one.value, other.value);
    if (order < 0) onDifference({ table, key: keyOf(one.value as Row), cells: [], only: 'present' });
    if (order > 0) onDifference({ table, key: keyOf(other.value as Row), cells: [], only: 'built' });
    if (order === 0) {
      const [a, b] = [one.value as Row, other.value as Row];
      const cells = columns
        .filter(column => a[column] !== b[column])
        .map(column => [column, a[column], b[column]] as const);
      if (cells.length > 0) onDifference({ table, key: keyOf(a), cells });
      counted.different += Number(cells.length > 0);
    } else counted.different++;
    if (order <= 0) {
      counted.present++;
      one = await old.next();
    }
    if (order >= 0) {
      counted.built++;
      other = await made.next();
    }
  }
  return { table, ...counted };
}

/** All rows of a table in the order of its key. */
async function* rowsOf(db: Connection, name: string, spec: TableSpec): AsyncGenerator<Row, undefined> {
  const key = sql.join(spec.key.map(column => sql.ref(column)));
  const columns = sql.join(columnsOf(spec).map(column => sql.ref(column)));
  let last: Row | undefined;
  for (;;) {
    const after: Row | undefined = last;
    const beyond = after
      ? sql`where (${key}) > (${sql.join(spec.key.map(column => sql.val(after[column])))})`
      : sql``;
    const { rows } = await sql<Row>`select ${columns} from ${sql.table(name)} ${beyond}
      order by ${key} limit ${sql.lit(rowsAtOnce)}`.execute(db as Kysely<AnyTables>);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < rowsAtOnce) return undefined;
  }
}

async function countIn(db: Connection, name: string | undefined): Promise<number> {
  if (name === undefined) return 0;
  const { rows } = await sql<{
    readonly count: number;
  }>`select count(*) as count from ${sql.table(name)}`.execute(db as Kysely<AnyTables>);
  return rows[0]!.count;
}

/** As databases order: text by its UTF-8 bytes. */
function compareKeys(key: readonly string[], a: Row, b: Row): number {
  for (const column of key) {
    const [one, other] = [a[column]!, b[column]!];
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
    if (order !== 0) return order;
  }
  return 0;
}
