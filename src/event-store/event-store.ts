/** A JSON value as it is stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** An event to be appended. `id` is a UUID, unique in its stream. */
export interface EventData {
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

/**
 * An event as stored. `revision` counts from 0 in its stream. `position` orders all events of one store: an
 * opaque string, compared as a string, never kept inside an event and not necessarily free of gaps.
 */
export interface StoredEvent extends EventData {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/** `any`, `no-stream`, or the revision of the stream's last event. */
export type ExpectedRevision = 'any' | 'no-stream' | number;

/** Where the last event of an append stands. */
export interface AppendReceipt {
  readonly revision: number;
  readonly position: string;
}

/** The stream is not where the writer expected it. `actual` is -1 where there is no stream. */
export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at ${actual}, expected ${expected}`);
    this.name = 'RevisionConflict';
  }
}

/**
 * The store cannot take or give events now (disk full, server down, closed). Nothing was half-written, and nothing
 * at all unless it is OutcomeUnknown.
 */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/**
 * The append may stand or not: it was sent, and no answer came. The same append repeated, with the same event ids,
 * is told the truth.
 */
export class OutcomeUnknown extends StoreUnavailable {
  constructor(stream: string, options?: ErrorOptions) {
    super(
      `no answer tells whether the append to ${stream} stands: the same append repeated will know`,
      options,
    );
    this.name = 'OutcomeUnknown';
  }
}

export interface ReadOptions {
  /** First revision to be read; from there `forward` (default) or `backward`. Backward default: the end. */
  readonly from?: number;
  readonly direction?: 'forward' | 'backward';
  readonly limit?: number;
}

/**
 * The log. Appends are atomic: all events or none. An append whose event ids all stand in the stream already is
 * answered with their receipt, whatever revision it expects; one of which only some stand there is a conflict.
 */
export abstract class EventStore {
  /** Identity of this store, made with it; a restored copy of the data keeps it. */
  abstract readonly storeId: string;

  /** @throws RevisionConflict, OutcomeUnknown, StoreUnavailable */
  abstract append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
  ): Promise<AppendReceipt>;

  /** The events of a stream; empty where there is none. */
  abstract readStream(stream: string, options?: ReadOptions): Promise<readonly StoredEvent[]>;

  /** Up to `limit` events of all streams after `position` (from the start where undefined), in log order. */
  abstract readAll(after: string | undefined, limit: number): Promise<readonly StoredEvent[]>;

  /**
   * As `readAll`, for a reader who looks only into events of these types: data and metadata of the others may be empty,
   * where that spares the store reading them.
   */
  skim(
    after: string | undefined,
    limit: number,
    _types: ReadonlySet<string>,
  ): Promise<readonly StoredEvent[]> {
    return this.readAll(after, limit);
  }

  /** Position of the newest event, undefined in an empty store. */
  abstract head(): Promise<string | undefined>;

  /** The newest event, undefined in an empty store. */
  abstract newest(): Promise<StoredEvent | undefined>;

  /**
   * Batches of events after `position`, first those that stand, then new ones as they are appended, without gap or
   * repetition, until `signal` aborts (then it ends). A batch is at most `limit` long and is pulled: a slow
   * consumer slows nothing else.
   */
  abstract subscribe(
    after: string | undefined,
    options: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncIterable<readonly StoredEvent[]>;

  /** Resolves when appends under way are done and the store is closed. Later calls throw StoreUnavailable. */
  abstract close(): Promise<void>;
}
