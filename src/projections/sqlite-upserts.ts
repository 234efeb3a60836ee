import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Cell, Row, TableSpec } from './projection.js';
import type { SqliteWriter } from './sqlite-writer.js';
import { type AnyTables, type Connection, columnsOf, indexedColumns } from './table.js';
import { addCells } from './table-changes.js';
import type { Upserts } from './view-database.js';

type Kind = 'upsert' | 'amend' | 'insert';

const compiling = new Kysely<AnyTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** One statement a row, all rows of a table in one message to the thread that writes. */
export class SqliteUpserts implements Upserts {
  private readonly compiled = new Map<Kind, WeakMap<TableSpec, string>>();

  /** @param writer the only connection that writes: whatever transaction is under way is there */
  constructor(private readonly writer: SqliteWriter) {}

  write(_: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all('upsert', spec, rows);
  }

  /** SQLite writes the entry of an index anew wherever a column of it is set, be it to what it was. */
  amend(_: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all('amend', spec, rows);
  }

  /** In the order of their key: an index grows by far less work at its end than here and there. */
  insert(_: Connection, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    return this.all('insert', spec, rows.toSorted(byKey(spec)));
  }

  private async all(kind: Kind, spec: TableSpec, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const cells: Cell[] = [];
    for (const row of rows) addCells(spec, row, cells);
    await this.writer.executeForEach(this.statement(kind, spec), cells, columnsOf(spec).length);
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

function byKey({ key }: TableSpec): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const column of key) {
      const [one, other] = [a[column]!, b[column]!];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  };
}
