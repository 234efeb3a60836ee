import type { OperandExpression, SqlBool } from 'kysely';
import { expressionBuilder } from 'kysely';
import type { Row, TableSpec } from './projection.js';
import { type AnyTables, type Connection, columnsOf, indexedColumns, participationColumn } from './table.js';
import { cellsOf, type KeyedChange, keyOf, type Step } from './table-changes.js';
import type { Upserts } from './view-database.js';

const keysAtOnce = 200;

const chunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/** Writes rows in bulk: statements of many rows, the order kept where it matters. */
export class RowWriter {
  constructor(private readonly upserts: Upserts) {}

  async write(connection: Connection, spec: TableSpec, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.kind === 'keyed') await this.writeKeyed(connection, spec, [...step.rows.values()]);
      else if (step.kind === 'change')
        await connection
          .updateTable(spec.name)
          .set(step.to)
          .where(matching([step.where]))
          .execute();
      else
        await connection
          .deleteFrom(spec.name)
          .where(matching([step.where]))
          .execute();
    }
  }

  /** Makes `rows` the only ones of these participations; what stands already is not written again. */
  async replace(
    connection: Connection,
    spec: TableSpec,
    participationIds: readonly string[],
    rows: readonly Row[],
  ): Promise<void> {
    const standing = new Map<string, Row>();
    for (const ids of chunks(participationIds, keysAtOnce)) {
      const found = await connection
        .selectFrom(spec.name)
        .select([...columnsOf(spec)])
        .where(participationColumn, 'in', ids)
        .execute();
      for (const row of found) standing.set(keyOf(spec, row), row);
    }
    const changes: KeyedChange[] = [];
    const amended: Row[] = [];
    const indexed = indexedColumns(spec);
    for (const row of rows) {
      const key = keyOf(spec, row);
      const was = standing.get(key);
      standing.delete(key);
      const differing = was && differences(spec, was, row);
      if (!differing || differing.some(column => indexed.has(column))) changes.push({ kind: 'row', row });
      else if (differing.length > 0) amended.push(row);
    }
    for (const row of standing.values()) changes.push({ kind: 'gone', key: keyPart(spec, row) });
    await this.writeKeyed(connection, spec, changes);
    await this.upserts.amend(connection, spec, amended);
  }

  private async writeKeyed(
    connection: Connection,
    spec: TableSpec,
    changes: readonly KeyedChange[],
  ): Promise<void> {
    const gone = changes.flatMap(change => (change.kind === 'gone' ? [change.key] : []));
    for (const keys of chunks(gone, keysAtOnce))
      await connection.deleteFrom(spec.name).where(matching(keys)).execute();

    const alike = new Map<string, { to: Row; keys: Row[] }>();
    for (const change of changes) {
      if (change.kind !== 'changed') continue;
      const text = JSON.stringify(change.to);
      const group = alike.get(text) ?? { to: change.to, keys: [] };
      group.keys.push(change.key);
      alike.set(text, group);
    }
    for (const { to, keys } of alike.values())
      for (const some of chunks(keys, keysAtOnce))
        await connection.updateTable(spec.name).set(to).where(matching(some)).execute();

    await this.upserts.write(
      connection,
      spec,
      changes.flatMap(change => (change.kind === 'row' ? [change.row] : [])),
    );
  }
}

const keyPart = (spec: TableSpec, row: Row): Row =>
  Object.fromEntries(spec.key.map(column => [column, row[column] ?? null]));

function differences(spec: TableSpec, a: Row, b: Row): readonly string[] {
  const cells = cellsOf(spec, b);
  return columnsOf(spec).filter((column, n) => a[column] !== cells[n]);
}

/** True for rows that agree with any of these. */
function matching(wanted: readonly Row[]): OperandExpression<SqlBool> {
  const row = expressionBuilder<AnyTables, string>();
  const columns = Object.keys(wanted[0] ?? {});
  const [only] = columns;
  if (columns.length === 1 && only !== undefined && wanted.every(cells => cells[only] !== null))
    return row(
      only,
      'in',
      wanted.map(cells => cells[only]!),
    );
  return row.or(
    wanted.map(cells =>
      row.and(Object.entries(cells).map(([column, cell]) => row(column, cell === null ? 'is' : '=', cell))),
    ),
  );
}
