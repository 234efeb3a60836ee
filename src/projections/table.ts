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

/** Makes a table that is not there yet. */
export async function createTable(db: Connection, spec: TableSpec, types: ColumnTypes): Promise<void> {
  let creation: CreateTableBuilder<string, string> = db.schema.createTable(spec.name).ifNotExists();
  for (const [column, type] of Object.entries(spec.columns)) {
    const plain = type.replace('?', '') as ColumnType;
    creation = creation.addColumn(column, types[plain], made => (type.endsWith('?') ? made : made.notNull()));
  }
  await creation.addPrimaryKeyConstraint(`${spec.name}_key`, [...spec.key]).execute();
  for (const columns of indexesOf(spec))
    await db.schema
      .createIndex(`${spec.name}_by_${columns.join('_')}`)
      .ifNotExists()
      .on(spec.name)
      .columns<string>([...columns])
      .execute();
}
