import type { Kysely } from 'kysely';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { PostgresOptions } from '../postgres/postgres.js';
import {
  beginCheckpoint,
  type Checkpoint,
  checkpointTable,
  moveCheckpoints,
  readCheckpoint,
  readStanding,
  tablesIn,
  takeOver,
} from './checkpoints.js';
import { buildTable } from './build.js';
import { NextViews } from './next-views.js';
import { openPostgresViews } from './postgres-views.js';
import type { Projection, Row, TableSpec } from './projection.js';
import { type RowsOfBatch, RowWriter } from './row-writer.js';
import { openSqliteViews, type ViewFileOptions } from './sqlite-views.js';
import { columnsOf, type Connection, createTable } from './table.js';
import type { ViewDatabase } from './view-database.js';

/** What a batch does to one view. */
export interface ViewChange extends RowsOfBatch {
  readonly from: Checkpoint;
  /** The last event of the batch. */
  readonly to: DomainEntry;
}

/**
 * The database of the views. It can be deleted at any time: everything in it follows from the log. Where it cannot
 * be used now, every call throws StoreUnavailable.
 */
export class ViewStore {
  /** Those that are being built, to take the place of the present ones. */
  readonly next: NextViews;
  private readonly writer: RowWriter;

  private constructor(private readonly database: ViewDatabase) {
    this.writer = new RowWriter(database.statements);
    this.next = new NextViews(database, this.writer);
  }

  /**
   * Opens the views in a SQLite file, which is made if it is not there.
   * @throws StoreUnavailable
   */
  static open(file: string, options?: ViewFileOptions): Promise<ViewStore> {
    return ViewStore.over(() => openSqliteViews(file, options));
  }

  /** Opens the views in a PostgreSQL database. @param url without faults @throws StoreUnavailable */
  static connect(url: string, options?: PostgresOptions): Promise<ViewStore> {
    return ViewStore.over(() => openPostgresViews(url, options));
  }

  private static async over(open: () => ViewDatabase | Promise<ViewDatabase>): Promise<ViewStore> {
    const database = await open();
    const { writing, dialect } = database;
    try {
      await writing.transaction().execute(async db => {
        await dialect.alone(db);
        await createTable(db, checkpointTable, dialect.types);
        await createTable(db, buildTable, dialect.types);
      });
      return new ViewStore(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** For the queries of the views whose tables are `Tables`. It only reads. */
  queries<Tables>(): Kysely<Tables> {
    return this.database.reading as unknown as Kysely<Tables>;
  }

  checkpointOf(view: Projection): Promise<Checkpoint | undefined> {
    return readCheckpoint(this.database.writing, view.name);
  }

  /** From now on `writer` writes what this checkpoint is of. @throws CheckpointMoved */
  takeOver(from: Checkpoint, writer: string): Promise<Checkpoint> {
    return takeOver(this.database.writing, from, writer);
  }

  /** How far the views are, as queries see them. */
  standing(): ReturnType<typeof readStanding> {
    return readStanding(this.database.reading);
  }

  /**
   * Makes the view's tables anew, empty.
   * @param before what was found there; undefined where there was nothing
   * @throws CheckpointMoved where it is not so any more
   */
  reset(
    view: Projection,
    storeId: string,
    writer: string,
    before: Checkpoint | undefined,
  ): Promise<Checkpoint> {
    const { writing, dialect } = this.database;
    const anew = async (db: Connection): Promise<Checkpoint> => {
      // first, so that of two who begin it anew the second finds that it is done
      const begun = await beginCheckpoint(db, view, storeId, writer, before);
      await dialect.alone(db);
      const names = new Set([...(before ? tablesIn(before) : []), ...view.tables.map(({ name }) => name)]);
      for (const name of names) await db.schema.dropTable(name).ifExists().execute();
      for (const spec of view.tables) await createTable(db, spec, dialect.types);
      return begun;
    };
    return dialect.repeated(() => writing.transaction().execute(anew));
  }

  /**
   * Writes a batch's rows and the checkpoints of all views: everything or nothing.
   * @returns the new checkpoints, in the order of the changes
   * @throws CheckpointMoved
   */
  write(batch: readonly ViewChange[]): Promise<readonly Checkpoint[]> {
    return this.database.writing.transaction().execute(async db => {
      // first, so that the transaction holds the lock before it reads
      const moved = await moveCheckpoints(db, this.database.statements, batch);
      await this.writer.write(db, batch);
      return moved;
    });
  }

  /** All rows of these tables in the order of their keys, to be compared. */
  async dump(tables: readonly TableSpec[]): Promise<Readonly<Record<string, readonly Row[]>>> {
    const dumped: Record<string, readonly Row[]> = {};
    for (const spec of tables) {
      let query = this.database.reading.selectFrom(spec.name).select([...columnsOf(spec)]);
      for (const column of spec.key) query = query.orderBy(column);
      dumped[spec.name] = await query.execute();
    }
    return dumped;
  }

  async close(): Promise<void> {
    await this.database.close();
  }
}
