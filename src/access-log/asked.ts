import type { Part, ReadsOf } from './access-log.js';
import { idsByKind } from './kept-reads.js';

type Condition = readonly [sql: string, ...values: unknown[]];

/**
 * The statement that finds reads, the newest first, with a `?` for each value.
 * @param tables the names of the two tables
 */
export function asked(
  tables: { readonly reads: string; readonly readOf: string },
  of: ReadsOf,
  { before, limit }: Part,
): { readonly sql: string; readonly values: readonly unknown[] } {
  const { reader, from, to } = of;
  const ids = idsByKind(of);
  const conditions: readonly (Condition | undefined)[] = [
    ids.length === 0
      ? undefined
      : [
          `number IN (SELECT number FROM ${tables.readOf} WHERE (kind, id) IN (VALUES ${ids.map(() => '(?, ?)').join()}))`,
          ...ids.flat(),
        ],
    reader === undefined ? undefined : ['subject = ?', reader],
    from === undefined ? undefined : ['at >= ?', from],
    to === undefined ? undefined : ['at < ?', to],
    before === undefined ? undefined : ['number < ?', Number(before)],
  ];
  const given = conditions.filter(condition => condition !== undefined);
  const where = given.length ? `WHERE ${given.map(([sql]) => sql).join(' AND ')}` : '';
  return {
    sql: `SELECT number, content, hash FROM ${tables.reads} ${where} ORDER BY number DESC LIMIT ?`,
    values: [...given.flatMap(([, ...values]) => values), limit],
  };
}
