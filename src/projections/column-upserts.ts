import { type CompiledQuery, type Kysely, sql } from 'kysely';
import type { ColumnType, Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf } from './table.js';
import { cellsOf } from './table-changes.js';
import type { Upserts } from './view-database.js';

/** Bounds what stands in memory as text at once. */
const rowsAtOnce = 5_000;
const types: Readonly<Record<ColumnType, string>> = {
  text: 'text[]',
  integer: 'bigint[]',
  real: 'double precision[]',
};

type Compiled = WeakMap<TableSpec, CompiledQuery>;

/** One statement a table, for PostgreSQL: each column is one value, an array. Of large batches it parses far less. */
export class ColumnUpserts implements Upserts {
  private readonly upserts: Compiled = new WeakMap();
  private readonly inserts: Compiled = new WeakMap();

  /** @param db only to compile statements with */
  constructor(private readonly db: Kysely<AnyTables>) {}

  write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.upserts);
  }

  /** PostgreSQL sees by itself which columns stay as they were. */
  amend(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.write(connection, spec, rows);
  }

  insert(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.inserts);
  }

  private async all(
    connection: Connection,
    spec: TableSpec,
    rows: readonly Row[],
    statements: Compiled,
  ): Promise<void> {
    const statement = statements.get(spec) ?? this.compile(spec, statements === this.upserts);
    statements.set(spec, statement);
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const cells = rows.slice(at, at + rowsAtOnce).map(row => cellsOf(spec, row));
      const parameters = columnsOf(spec).map((_, column) => cells.map(row => row[column]));
      await connection.executeQuery({ ...statement, parameters });
    }
  }

  private compile(spec: TableSpec, replacing: boolean): CompiledQuery {
    const columns = columnsOf(spec);
    const others = columns.filter(column => !spec.key.includes(column));
    const names = (some: readonly string[]) => sql.join(some.map(column => sql.ref(column)));
    const arrays = columns.map(
      column => sql`${''}::${sql.raw(types[spec.columns[column]!.replace('?', '') as ColumnType])}`,
    );
    const insert = sql`insert into ${sql.table(spec.name)} (${names(columns)}) select * from unnest(${sql.join(arrays)})`;
    if (!replacing) return insert.compile(this.db);
    const changes = others.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
    const otherwise = others.length === 0 ? sql`nothing` : sql`update set ${sql.join(changes)}`;
    return sql`${insert} on conflict (${names(spec.key)}) do ${otherwise}`.compile(this.db);
  }
}
