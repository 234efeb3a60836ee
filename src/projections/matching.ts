import type { OperandExpression, SqlBool } from 'kysely';
import { expressionBuilder } from 'kysely';
import type { Row } from './projection.js';
import type { AnyTables } from './table.js';

const keysAtOnce = 200;

/** So many keys as one statement asks for. */
export const inChunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / keysAtOnce) }, (_, n) =>
    all.slice(n * keysAtOnce, (n + 1) * keysAtOnce),
  );

/** True for rows that agree with any of these. */
export function matching(wanted: readonly Row[]): OperandExpression<SqlBool> {
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
