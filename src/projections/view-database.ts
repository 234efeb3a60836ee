import type { CompiledQuery, Kysely } from 'kysely';
import type { Row, TableSpec } from './projection.js';
import type { AnyTables, ColumnTypes, Connection } from './table.js';

/** A database of views, opened. Where it cannot be used now, whatever is asked of it throws StoreUnavailable. */
export interface ViewDatabase {
  readonly writing: Kysely<AnyTables>;
  /** Connections of its own, that only read: they never see a batch half-written. */
  readonly reading: Kysely<AnyTables>;
  readonly dialect: ViewDialect;
  readonly statements: RowStatements;
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

/**
 * Writes rows in bulk within a transaction. No two rows of a call have the same key. What fails may be told only when the
 * transaction is to be ended.
 */
export interface RowStatements {
  /** A statement whose result nobody needs. */
  run(connection: Connection, query: CompiledQuery): Promise<void>;
  /** One that changes so many rows. @throws `otherwise` where it changes fewer or more */
  runExpecting(
    connection: Connection,
    query: CompiledQuery,
    changes: number,
    otherwise: Error,
  ): Promise<void>;
  /** Writes each row in place of the one with the same key. */
  write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void>;
  /** Writes rows of which none is there. */
  insert(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void>;
  /** Makes `rows` the only ones of these participations; what stands already is not written again. */
  replace(
    connection: Connection,
    spec: TableSpec,
    participationIds: readonly string[],
    rows: readonly Row[],
  ): Promise<void>;
}
