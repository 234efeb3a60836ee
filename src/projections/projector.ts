import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import { type Checkpoint, isOf } from './checkpoints.js';
import { Histories } from './histories.js';
import { Pauses } from './pauses.js';
import type { Projection } from './projection.js';
import { recomputedRows } from './recomputed.js';
import { RowChanges } from './row-changes.js';
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
}

export interface ProjectorCounters {
  readonly events: number;
  readonly batches: number;
  readonly retries: number;
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
export class Projector {
  private readonly histories: Histories;
  private readonly waiting = new Waiting();
  private readonly batch: number;
  private readonly pauses: Pauses;
  private readonly counted = { events: 0, batches: 0, retries: 0, rebuilds: 0 };
  private checkpoints = new Map<string, Checkpoint>();
  private stopping = new AbortController();
  private running: Promise<void> | undefined;
  private failed: Error | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly store: ViewStore,
    private readonly views: readonly Projection[],
    private readonly options: ProjectorOptions = {},
  ) {
    const { batch = 2000, kept = 100_000, pause = { shortest: 100, longest: 5000 } } = options;
    this.batch = batch;
    this.histories = new Histories(log, kept);
    this.pauses = new Pauses(pause.shortest, pause.longest);
  }

  /** Why it stopped by itself: nothing will change before a person has looked. A store not available is no reason. */
  get failure(): Error | undefined {
    return this.failed;
  }

  get counters(): ProjectorCounters {
    return { ...this.counted };
  }

  /** Begins to work; resolves when the views can be asked, though they may still be behind. Rejects with `failure`. */
  start(): Promise<void> {
    if (this.running) throw new Error('the projector is running');
    this.failed = undefined;
    this.stopping = new AbortController();
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
    const positions = this.views.map(({ name }) => this.checkpoints.get(name)?.position ?? '');
    return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? '') || undefined;
  }

  /** Whether all views have reached a position, now or within the time; false too when the projector stops. */
  async waitFor(position: string, timeoutMs: number): Promise<boolean> {
    if ((this.position() ?? '') >= position) return true;
    return this.running ? this.waiting.for(position, timeoutMs) : false;
  }

  /**
   * Makes views anew up to the log's end, while it is not running and nobody else writes.
   * @throws UnknownView, StoreUnavailable
   */
  async rebuild(
    names: readonly string[] = this.views.map(({ name }) => name),
    progress?: Progress,
  ): Promise<void> {
    if (this.running) throw new Error('the projector is running');
    const views = names.map(name => {
      const view = this.views.find(one => one.name === name);
      if (!view)
        throw new UnknownView(
          name,
          this.views.map(one => one.name),
        );
      return view;
    });
    const total = await this.count();
    progress?.(0, total);
    this.histories.clear();
    for (const view of views) await this.reset(view);
    let done = 0;
    let position: string | undefined;
    for (;;) {
      const batch = await this.log.readAll(position, this.batch);
      if (batch.length === 0) return;
      position = batch.at(-1)!.position;
      await this.apply(batch, views);
      done += batch.length;
      progress?.(done, Math.max(done, total));
    }
  }

  private async follow(signal: AbortSignal, ready: () => void): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.prepare();
        ready();
        for await (const batch of this.log.subscribe(this.position(), { signal, limit: this.batch })) {
          await this.apply(batch, this.views);
          this.pauses.reset();
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.counted.retries++;
        this.options.onUnavailable?.(error);
        await this.pauses.pause(signal);
      }
    }
  }

  /** Finds where each view stands; one that is not of this program or not of this log begins anew. */
  private async prepare(): Promise<void> {
    this.histories.clear();
    for (const view of this.views) {
      const checkpoint = await this.store.checkpointOf(view);
      if (checkpoint && isOf(checkpoint, view, this.log.storeId) && (await this.stands(checkpoint)))
        this.checkpoints.set(view.name, checkpoint);
      else await this.reset(view);
    }
  }

  /** Whether the log has the event of a checkpoint: one restored from an older copy may not. */
  private async stands({ position, event_id, stream, revision }: Checkpoint): Promise<boolean> {
    if (stream === null || revision === null) return true;
    const [event] = await this.log.readStream(stream, { from: revision, limit: 1 });
    return event?.id === event_id && event?.position === position;
  }

  private async reset(view: Projection): Promise<void> {
    this.checkpoints.set(view.name, await this.store.reset(view, this.log.storeId));
    this.counted.rebuilds++;
  }

  private async apply(batch: readonly DomainEntry[], views: readonly Projection[]): Promise<void> {
    const to = batch.at(-1)!;
    this.histories.extend(batch);
    const folded = views
      .map(view => ({ view, from: this.checkpoints.get(view.name)! }))
      .filter(({ from }) => (from.position ?? '') < to.position)
      .map(({ view, from }) => {
        const events = batch.filter(event => event.position > (from.position ?? ''));
        return { view, from, to, changes: RowChanges.of(view, events) };
      });
    const streams = new Set(folded.flatMap(({ changes }) => [...changes.recomputed]));
    const histories = await this.histories.of([...streams]);
    const moved = await this.store.write(
      folded.map(({ view, ...change }) => ({
        ...change,
        recomputed: recomputedRows(view, change.changes, histories),
      })),
    );
    for (const checkpoint of moved) this.checkpoints.set(checkpoint.view, checkpoint);
    this.counted.events += batch.length;
    this.counted.batches++;
    this.waiting.reached(this.position() ?? '');
  }

  private async count(): Promise<number> {
    let total = 0;
    let position: string | undefined;
    for (;;) {
      const batch = await this.log.readAll(position, 5000);
      if (batch.length === 0) return total;
      total += batch.length;
      position = batch.at(-1)!.position;
    }
  }
}
