import type { Kysely } from 'kysely';
import type { Row, TableSpec } from './projection.js';
import type { AnyTables, ColumnTypes, Connection } from './table.js';

/** A database of views, opened. Where it cannot be used now, whatever is asked of it throws StoreUnavailable. */
export interface ViewDatabase {
  readonly writing: Kysely<AnyTables>;
  /** Connections of its own, that only read: they never see a batch half-written. */
  readonly reading: Kysely<AnyTables>;
  readonly dialect: ViewDialect;
  readonly upserts: Upserts;
  close(): Promise<void>;
}

/** In what databases differ beyond what Kysely knows. Text is ordered and compared by its UTF-8 bytes in all. */
export interface ViewDialect {
  readonly types: ColumnTypes;
  /** Lets nobody else make or drop tables until the transaction ends. */
  alone(db: Connection): Promise<void>;
  /** Makes a transaction give up soon where it has to wait for others: it holds what they may wait for. */
  impatiently(db: Connection): Promise<void>;
  /** Keeps the row that a query finds as it is until the transaction ends. */
  readonly holding: boolean;
  /** Whether an index is made without keeping others from writing. */
  readonly indexesAside: boolean;
  /** Does again what met another transaction. */
  repeated<T>(work: () => Promise<T>): Promise<T>;
}

/** Writes rows in bulk, each in place of the one with the same key. No two rows of a call have the same key. */
export interface Upserts {
  write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void>;
  /** The same of rows that are there and differ in no column of an index: the indexes can be left alone. */
  amend(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void>;
  /** The same of rows that are not there. */
  insert(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void>;
}
