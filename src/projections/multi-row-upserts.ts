import type { CompiledQuery, Kysely } from 'kysely';
import type { Cell, Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf, indexedColumns } from './table.js';
import { cellsOf } from './table-changes.js';
import type { Upserts } from './view-database.js';

/** Rows a statement, largest first: few shapes, so that each is compiled once. */
const sizes = [500, 100, 20, 5, 1] as const;
/** Databases bound the values of one statement. */
const mostValues = 30_000;

type Compiled = WeakMap<TableSpec, Map<number, CompiledQuery>>;

/** Statements of many rows, each cell a value of its own. */
export class MultiRowUpserts implements Upserts {
  private readonly upserts: Compiled = new WeakMap();
  private readonly amendments: Compiled = new WeakMap();
  private readonly inserts: Compiled = new WeakMap();

  /** @param db only to compile statements with */
  constructor(private readonly db: Kysely<AnyTables>) {}

  write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.upserts);
  }

  /** SQLite writes the entry of an index anew wherever a column of it is set, be it to what it was. */
  amend(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all(connection, spec, rows, this.amendments);
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
    for (let at = 0; at < rows.length;) {
      const room = Math.min(rows.length - at, mostValues / columnsOf(spec).length);
      const size = sizes.find(count => count <= room)!;
      const parameters: Cell[] = [];
      for (const row of rows.slice(at, at + size)) parameters.push(...cellsOf(spec, row));
      await connection.executeQuery({ ...this.statement(spec, size, statements), parameters });
      at += size;
    }
  }

  private statement(spec: TableSpec, size: number, statements: Compiled): CompiledQuery {
    const compiled = statements.get(spec) ?? new Map<number, CompiledQuery>();
    statements.set(spec, compiled);
    const statement = compiled.get(size) ?? this.compile(spec, size, statements);
    compiled.set(size, statement);
    return statement;
  }

  private compile(spec: TableSpec, size: number, statements: Compiled): CompiledQuery {
    const columns = columnsOf(spec);
    const kept = statements === this.amendments ? indexedColumns(spec) : new Set(spec.key);
    const others = columns.filter(column => !kept.has(column));
    const empty = Object.fromEntries(columns.map(column => [column, null]));
    const insert = this.db.insertInto(spec.name).values(Array.from({ length: size }, () => empty));
    if (statements === this.inserts) return insert.compile();
    return insert
      .onConflict(conflict => {
        const found = conflict.columns([...spec.key]);
        if (others.length === 0) return found.doNothing();
        return found.doUpdateSet(row =>
          Object.fromEntries(others.map(name => [name, row.ref(`excluded.${name}`)])),
        );
      })
      .compile();
  }
}
