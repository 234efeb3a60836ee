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

/** One statement a table, for PostgreSQL: each column is one value, an array. Of large batches it parses far less. */
export class ColumnUpserts implements Upserts {
  private readonly compiled = new WeakMap<TableSpec, CompiledQuery>();

  /** @param db only to compile statements with */
  constructor(private readonly db: Kysely<AnyTables>) {}

  async write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const cells = rows.slice(at, at + rowsAtOnce).map(row => cellsOf(spec, row));
      const parameters = columnsOf(spec).map((_, column) => cells.map(row => row[column]));
      await connection.executeQuery({ ...this.statement(spec), parameters });
    }
  }

  private statement(spec: TableSpec): CompiledQuery {
    const statement = this.compiled.get(spec) ?? this.compile(spec);
    this.compiled.set(spec, statement);
    return statement;
  }

  private compile(spec: TableSpec): CompiledQuery {
    const columns = columnsOf(spec);
    const others = columns.filter(column => !spec.key.includes(column));
    const names = (some: readonly string[]) => sql.join(some.map(column => sql.ref(column)));
    const arrays = columns.map(
      column => sql`${''}::${sql.raw(types[spec.columns[column]!.replace('?', '') as ColumnType])}`,
    );
    const changes = others.map(column => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
    const otherwise = others.length === 0 ? sql`nothing` : sql`update set ${sql.join(changes)}`;
    return sql`insert into ${sql.table(spec.name)} (${names(columns)}) select * from unnest(${sql.join(arrays)})
      on conflict (${names(spec.key)}) do ${otherwise}`.compile(this.db);
  }
}
