import {
  type CompiledQuery,
  DummyDriver,
  expressionBuilder,
  Kysely,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Cell, Row, TableSpec } from './projection.js';
import type { SqliteWriter } from './sqlite-writer.js';
import { type AnyTables, type Connection, columnsOf, indexedColumns, participationColumn } from './table.js';
import { addCells } from './table-changes.js';
import type { RowStatements } from './view-database.js';

/**
 * `amend` writes a row that is there and differs in no column of an index: SQLite writes the entry of an index anew
 * wherever a column of it is set, be it to what it was.
 */
type Kind = 'standing' | 'write' | 'amend' | 'insert' | 'remove';

const compiling = new Kysely<AnyTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/**
 * One statement a row, all rows of a table in one message to the thread that writes. Nobody waits for it: each answer would
 * have to wait for its turn among all else that the process does.
 */
export class SqliteRowStatements implements RowStatements {
  private readonly compiled = new Map<Kind, WeakMap<TableSpec, string>>();

  /** @param writer the only connection that writes: whatever transaction is under way is there */
  constructor(private readonly writer: SqliteWriter) {}

  async run(_: Connection, query: CompiledQuery): Promise<void> {
    this.writer.tell({ sql: query.sql, parameters: query.parameters });
  }

  async runExpecting(_: Connection, query: CompiledQuery, changes: number, otherwise: Error): Promise<void> {
    this.writer.expect(query, changes, otherwise);
  }

  async write(_: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    if (rows.length > 0) this.writer.tell({ sql: this.statement('write', spec), ...cellsOfAll(spec, rows) });
  }

  /** In the order of their key: an index grows by far less work at its end than here and there. */
  async insert(_: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const order = placesOf(spec.key, spec);
    this.writer.tell({ sql: this.statement('insert', spec), order, ...cellsOfAll(spec, rows) });
  }

  async replace(
    _: Connection,
    spec: TableSpec,
    participationIds: readonly string[],
    rows: readonly Row[],
  ): Promise<void> {
    const indexed = indexedColumns(spec);
    this.writer.tell({
      sql: this.statement('standing', spec),
      parameters: [JSON.stringify(participationIds)],
      write: this.statement('write', spec),
      amend: this.statement('amend', spec),
      remove: this.statement('remove', spec),
      key: placesOf(spec.key, spec),
      indexed: columnsOf(spec).map(column => indexed.has(column)),
      ...cellsOfAll(spec, rows),
    });
  }

  private statement(kind: Kind, spec: TableSpec): string {
    const known = this.compiled.get(kind) ?? new WeakMap<TableSpec, string>();
    this.compiled.set(kind, known);
    const statement = known.get(spec) ?? compile(kind, spec);
    known.set(spec, statement);
    return statement;
  }
}

function compile(kind: Kind, spec: TableSpec): string {
  const columns = columnsOf(spec);
  if (kind === 'standing')
    return compiling
      .selectFrom(spec.name)
      .select([...columns])
      .where(participationColumn, 'in', sql<string>`(select value from json_each(${''}))`)
      .compile().sql;
  if (kind === 'remove') {
    const row = expressionBuilder<AnyTables, string>();
    const whole = row.and(spec.key.map(column => row(column, '=', '')));
    return compiling.deleteFrom(spec.name).where(whole).compile().sql;
  }
  const empty = Object.fromEntries(columns.map(column => [column, null]));
  const insert = compiling.insertInto(spec.name).values(empty);
  if (kind === 'insert') return insert.compile().sql;
  const kept = kind === 'amend' ? indexedColumns(spec) : new Set(spec.key);
  const others = columns.filter(column => !kept.has(column));
  return insert
    .onConflict(conflict => {
      const found = conflict.columns([...spec.key]);
      if (others.length === 0) return found.doNothing();
      return found.doUpdateSet(row =>
        Object.fromEntries(others.map(name => [name, row.ref(`excluded.${name}`)])),
      );
    })
    .compile().sql;
}

/** Where in a row the cells of some columns are. */
const placesOf = (some: readonly string[], spec: TableSpec): readonly number[] =>
  some.map(column => columnsOf(spec).indexOf(column));

/** All cells, one row after the other: a message of so many small objects costs more. */
function cellsOfAll(
  spec: TableSpec,
  rows: readonly Row[],
): { readonly cells: Cell[]; readonly width: number } {
  const cells: Cell[] = [];
  for (const row of rows) addCells(spec, row, cells);
  return { cells, width: columnsOf(spec).length };
}
