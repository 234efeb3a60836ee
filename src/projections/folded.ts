import type { Place } from '../event-codec/event-log.js';
import type { DomainEntry, DomainEventType } from '../event-codec/domain-event.js';
import { isParticipation } from '../event-codec/streams.js';
import { ignore, isComputed, type Projection, type Row, type Rows, type TableSpec } from './projection.js';
import { RowChanges } from './row-changes.js';
import { participationColumn } from './table.js';

/**
 * What events do to a view beside the rows of participations. These follow from each participation's history alone:
 * where all of the log is gone through, it is enough to compute them once, in the end.
 */
export class FoldedChanges extends RowChanges {
  static override of(view: Projection, events: readonly DomainEntry[]): FoldedChanges {
    const changes = new FoldedChanges(view);
    for (const event of events) {
      const effect = view.on[event.type] as Effect;
      if (!isComputed(effect)) (effect as Fold)(changes, event);
    }
    return changes;
  }

  override put(table: TableSpec, row: Row): void {
    const computed = this.view.ofParticipation && (row[participationColumn] ?? null) !== null;
    if (!computed) super.put(table, row);
  }
}

type Fold = (rows: Rows, event: DomainEntry) => void;
type Effect = typeof ignore | Fold;

/** The events that do anything to these views beside the rows of participations. */
export const foldedTypes = (views: readonly Projection[]): ReadonlySet<DomainEventType> =>
  new Set(
    views.flatMap(({ on }) =>
      (Object.keys(on) as DomainEventType[]).filter(type => !isComputed(on[type] as Effect)),
    ),
  );

/** Participations that begin in a batch. */
export const begunIn = (batch: readonly Place[]): readonly string[] =>
  batch.flatMap(({ stream, revision }) => (revision === 0 && isParticipation(stream) ? [stream] : []));

/** Whether a view has rows of a participation: where all of its events are ignored it has none. */
export function touches(view: Projection, history: readonly DomainEntry[]): boolean {
  return history.some(({ type }) => view.on[type as DomainEventType] !== ignore);
}
