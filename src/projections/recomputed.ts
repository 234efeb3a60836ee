import type { DomainEntry } from '../event-codec/domain-event.js';
import type { Projection, Row, TableSpec } from './projection.js';
import type { RowChanges } from './row-changes.js';
import { idIn } from '../event-codec/streams.js';
import { participationColumn } from './table.js';

/** The rows of participations as their histories give them; they take the place of all that these had. */
export interface Recomputed {
  readonly participationIds: readonly string[];
  readonly rows: ReadonlyMap<TableSpec, readonly Row[]>;
}

type History = Parameters<NonNullable<Projection['ofParticipation']>>[0];

/** A view's rows of the participations that a batch touched. */
export function recomputedRows(
  view: Projection,
  { recomputed }: RowChanges,
  histories: ReadonlyMap<string, readonly DomainEntry[]>,
): Recomputed {
  const rows = new Map<TableSpec, Row[]>();
  for (const table of view.tables) if (participationColumn in table.columns) rows.set(table, []);
  for (const stream of recomputed) addRows(view, stream, histories.get(stream)!, rows);
  return { participationIds: [...recomputed].map(idIn), rows };
}

/** Adds a view's rows of one participation to those that are gathered. */
export function addRows(
  view: Projection,
  stream: string,
  history: readonly DomainEntry[],
  rows: Map<TableSpec, Row[]>,
): void {
  const id = idIn(stream);
  for (const { table, row } of view.ofParticipation?.(history as History) ?? []) {
    if (!view.tables.includes(table) || row[participationColumn] !== id)
      throw new TypeError(`${view.name} computed from ${stream} a row of ${table.name} that is not its own`);
    const found = rows.get(table);
    if (found) found.push(row);
    else rows.set(table, [row]);
  }
}
