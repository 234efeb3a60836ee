import type { CreateTableBuilder, Kysely, Transaction } from 'kysely';
import type { Cell, ColumnType, TableSpec } from './projection.js';

type CellOf<Type extends ColumnType | `${ColumnType}?`> = Type extends `${infer Plain extends ColumnType}?`
  ? CellOf<Plain> | null
  : Type extends 'text'
    ? string
    : number;

/** A row of a table as its columns say. */
export type RowOf<Table extends TableSpec> = {
  readonly [Column in keyof Table['columns']]: CellOf<Table['columns'][Column]>;
};

/** Keeps the names and types of the columns, for `RowOf`. */
export const table = <const Table extends TableSpec>(spec: Table): Table => spec;

/** Tables whose names and columns are known only when it runs. */
export type AnyTables = Readonly<Record<string, Readonly<Record<string, Cell>>>>;
/** How a database declares the columns. */
export type ColumnTypes = Readonly<
  Record<ColumnType, Parameters<CreateTableBuilder<string, string>['addColumn']>[1]>
>;
export type Connection = Kysely<AnyTables> | Transaction<AnyTables>;

/** The column by which the rows of one participation are found and replaced. */
export const participationColumn = 'participation_id';

export const columnsOf = ({ columns }: TableSpec): readonly string[] => Object.keys(columns);

function indexesOf({ columns, key, indexes = [] }: TableSpec): readonly (readonly string[])[] {
  const led = [key, ...indexes].some(([first]) => first === participationColumn);
  return led || !(participationColumn in columns) ? indexes : [...indexes, [participationColumn]];
}

/** The columns of its key and of its indexes. */
export const indexedColumns = (spec: TableSpec): ReadonlySet<string> =>
  new Set([...spec.key, ...indexesOf(spec).flat()]);

/** What a table's key and indexes are called. PostgreSQL has one such name only once in a schema, SQLite in a file. */
export interface TableNames {
  key(spec: TableSpec): string;
  index(spec: TableSpec, columns: readonly string[], nth: number): string;
}

const ownNames: TableNames = {
  key: ({ name }) => `${name}_key`,
  index: ({ name }, columns) => `${name}_by_${columns.join('_')}`,
};

/** Makes a table that is not there yet. */
export async function createTable(db: Connection, spec: TableSpec, types: ColumnTypes): Promise<void> {
  await createBareTable(db, spec, types, ownNames);
  await createIndexes(db, spec, ownNames);
}

/** Makes a table that is not there yet, with its key and no other index. */
export async function createBareTable(
  db: Connection,
  spec: TableSpec,
  types: ColumnTypes,
  names: TableNames,
): Promise<void> {
  let creation: CreateTableBuilder<string, string> = db.schema.createTable(spec.name).ifNotExists();
  for (const [column, type] of Object.entries(spec.columns)) {
    const plain = type.replace('?', '') as ColumnType;
    creation = creation.addColumn(column, types[plain], made => (type.endsWith('?') ? made : made.notNull()));
  }
  await creation.addPrimaryKeyConstraint(names.key(spec), [...spec.key]).execute();
}

/** Makes a table's indexes that are not there yet. */
export async function createIndexes(db: Connection, spec: TableSpec, names: TableNames): Promise<void> {
  for (const [nth, columns] of indexesOf(spec).entries())
    await db.schema
      .createIndex(names.index(spec, columns, nth))
      .ifNotExists()
      .on(spec.name)
      .columns<string>([...columns])
      .execute();
}
