import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
  type Build,
  builtView,
  buildTable,
  changeBuild,
  has,
  namesOf,
  nextName,
  nextOf,
  outgoingName,
  readBuild,
  replaceBuild,
  tableNames,
  theBuild,
  waitingTable,
} from './build.js';
import {
  type Checkpoint,
  CheckpointMoved,
  placeOf,
  readCheckpoint,
  replaceCheckpoint,
  tablesIn,
  shapeOf,
} from './checkpoints.js';
import type { Place } from '../event-codec/event-log.js';
import type { Projection, Row, TableSpec } from './projection.js';
import type { RowChanges } from './row-changes.js';
import type { RowsOfBatch, RowWriter } from './row-writer.js';
import {
  type Connection,
  createBareTable,
  createIndexes,
  createTable,
  participationColumn,
} from './table.js';
import type { ViewDatabase } from './view-database.js';

const rowsGoingAtOnce = 2_000;

/**
 * Who goes on with the views after a take-over: whoever wrote them before, who waits meanwhile; one who alone has written them; or one who takes them from whomever it was.
 */
export type Successor =
  | {
      readonly was: 'the same';
      /** Writes what lacks up to a position. */
      readonly catchUp: (build: Build, until: string, within: Connection | undefined) => Promise<Build>;
    }
  | { readonly was: 'itself' | 'anyone'; readonly writer: string };

/** The views that are being built beside the present ones. Every call throws StoreUnavailable where it cannot be done now. */
export class NextViews {
  constructor(
    private readonly database: ViewDatabase,
    private readonly rows: RowWriter,
  ) {}

  /** Whether indexes can be made while others write. */
  get indexesAside(): boolean {
    return this.database.dialect.indexesAside;
  }

  /** What is being built, or is left to go; undefined where nothing ever was. */
  build(): Promise<Build | undefined> {
    return readBuild(this.database.writing);
  }

  /** Notes that a version goes on with rows that another one made. */
  adopt(views: readonly Projection[], storeId: string): Promise<void> {
    return this.alone(async db => {
      const build = (await readBuild(db)) ?? nothingOf(storeId);
      const adopted = Object.fromEntries(views.map(({ name, version }) => [name, version]));
      await replaceBuild(db, { ...build, adopted: { ...build.adopted, ...adopted } });
    });
  }

  /** Forgets what was noted of views, whose rows are made anew in their place. */
  disown(views: readonly string[]): Promise<void> {
    return this.alone(async db => {
      const build = await readBuild(db);
      if (build) await replaceBuild(db, { ...build, adopted: without(build.adopted, views) });
    });
  }

  /** Begins to build views, from nothing. Whatever was being built is dropped. */
  begin(views: readonly Projection[], storeId: string, indexesFirst: boolean): Promise<Build> {
    return this.alone(async db => {
      const found = (await readBuild(db)) ?? nothingOf(storeId);
      await this.dropTables(db, found);
      const build: Build = {
        ...nothingOf(storeId),
        views: views.map(builtView),
        adopted: found.adopted,
        outgoing: found.outgoing,
        stage: 'folding',
      };
      const { types } = this.database.dialect;
      const names = namesOf(build.tag);
      for (const spec of views.flatMap(({ tables }) => tables)) {
        await createBareTable(db, nextOf(spec), types, names);
        // what is not computed in the end is found by them while the log is gone through
        if (indexesFirst || !(participationColumn in spec.columns))
          await createIndexes(db, nextOf(spec), names);
      }
      await createTable(db, waitingTable, types);
      await replaceBuild(db, build);
      return build;
    });
  }

  /** Goes on with what another began. @throws BuildMoved where it is not so any more */
  goOn(build: Build): Promise<Build> {
    return this.transaction(db => changeBuild(db, build, { writer: randomUUID() }));
  }

  /** Drops what is being built. */
  drop(): Promise<void> {
    return this.alone(async db => {
      const found = await readBuild(db);
      if (!found || found.views.length === 0) return;
      await this.dropTables(db, found);
      const { adopted, outgoing } = found;
      await replaceBuild(db, { ...nothingOf(found.storeId), adopted, outgoing });
    });
  }

  /** Writes what a batch of the log does beside the rows of participations, which are noted. @throws BuildMoved */
  fold(build: Build, changes: readonly RowChanges[], begun: readonly string[], to: Place): Promise<Build> {
    return this.transaction(async db => {
      const moved = await changeBuild(db, build, placeOf(to));
      const noted = begun.map(stream => ({ stream }));
      await this.database.statements.write(db, waitingTable, noted);
      for (const { tables } of changes)
        for (const [spec, { steps }] of tables) await this.rows.follow(db, nextOf(spec), steps);
      return moved;
    });
  }

  /** The whole log is gone through. @throws BuildMoved */
  folded(build: Build): Promise<Build> {
    return this.transaction(db => changeBuild(db, build, { stage: 'computing' }));
  }

  /** The next participations whose rows are to be computed, in the order of their streams. */
  async waiting(after: string, limit: number): Promise<readonly string[]> {
    const found = await this.database.reading
      .selectFrom(waitingTable.name)
      .select('stream')
      .where('stream', '>', after)
      .orderBy('stream')
      .limit(limit)
      .execute();
    return (found as unknown as readonly { readonly stream: string }[]).map(({ stream }) => stream);
  }

  /** Writes the rows of participations that have none yet. @throws BuildMoved */
  compute(build: Build, rows: ReadonlyMap<TableSpec, readonly Row[]>, last: string): Promise<Build> {
    return this.transaction(async db => {
      const moved = await changeBuild(db, build, { computed: last });
      for (const [spec, some] of rows) await this.database.statements.insert(db, nextOf(spec), some);
      return moved;
    });
  }

  /** All rows are there: makes the indexes. @throws BuildMoved */
  async settle(build: Build, views: readonly Projection[], between: () => Promise<void>): Promise<Build> {
    const { writing } = this.database;
    for (const spec of views.flatMap(({ tables }) => tables)) {
      await createIndexes(writing, nextOf(spec), namesOf(build.tag));
      await between();
    }
    return this.alone(async db => {
      const settled = await changeBuild(db, build, { stage: 'ready' });
      await db.schema.dropTable(waitingTable.name).ifExists().execute();
      return settled;
    });
  }

  /** Writes a batch that came since. @param within a transaction that is under way @throws BuildMoved */
  write(build: Build, batch: readonly RowsOfBatch[], to: Place, within?: Connection): Promise<Build> {
    const work = async (db: Connection): Promise<Build> => {
      const moved = await changeBuild(db, build, placeOf(to));
      await this.rows.write(db, batch, nextOf);
      return moved;
    };
    return within ? work(within) : this.transaction(work);
  }

  /**
   * Makes what was built the present views, in one step. After an error nobody knows where the build stands but who reads
   * it again.
   * @returns the checkpoints; undefined where the present views stand elsewhere, and another goes on with them
   * @throws BuildMoved, CheckpointMoved
   */
  takeOver(
    from: Build,
    views: readonly Projection[],
    successor: Successor,
  ): Promise<readonly Checkpoint[] | undefined> {
    if (from.stage !== 'ready' || !views.every(view => has(from, view)))
      throw new Error('what takes over has been built');
    const { dialect } = this.database;
    return this.alone(async db => {
      await dialect.impatiently(db);
      const present = new Map<string, Checkpoint | undefined>();
      // from here on nobody writes them
      for (const { name } of views) present.set(name, await readCheckpoint(db, name, dialect.holding));
      for (const [name, one] of present)
        if (successor.was === 'itself' && one?.writer !== successor.writer) throw new CheckpointMoved(name);
      let build = from;
      if (successor.was === 'the same') {
        const [to, ...others] = new Set([...present.values()].map(one => one?.position ?? ''));
        if (to === undefined || others.length > 0 || (build.position ?? '') > to) return undefined;
        // beside what is held, where that can be: whoever reads in a transaction finds these rows too then
        build = await successor.catchUp(build, to, dialect.holding ? undefined : db);
        if ((build.position ?? '') !== to) return undefined;
      }
      const { position, eventId: event_id, stream, revision } = build;
      await changeBuild(db, build, { writer: build.writer });
      const checkpoints: Checkpoint[] = [];
      const outgoing: string[] = [];
      for (const view of views) {
        const { name, version } = view;
        const was = present.get(name);
        const of = { view: name, version, tables: shapeOf(view), store_id: build.storeId };
        const by = successor.was === 'the same' ? was!.writer : successor.writer;
        const checkpoint: Checkpoint = { ...of, writer: by, position, event_id, stream, revision };
        const gone = await this.swap(db, build, view, was);
        await replaceCheckpoint(db, checkpoint);
        outgoing.push(...gone);
        checkpoints.push(checkpoint);
      }
      const names = views.map(({ name }) => name);
      await replaceBuild(db, {
        ...build,
        views: build.views.filter(({ name }) => !names.includes(name)),
        adopted: without(build.adopted, names),
        outgoing: [...build.outgoing, ...outgoing],
      });
      return checkpoints;
    });
  }

  /** Takes away what was taken the place of. @param between where others write meanwhile: is awaited after each part */
  async clear(between?: () => Promise<void>): Promise<void> {
    const found = await this.build();
    for (const name of found?.outgoing ?? []) {
      // in a file the time to drop a table grows with it, and nobody else can write meanwhile
      if (between && !this.database.dialect.indexesAside) await this.empty(name, between);
      await this.alone(async db => {
        await db.schema.dropTable(name).ifExists().execute();
        const build = (await readBuild(db))!;
        await replaceBuild(db, { ...build, outgoing: build.outgoing.filter(one => one !== name) });
      });
      await between?.();
    }
  }

  private async empty(name: string, between: () => Promise<void>): Promise<void> {
    const { writing } = this.database;
    const there = await writing.introspection.getTables();
    if (!there.some(one => one.name === name)) return;
    for (;;) {
      const some = sql`select rowid from ${sql.table(name)} limit ${sql.lit(rowsGoingAtOnce)}`;
      const { numAffectedRows } = await sql`delete from ${sql.table(name)} where rowid in (${some})`.execute(
        writing,
      );
      if (!numAffectedRows) return;
      await between();
    }
  }

  private async swap(
    db: Connection,
    { tag }: Build,
    view: Projection,
    present: Checkpoint | undefined,
  ): Promise<readonly string[]> {
    const before = present ? tablesIn(present) : [];
    const [gone, come] = [new Set(before), view.tables.map(({ name }) => name)];
    for (const name of gone) await db.schema.alterTable(name).renameTo(outgoingName(name, tag)).execute();
    for (const name of come) {
      // a table that nobody's checkpoint tells of
      if (!gone.has(name)) await db.schema.dropTable(name).ifExists().execute();
      await db.schema.alterTable(nextName(name)).renameTo(name).execute();
    }
    return [...gone].map(name => outgoingName(name, tag));
  }

  private async dropTables(db: Connection, { views }: Build): Promise<void> {
    for (const { tables } of views)
      for (const name of tableNames(tables)) await db.schema.dropTable(nextName(name)).ifExists().execute();
    await db.schema.dropTable(waitingTable.name).ifExists().execute();
  }

  private transaction<T>(work: (db: Connection) => Promise<T>): Promise<T> {
    return this.database.writing.transaction().execute(work);
  }

  /** Where tables are made, renamed or dropped. */
  private alone<T>(work: (db: Connection) => Promise<T>): Promise<T> {
    const { dialect } = this.database;
    return dialect.repeated(() =>
      this.transaction(async db => {
        // a write first, so that the transaction holds the lock before it reads
        await db.updateTable(buildTable.name).set({ name: theBuild }).where('name', '=', '').execute();
        await dialect.alone(db);
        return work(db);
      }),
    );
  }
}

const nothingOf = (storeId: string): Build => ({
  views: [],
  adopted: {},
  outgoing: [],
  storeId,
  writer: randomUUID(),
  tag: `n${randomUUID().slice(0, 8)}`,
  stage: 'ready',
  computed: '',
  position: null,
  eventId: null,
  stream: null,
  revision: null,
});

const without = <T>(
  all: Readonly<Record<string, T>>,
  names: readonly string[],
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
