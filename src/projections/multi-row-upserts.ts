import type { CompiledQuery, Kysely } from 'kysely';
import type { Cell, Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf } from './table.js';
import { cellsOf } from './table-changes.js';
import type { Upserts } from './view-database.js';

/** Rows a statement, largest first: few shapes, so that each is compiled once. */
const sizes = [500, 100, 20, 5, 1] as const;
/** Databases bound the values of one statement. */
const mostValues = 30_000;

/** Statements of many rows, each cell a value of its own. */
export class MultiRowUpserts implements Upserts {
  private readonly compiled = new WeakMap<TableSpec, Map<number, CompiledQuery>>();

  /** @param db only to compile statements with */
  constructor(private readonly db: Kysely<AnyTables>) {}

  async write(connection: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    for (let at = 0; at < rows.length;) {
      const room = Math.min(rows.length - at, mostValues / columnsOf(spec).length);
      const size = sizes.find(count => count <= room)!;
      const parameters: Cell[] = [];
      for (const row of rows.slice(at, at + size)) parameters.push(...cellsOf(spec, row));
      await connection.executeQuery({ ...this.statement(spec, size), parameters });
      at += size;
    }
  }

  private statement(spec: TableSpec, size: number): CompiledQuery {
    const compiled = this.compiled.get(spec) ?? new Map<number, CompiledQuery>();
    this.compiled.set(spec, compiled);
    const statement = compiled.get(size) ?? this.compile(spec, size);
    compiled.set(size, statement);
    return statement;
  }

  private compile(spec: TableSpec, size: number): CompiledQuery {
    const columns = columnsOf(spec);
    const others = columns.filter(column => !spec.key.includes(column));
    const empty = Object.fromEntries(columns.map(column => [column, null]));
    return this.db
      .insertInto(spec.name)
      .values(Array.from({ length: size }, () => empty))
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
