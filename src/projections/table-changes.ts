import type { Cell, Row, TableSpec } from './projection.js';
import { columnsOf } from './table.js';

/** What becomes of one row whose whole key is known. */
export type KeyedChange =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'gone'; readonly key: Row }
  | { readonly kind: 'changed'; readonly key: Row; readonly to: Row };

/** Rows that can be written in any order and at once, or a change of unknown rows before which all others stop. */
export type Step =
  | { readonly kind: 'keyed'; readonly rows: Map<string, KeyedChange> }
  | { readonly kind: 'change'; readonly where: Row; readonly to: Row }
  | { readonly kind: 'remove'; readonly where: Row };

/** A row's key as text, equal for equal keys. */
export const keyOf = (spec: TableSpec, row: Row): string =>
  JSON.stringify(spec.key.map(column => row[column]));

/** The row's cells in the order of the table's columns. */
export function cellsOf(spec: TableSpec, row: Row): readonly Cell[] {
  const cells: Cell[] = [];
  addCells(spec, row, cells);
  return cells;
}

/** Adds a row's cells, in the order of the table's columns, to those of others. */
export function addCells(spec: TableSpec, row: Row, cells: Cell[]): void {
  const columns = columnsOf(spec);
  let given = 0;
  for (const column in row) if (Object.hasOwn(row, column)) given++;
  if (given !== columns.length) throw new TypeError(`a row of ${spec.name} has ${columns.length} columns`);
  for (const column of columns) {
    const cell = row[column];
    if (cell === undefined) throw new TypeError(`a row of ${spec.name} lacks ${column}`);
    cells.push(cell);
  }
}

/** What a batch does to one table, folded as far as the order allows. */
export class TableChanges {
  private readonly done: Step[] = [];

  constructor(private readonly spec: TableSpec) {}

  get steps(): readonly Step[] {
    return this.done;
  }

  put(row: Row): void {
    this.keyed().set(keyOf(this.spec, row), { kind: 'row', row });
  }

  change(where: Row, to: Row): void {
    this.check({ ...where, ...to });
    if (!this.isKey(where) || this.spec.key.some(column => column in to)) {
      this.done.push({ kind: 'change', where, to });
      return;
    }
    const rows = this.keyed();
    const key = keyOf(this.spec, where);
    const was = rows.get(key);
    if (was?.kind === 'gone') return;
    if (was?.kind === 'row') rows.set(key, { kind: 'row', row: { ...was.row, ...to } });
    else rows.set(key, { kind: 'changed', key: where, to: { ...was?.to, ...to } });
  }

  remove(where: Row): void {
    this.check(where);
    if (this.isKey(where)) this.keyed().set(keyOf(this.spec, where), { kind: 'gone', key: where });
    else this.done.push({ kind: 'remove', where });
  }

  private keyed(): Map<string, KeyedChange> {
    const last = this.done.at(-1);
    if (last?.kind === 'keyed') return last.rows;
    const rows = new Map<string, KeyedChange>();
    this.done.push({ kind: 'keyed', rows });
    return rows;
  }

  private isKey(where: Row): boolean {
    return (
      Object.keys(where).length === this.spec.key.length &&
      this.spec.key.every(column => (where[column] ?? null) !== null)
    );
  }

  private check(cells: Row): void {
    for (const [column, cell] of Object.entries(cells))
      if (!(column in this.spec.columns) || cell === undefined)
        throw new TypeError(`${this.spec.name} has no such cell: ${column}`);
  }
}
