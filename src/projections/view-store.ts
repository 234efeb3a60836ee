import { Kysely, SqliteDialect } from 'kysely';
import type { DomainEntry } from '../event-codec/domain-event.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import {
  beginCheckpoint,
  type Checkpoint,
  checkpointTable,
  moveCheckpoint,
  readCheckpoint,
  tablesIn,
  takeOver,
} from './checkpoints.js';
import type { Projection, Row, TableSpec } from './projection.js';
import type { Recomputed } from './recomputed.js';
import type { RowChanges } from './row-changes.js';
import { RowWriter } from './row-writer.js';
import { SqliteViews } from './sqlite-database.js';
import { type AnyTables, columnsOf, createTable } from './table.js';

/** What a batch does to one view. */
export interface ViewChange {
  readonly from: Checkpoint;
  /** The last event of the batch. */
  readonly to: DomainEntry;
  readonly changes: RowChanges;
  readonly recomputed: Recomputed;
}

export interface ViewFileOptions {
  /** Milliseconds to wait for a lock that another holds. */
  readonly patience?: number;
  /** The file never grows beyond so many pages of 4 KiB: a batch that needs more finds the disk full. */
  readonly maxPages?: number;
}

/**
 * The database of the views. It can be deleted at any time: everything in it follows from the log. Where it cannot
 * be used now, every call throws StoreUnavailable.
 */
export class ViewStore {
  private readonly writer: RowWriter;

  private constructor(
    private readonly writing: Kysely<AnyTables>,
    private readonly reading: Kysely<AnyTables>,
    private readonly release: () => void | Promise<void>,
  ) {
    this.writer = new RowWriter(writing);
  }

  /**
   * Opens the views in a SQLite file, which is made if it is not there.
   * @throws StoreUnavailable
   */
  static async open(file: string, { patience = 1000, maxPages }: ViewFileOptions = {}): Promise<ViewStore> {
    const open: SqliteViews[] = [];
    const connect = (readonly: boolean): Kysely<AnyTables> => {
      const database = SqliteViews.open(file, { readonly, patience, maxPages });
      open.unshift(database);
      return new Kysely({ dialect: new SqliteDialect({ database }) });
    };
    const close = (): void => open.forEach(database => database.close());
    try {
      // readers have a connection of their own: they never see a batch half-written
      const [writing, reading] = [connect(false), connect(true)];
      await createTable(writing, checkpointTable);
      return new ViewStore(writing, reading, close);
    } catch (error) {
      close();
      throw error;
    }
  }

  /** Opens the views in a PostgreSQL database. @throws StoreUnavailable */
  static async connect(_url: string): Promise<ViewStore> {
    throw new StoreUnavailable('no PostgreSQL can be opened yet');
  }

  /** For the queries of the views whose tables are `Tables`. It only reads. */
  queries<Tables>(): Kysely<Tables> {
    return this.reading as unknown as Kysely<Tables>;
  }

  checkpointOf(view: Projection): Promise<Checkpoint | undefined> {
    return readCheckpoint(this.writing, view.name);
  }

  /** From now on `writer` writes what this checkpoint is of. @throws CheckpointMoved */
  takeOver(from: Checkpoint, writer: string): Promise<Checkpoint> {
    return takeOver(this.writing, from, writer);
  }

  /** Makes the view's tables anew, empty, whatever stood there. */
  reset(view: Projection, storeId: string, writer: string): Promise<Checkpoint> {
    return this.writing.transaction().execute(async db => {
      const before = await readCheckpoint(db, view.name);
      const names = new Set([...(before ? tablesIn(before) : []), ...view.tables.map(({ name }) => name)]);
      for (const name of names) await db.schema.dropTable(name).ifExists().execute();
      for (const spec of view.tables) await createTable(db, spec);
      return beginCheckpoint(db, view, storeId, writer);
    });
  }

  /**
   * Writes a batch's rows and the checkpoints of all views: everything or nothing.
   * @param between is awaited after each view
   * @returns the new checkpoints, in the order of the changes
   * @throws CheckpointMoved
   */
  write(batch: readonly ViewChange[], between?: () => Promise<void>): Promise<readonly Checkpoint[]> {
    return this.writing.transaction().execute(async db => {
      const moved: Checkpoint[] = [];
      // first, so that the transaction holds the lock before it reads
      for (const { from, to } of batch) moved.push(await moveCheckpoint(db, from, to));
      for (const { changes, recomputed } of batch) {
        for (const [spec, { steps }] of changes.tables) await this.writer.write(db, spec, steps);
        for (const [spec, rows] of recomputed.rows)
          await this.writer.replace(db, spec, recomputed.participationIds, rows);
        await between?.();
      }
      return moved;
    });
  }

  /** All rows of these tables in the order of their keys, to be compared. */
  async dump(tables: readonly TableSpec[]): Promise<Readonly<Record<string, readonly Row[]>>> {
    const dumped: Record<string, readonly Row[]> = {};
    for (const spec of tables) {
      let query = this.reading.selectFrom(spec.name).select([...columnsOf(spec)]);
      for (const column of spec.key) query = query.orderBy(column);
      dumped[spec.name] = await query.execute();
    }
    return dumped;
  }

  async close(): Promise<void> {
    await this.release();
  }
}
