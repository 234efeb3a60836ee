import type {
  DomainEntry,
  DomainEventType,
  EntryOf,
  ParticipationEntry,
} from '../event-codec/domain-event.js';

export type ColumnType = 'text' | 'integer' | 'real';

/** A table of a view. Column names are snake_case; `?` allows null. Booleans are integers 0 and 1, JSON is text. */
export interface TableSpec {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnType | `${ColumnType}?`>>;
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
}

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What a projection writes with. Effects of one batch are written in the order in which they were asked for. */
export interface Rows {
  /** Writes a row, replacing the one with the same key. */
  put(table: TableSpec, row: Row): void;
  /** Changes columns of all rows that agree with `where`. */
  change(table: TableSpec, where: Row, to: Row): void;
  /** Takes away all rows that agree with `where`. */
  remove(table: TableSpec, where: Row): void;
  /** Computes the rows of the event's participation anew from its stream, up to the end of the batch. */
  recompute(event: DomainEntry): void;
}

export const ignore = 'ignore';

/** What each event does to a view. Every event is named; ignoring one is visible. */
export type Effects = {
  readonly [T in DomainEventType]: typeof ignore | ((rows: Rows, event: EntryOf<T>) => void);
};

/**
 * A view's rows as a function of the log alone: no clock, no batch order, no rulebook but the one an event names.
 * A raised `version` rebuilds it.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  readonly tables: readonly TableSpec[];
  readonly on: Effects;
  /**
   * Rows of one participation from its history as recorded. They replace all rows with its `participation_id` in any
   * table of the view, so rows that come from another stream name it in another column.
   */
  readonly ofParticipation?: (
    history: readonly ParticipationEntry[],
  ) => readonly { readonly table: TableSpec; readonly row: Row }[];
}

export const projection = (definition: Projection): Projection => definition;

/** For events that simply make a participation's rows anew. */
export const recompute = (rows: Rows, event: DomainEntry): void => rows.recompute(event);

const own = new WeakSet<object>();

/**
 * Marks an effect that only puts rows of the event's own participation, as `ofParticipation` computes them from its
 * history: where the whole log is gone through, these events need not be looked at one by one.
 */
export function ofItsOwn<Effect extends object>(effect: Effect): Effect {
  own.add(effect);
  return effect;
}

/** Whether what an effect does follows from the history of a participation, or is nothing. */
export const isComputed = (effect: typeof ignore | object): boolean =>
  effect === ignore || effect === recompute || own.has(effect as object);
