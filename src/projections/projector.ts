import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import { BatchWriter } from './batch-writer.js';
import { Pauses } from './pauses.js';
import type { Projection } from './projection.js';
import type { Standing } from './standing.js';
import type { ViewStore } from './view-store.js';
import { Waiting } from './waiting.js';

export interface ProjectorOptions {
  /** Most events of one batch, which is one transaction. */
  readonly batch?: number;
  /** How many events of participations are kept in memory. */
  readonly kept?: number;
  /** Milliseconds before a store that was not available is tried again: at first, and at most. */
  readonly pause?: { readonly shortest: number; readonly longest: number };
  readonly onUnavailable?: (error: StoreUnavailable) => void;
  readonly onFailure?: (error: Error) => void;
  /** Is shown every batch before it is folded: what the views fold by may change with the log. */
  readonly onBatch?: (batch: readonly DomainEntry[]) => void;
  /** Leaves views alone that a newer program has made: it stops with ViewOfNewerProgram. Else they are begun anew. */
  readonly sparesNewer?: boolean;
}

export interface ProjectorCounters {
  readonly events: number;
  readonly batches: number;
  readonly retries: number;
  /** Views that were begun anew. */
  readonly rebuilds: number;
}

/** `done` of `total` events. */
export type Progress = (done: number, total: number) => void;

export class UnknownView extends Error {
  constructor(
    readonly view: string,
    readonly known: readonly string[],
  ) {
    super(`there is no view ${view}, only ${known.join(', ')}`);
    this.name = 'UnknownView';
  }
}

/**
 * Makes the views' rows from the log: first from the events that stand, then from new ones as they are appended.
 * Rows and checkpoints are written in one transaction a batch, so that an event has its effect exactly once.
 */
export class Projector implements Standing {
  private readonly writer: BatchWriter;
  private readonly waiting = new Waiting();
  private readonly batch: number;
  private readonly pauses: Pauses;
  private retries = 0;
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private failed: Error | undefined;

  constructor(
    private readonly log: EventLog,
    store: ViewStore,
    private readonly views: readonly Projection[],
    private readonly options: ProjectorOptions = {},
  ) {
    const { batch = 5000, kept = 50_000, pause = { shortest: 100, longest: 5000 } } = options;
    this.batch = batch;
    this.writer = new BatchWriter(log, store, views, kept, options.sparesNewer);
    this.pauses = new Pauses(pause.shortest, pause.longest);
  }

  /** Why it stopped by itself: nothing will change before a person has looked. A store not available is no reason. */
  get failure(): Error | undefined {
    return this.failed;
  }

  get counters(): ProjectorCounters {
    return { ...this.writer.counted, retries: this.retries };
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Begins to work; resolves when the views can be asked, though they may still be behind. Rejects with `failure`. */
  start(): Promise<void> {
    if (this.running) throw new Error('the projector is running');
    this.failed = undefined;
    this.stopping = new AbortController();
    this.writer.begin();
    return new Promise((resolve, reject) => {
      this.running = this.follow(this.stopping.signal, resolve)
        .then(resolve, (error: unknown) => {
          this.failed = error instanceof Error ? error : new Error(String(error));
          this.options.onFailure?.(this.failed);
          reject(this.failed);
        })
        .finally(() => {
          this.running = undefined;
          this.waiting.giveUp();
        });
    });
  }

  /** Resolves when the batch under way is written. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Where the view stands that is farthest behind; undefined where one has seen nothing yet. */
  position(): string | undefined {
    return this.writer.position();
  }

  /** Whether all views have reached a position, now or within the time; false too when the projector stops. */
  async waitFor(position: string, timeoutMs: number): Promise<boolean> {
    if ((this.position() ?? '') >= position) return true;
    return this.running ? this.waiting.for(position, timeoutMs) : false;
  }

  async standAt(position: string): Promise<boolean> {
    return (this.position() ?? '') >= position;
  }

  /**
   * Makes views anew up to the log's end, while it is not running. Views that are not named stay as they are.
   * @throws UnknownView, StoreUnavailable
   */
  async rebuild(
    names: readonly string[] = this.views.map(({ name }) => name),
    progress?: Progress,
  ): Promise<void> {
    if (this.running) throw new Error('the projector is running');
    const views = names.map(name => this.named(name));
    const total = progress ? await this.count() : 0;
    progress?.(0, total);
    this.writer.begin();
    for (const view of views) await this.writer.reset(view);
    let done = 0;
    for await (const batch of this.whole()) {
      this.options.onBatch?.(batch);
      await this.writer.apply(batch, views);
      done += batch.length;
      progress?.(done, Math.max(done, total));
    }
  }

  private async follow(signal: AbortSignal, ready: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.writer.prepare();
        this.waiting.reached(this.position() ?? '');
        ready();
        for await (const batch of this.log.subscribe(this.position(), { signal, limit: this.batch })) {
          this.options.onBatch?.(batch);
          await this.writer.apply(batch);
          this.waiting.reached(this.position() ?? '');
          this.pauses.reset();
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.retries++;
        this.options.onUnavailable?.(error);
        await this.pauses.pause(signal);
      }
    }
  }

  private named(name: string): Projection {
    const view = this.views.find(one => one.name === name);
    if (view) return view;
    throw new UnknownView(
      name,
      this.views.map(one => one.name),
    );
  }

  /** The log from its beginning to its end. */
  private async *whole() {
    let batch = await this.log.readAll(undefined, this.batch);
    while (batch.length > 0) {
      yield batch;
      batch = await this.log.readAll(batch.at(-1)!.position, this.batch);
    }
  }

  private async count(): Promise<number> {
    let total = 0;
    for await (const batch of this.whole()) total += batch.length;
    return total;
  }
}
