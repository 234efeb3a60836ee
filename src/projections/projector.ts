import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import { BatchWriter, type Lacking } from './batch-writer.js';
import { type Build, BuildMoved } from './build.js';
import { CheckpointMoved } from './checkpoints.js';
import { Pauses } from './pauses.js';
import type { Projection } from './projection.js';
import type { Standing } from './standing.js';
import type { ViewStore } from './view-store.js';
import { Waiting } from './waiting.js';
import { wait } from '../wait.js';
import { BuildStopped, type Progress, WholeBuild } from './whole-build.js';

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
  /** A log of fewer events is gone through before the views are asked, a longer one beside the present rows. */
  readonly atOnce?: number;
  readonly onBuild?: (told: BuildTold) => void;
  /** Leaves views alone that a newer program has made: it stops with ViewOfNewerProgram. Else they are begun anew. */
  readonly sparesNewer?: boolean;
}

export type { Progress } from './whole-build.js';

export interface ProjectorCounters {
  readonly events: number;
  readonly batches: number;
  readonly retries: number;
  /** Views that were begun anew. */
  readonly rebuilds: number;
}

/** What operators are told of views that are built beside the present ones. */
export type BuildTold =
  | { readonly kind: 'begun'; readonly views: readonly string[]; readonly served: boolean }
  | { readonly kind: 'took-over'; readonly views: readonly string[] }
  | { readonly kind: 'failed'; readonly views: readonly string[]; readonly error: unknown };

/** Milliseconds between two looks at what another process builds, and at views that are not there yet. */
const [anotherLook, soon] = [5_000, 20];
/** Milliseconds that events gather after a batch where nobody waits for them. */
const gathering = 8;

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
  private building: Promise<void> | undefined;
  /** What was written last, or is being: batches and take-overs never meet. */
  private last: Promise<unknown> = Promise.resolve();
  private failed: Error | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly store: ViewStore,
    readonly views: readonly Projection[],
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
   * Makes views anew up to the log's end, while it is not running: beside the present ones, which stay as they are until
   * all is there. Stopped or killed before, it goes on there the next time. Views that are not named stay as they are.
   * @throws BuildStopped, UnknownView, StoreUnavailable
   */
  async rebuild(
    names: readonly string[] = this.views.map(({ name }) => name),
    progress?: Progress,
    stop?: AbortSignal,
  ): Promise<void> {
    if (this.running) throw new Error('the projector is running');
    const views = names.map(name => this.named(name));
    this.writer.begin();
    const building = this.wholeBuild({ progress, stop });
    await this.takeOver(await building.run(views), views, 'anyone');
    await this.store.next.clear();
  }

  private async follow(signal: AbortSignal, ready: () => void): Promise<void> {
    try {
      while (!signal.aborted) {
        try {
          await this.provide(await this.writer.prepare(), signal, ready);
          this.waiting.reached(this.position() ?? '');
          ready();
          for await (const batch of this.log.subscribe(this.position(), { signal, limit: this.batch })) {
            await this.inTurn(async () => {
              this.options.onBatch?.(batch);
              await this.writer.apply(batch);
            });
            this.waiting.reached(this.position() ?? '');
            this.pauses.reset();
            if (batch.length < this.batch) await this.gather(signal);
          }
        } catch (error) {
          if (error instanceof BuildStopped) return;
          if (!(error instanceof StoreUnavailable)) throw error;
          this.retries++;
          this.options.onUnavailable?.(error);
          await this.pauses.pause(signal);
        }
      }
    } finally {
      await this.building;
    }
  }

  /** Lets some more events come: many at once cost each far less. Whoever waits for the views does not wait for that. */
  private async gather(signal: AbortSignal): Promise<void> {
    if (!this.waiting.some) await Promise.race([wait(gathering, signal), this.waiting.next()]);
  }

  /** Sees to it that there are views to follow with; what can be asked meanwhile is built beside. */
  private async provide(
    { missing, outdated }: Lacking,
    signal: AbortSignal,
    ready: () => void,
  ): Promise<void> {
    const lacking = [...missing.map(({ view }) => view), ...outdated];
    if (lacking.length === 0) return this.tidy(signal);
    const { atOnce = 5_000 } = this.options;
    const short = (await this.log.readAll(undefined, atOnce)).length < atOnce;
    if (short) for (const one of missing) await this.writer.reset(one);
    if (short && outdated.length === 0) return this.tidy(signal);
    if (!short && missing.length === 0) {
      this.building ??= this.buildBeside(outdated, signal).finally(() => (this.building = undefined));
      return;
    }
    const views = short ? outdated : lacking;
    const building = this.wholeBuild({ gently: true, stop: signal });
    const prepared = await building.ready(views);
    const told = { views: views.map(({ name }) => name) };
    if (!prepared && !short) {
      // the server begins to answer what needs no view
      ready();
      this.options.onBuild?.({ kind: 'begun', served: false, ...told });
    }
    const build = prepared
      ? await building.catchUp(prepared)
      : await this.withoutRival(building, views, signal);
    await this.takeOver(build, views, 'anyone');
    this.options.onBuild?.({ kind: 'took-over', ...told });
    return this.tidy(signal);
  }

  /** Builds views while their present rows are served and written on; then they take over in one step. */
  private async buildBeside(views: readonly Projection[], signal: AbortSignal): Promise<void> {
    const told = { views: views.map(({ name }) => name) };
    this.options.onBuild?.({ kind: 'begun', served: true, ...told });
    const pauses = new Pauses(100, 5_000);
    while (!signal.aborted) {
      try {
        const building = this.wholeBuild({ gently: true, stop: signal });
        let build = await this.withoutRival(building, views, signal);
        while ((build.position ?? '') > (this.position() ?? '')) {
          await wait(soon, signal);
          if (signal.aborted) return;
        }
        // the last events are few: while they are written, the present rows wait
        build = await building.catchUp(build, this.position());
        await this.inTurn(async () =>
          this.takeOver(await building.catchUp(build, this.position()), views, 'itself'),
        );
        this.options.onBuild?.({ kind: 'took-over', ...told });
        return await this.tidy(signal);
      } catch (error) {
        if (error instanceof BuildStopped || error instanceof CheckpointMoved) return;
        if (error instanceof StoreUnavailable || error instanceof BuildMoved) {
          await pauses.pause(signal);
          continue;
        }
        // the present rows are well: what is wrong with the next ones keeps nobody from asking
        this.options.onBuild?.({ kind: 'failed', error, ...told });
        return;
      }
    }
  }

  /** Leaves it to another process as long as that gets on with it. */
  private async withoutRival(
    building: WholeBuild,
    views: readonly Projection[],
    signal: AbortSignal,
  ): Promise<Build> {
    for (;;) {
      try {
        return await building.run(views);
      } catch (error) {
        if (!(error instanceof BuildMoved) || signal.aborted) throw error;
      }
      for (let before = '', now = '-'; before !== now && !signal.aborted;) {
        before = now;
        await wait(anotherLook, signal);
        now = JSON.stringify(await this.store.next.build());
      }
    }
  }

  /** Makes what was built the present views. */
  private async takeOver(
    build: Build,
    views: readonly Projection[],
    was: 'itself' | 'anyone',
  ): Promise<void> {
    const { identity: writer } = this.writer;
    this.writer.tookOver((await this.store.next.takeOver(build, views, { was, writer }))!);
  }

  /** Takes away what nobody needs any more. */
  private async tidy(signal: AbortSignal): Promise<void> {
    const found = await this.store.next.build();
    const wanted = (found?.views ?? []).every(({ name, version }) =>
      this.views.some(view => view.name === name && view.version === version),
    );
    if (!wanted) await this.store.next.drop();
    await this.store.next.clear(() => wait(1, signal));
  }

  private wholeBuild(
    options: Pick<ConstructorParameters<typeof WholeBuild>[3] & object, 'gently' | 'progress' | 'stop'>,
  ) {
    const { onBatch } = this.options;
    return new WholeBuild(this.log, this.store.next, this.views, { ...options, onBatch, batch: this.batch });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private named(name: string): Projection {
    const view = this.views.find(one => one.name === name);
    if (view) return view;
    throw new UnknownView(
      name,
      this.views.map(one => one.name),
    );
  }
}
