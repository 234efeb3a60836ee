import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { inChunks, matching } from './matching.js';
import type { ColumnType, Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf, participationColumn } from './table.js';
import { cellsOf, keyOf } from './table-changes.js';
import type { RowStatements } from './view-database.js';

/** Bounds what stands in memory as text at once. */
const rowsAtOnce = 5_000;
const types: Readonly<Record<ColumnType, string>> = {
  text: 'text[]',
  integer: 'bigint[]',
  real: 'double precision[]',
};

type Compiled = WeakMap<TableSpec, CompiledQuery>;

/** One statement a table: each column is one value, an array. Of large batches PostgreSQL parses far less. */
export class PostgresRowStatements implements RowStatements {
  private readonly upserts: Compiled = new WeakMap();
  private readonly inserts: Compiled = new WeakMap();

  /** @param db only to compile statements with */
  constructor(private readonly db: Kysely<AnyTables>) {}

  async run(connection: Connection, query: CompiledQuery): Promise<void> {
    await connection.executeQuery(query);
  }

  async runExpecting(
    connection: Connection,
    query: CompiledQuery,
    changes: number,
    otherwise: Error,
  ): Promise<void> {
    const { numAffectedRows } = await connection.executeQuery(query);
    if (numAffectedRows !== BigInt(changes)) throw otherwise;
  }

  write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.upserts);
  }

  insert(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.inserts);
  }

  async replace(
    connection: Connection,
    spec: TableSpec,
    participationIds: readonly string[],
    rows: readonly Row[],
  ): Promise<void> {
    const found = await connection
      .selectFrom(spec.name)
      .select([...columnsOf(spec)])
      .where(participationColumn, '=', sql<string>`any(${participationIds}::text[])`)
      .execute();
    const standing = new Map(found.map(row => [keyOf(spec, row), row]));
    const changed = rows.filter(row => {
      const key = keyOf(spec, row);
      const was = standing.get(key);
      standing.delete(key);
      return !was || columnsOf(spec).some(column => was[column] !== row[column]);
    });
    const gone = [...standing.values()].map(row =>
      Object.fromEntries(spec.key.map(column => [column, row[column]!])),
    );
    for (const keys of inChunks(gone)) await connection.deleteFrom(spec.name).where(matching(keys)).execute();
    await this.write(connection, spec, changed);
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
