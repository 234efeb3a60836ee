import type { DomainEntry } from '../event-codec/domain-event.js';
import type { Projection, Row, Rows, TableSpec } from './projection.js';
import { ignore } from './projection.js';
import { isParticipation } from '../event-codec/streams.js';
import { TableChanges } from './table-changes.js';

/** What a batch does to one view, gathered in memory. */
export class RowChanges implements Rows {
  readonly tables = new Map<TableSpec, TableChanges>();
  /** Streams of the participations whose rows are to be computed anew. */
  readonly recomputed = new Set<string>();

  constructor(protected readonly view: Projection) {}

  /** The view's changes by a batch of events. */
  static of(view: Projection, events: readonly DomainEntry[]): RowChanges {
    const changes = new RowChanges(view);
    for (const event of events) {
      const effect = view.on[event.type] as typeof ignore | ((rows: Rows, event: DomainEntry) => void);
      if (effect !== ignore) effect(changes, event);
    }
    return changes;
  }

  put(table: TableSpec, row: Row): void {
    this.at(table).put(row);
  }

  change(table: TableSpec, where: Row, to: Row): void {
    this.at(table).change(where, to);
  }

  remove(table: TableSpec, where: Row): void {
    this.at(table).remove(where);
  }

  recompute(event: DomainEntry): void {
    if (!this.view.ofParticipation || !isParticipation(event.stream))
      throw new TypeError(`${this.view.name} has no rows to be computed from ${event.stream}`);
    this.recomputed.add(event.stream);
  }

  private at(table: TableSpec): TableChanges {
    const known = this.tables.get(table);
    if (known) return known;
    if (!this.view.tables.includes(table))
      throw new TypeError(`${table.name} is no table of ${this.view.name}`);
    const changes = new TableChanges(table);
    this.tables.set(table, changes);
    return changes;
  }
}
