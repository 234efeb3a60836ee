import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { type Build, has } from './build.js';
import { stands } from './checkpoints.js';
import { begunIn, FoldedChanges, foldedTypes, touches } from './folded.js';
import { Histories } from './histories.js';
import type { NextViews } from './next-views.js';
import type { Projection, Row, TableSpec } from './projection.js';
import { addRows, recomputedRows } from './recomputed.js';
import { RowChanges } from './row-changes.js';
import type { Connection } from './table.js';

/** `done` of `total` events. */
export type Progress = (done: number, total: number) => void;

export interface WholeBuildOptions {
  /** Most events that are read at once. */
  readonly batch?: number;
  /** How many events of participations are kept in memory while it catches up. */
  readonly kept?: number;
  /** Others serve or write meanwhile: each step is short, and leaves them a turn. */
  readonly gently?: boolean;
  /** Is shown every batch before it is folded. */
  readonly onBatch?: ((batch: readonly DomainEntry[]) => void) | undefined;
  readonly progress?: Progress | undefined;
  /** It ends with BuildStopped; what is written stands, and the next one goes on there. */
  readonly stop?: AbortSignal | undefined;
}

/** It was told to stop before it was done. */
export class BuildStopped extends Error {
  constructor() {
    super('stopped while views were being built: what is built stays, and the next time goes on there');
    this.name = 'BuildStopped';
  }
}

const readsAtOnce = 16;
const usual = { streams: 800, rows: 20_000, batch: 5_000 } as const;
const gentle = { streams: 16, rows: 500, batch: 200 } as const;
const nothing: ReadonlySet<never> = new Set();
/** Milliseconds of work without a pause. */
const turn = 2;

/** Writes a part while the next one is being made, and never more than one. */
class Ahead {
  private last: Promise<Build>;

  /** @param gently the next one is made when the part is written: meanwhile others can write */
  constructor(
    from: Build,
    private readonly gently: boolean,
  ) {
    this.last = Promise.resolve(from);
  }

  /** Begins to write a part as soon as the one before it is written. @throws what that one threw */
  async next(write: (build: Build) => Promise<Build>): Promise<void> {
    const build = await this.last;
    this.last = write(build);
    // whoever asks for it next finds out
    this.last.catch(() => undefined);
    if (this.gently) await this.last;
  }

  /** The last part is written. @throws what it threw */
  done(): Promise<Build> {
    return this.last;
  }

  /** Nothing is being written any more, whether well or not. */
  async ended(): Promise<void> {
    await this.last.catch(() => undefined);
  }
}

/**
 * Makes views from the whole log, beside the present ones. Rows of participations follow from their histories alone:
 * the log is gone through first for all else, then each history is read once. Both are written in parts, so that
 * whoever stops or is killed goes on where the last part ended.
 */
export class WholeBuild {
  private readonly sizes: { readonly streams: number; readonly rows: number; readonly batch: number };
  private views: readonly Projection[] = [];
  private readonly histories: Histories;
  private folded = 0;
  private computed = 0;
  private total = 0;
  private breath = performance.now();

  /** @param known every view that this program has */
  constructor(
    private readonly log: EventLog,
    private readonly next: NextViews,
    private readonly known: readonly Projection[],
    private readonly options: WholeBuildOptions = {},
  ) {
    const sizes = options.gently ? gentle : usual;
    this.sizes = { ...sizes, batch: Math.min(sizes.batch, options.batch ?? sizes.batch) };
    this.histories = new Histories(log, options.kept ?? 50_000);
  }

  /**
   * Builds these up to the log's end or, where it has not been gone beyond, a position; goes on where that was begun.
   * @throws BuildMoved, BuildStopped, StoreUnavailable
   */
  async run(wanted: readonly Projection[], position?: string): Promise<Build> {
    // as of now: whoever writes faster than this reads would never let it come to an end
    const until = position ?? (await this.log.head()) ?? '';
    if (this.options.progress) this.total = await this.count();
    this.tell(0);
    let build = await this.begun(wanted, position);
    if (build.stage === 'folding')
      build = await this.ahead(build, writing => this.fold(build, until, writing));
    if (build.stage === 'computing') build = await this.ahead(build, writing => this.compute(build, writing));
    build = await this.catchUp(build, until);
    this.tell(this.total);
    return build;
  }

  /** What is ready of these, as it stands; undefined where that is not all. */
  async ready(wanted: readonly Projection[]): Promise<Build | undefined> {
    const found = await this.next.build();
    if (found?.stage !== 'ready' || !(await this.isOfUse(found, wanted))) return undefined;
    return this.next.goOn(found);
  }

  /** Writes what came since, up to the log's end or a position. @throws as `run` */
  async catchUp(from: Build, position?: string, within?: Connection): Promise<Build> {
    const until = position ?? (await this.log.head()) ?? '';
    let build = from;
    this.histories.clear();
    for (;;) {
      const batch = await this.read(build, until);
      if (batch.length === 0) return build;
      this.options.onBatch?.(batch);
      this.histories.extend(batch);
      const changes = this.views.map(view => ({ view, changes: RowChanges.of(view, batch) }));
      const streams = new Set(changes.flatMap(one => [...one.changes.recomputed]));
      const histories = await this.histories.of([...streams]);
      const rows = changes.map(one => ({
        ...one,
        recomputed: recomputedRows(one.view, one.changes, histories),
      }));
      build = await this.next.write(build, rows, batch.at(-1)!, within);
      await this.pause();
    }
  }

  private async begun(wanted: readonly Projection[], until = '~'): Promise<Build> {
    const found = await this.next.build();
    if (found && (found.position ?? '') <= until && (await this.isOfUse(found, wanted)))
      return this.next.goOn(found);
    this.views = wanted;
    const indexesFirst = (this.options.gently ?? false) && !this.next.indexesAside;
    return this.next.begin(wanted, this.log.storeId, indexesFirst);
  }

  private async isOfUse(build: Build, wanted: readonly Projection[]): Promise<boolean> {
    const views = build.views.flatMap(({ name }) => this.known.find(view => view.name === name) ?? []);
    if (views.length === 0 || views.length !== build.views.length) return false;
    if (![...views, ...wanted].every(view => has(build, view))) return false;
    if (build.storeId !== this.log.storeId || !(await stands(this.log, placeIn(build)))) return false;
    this.views = views;
    return true;
  }

  /** Whoever stops in the midst of it leaves nothing that is still being written. */
  private async ahead(from: Build, work: (writing: Ahead) => Promise<Build>): Promise<Build> {
    const writing = new Ahead(from, this.options.gently ?? false);
    try {
      return await work(writing);
    } finally {
      await writing.ended();
    }
  }

  private async fold(from: Build, until: string, writing: Ahead): Promise<Build> {
    // what the views fold by is learned from the log too
    const wanted = new Set([...foldedTypes(this.views), 'RulebookAdded' as const]);
    for (let after = from.position ?? undefined; ;) {
      const { places, entries } = await this.log.skim(after, this.sizes.batch, wanted);
      const passed = places.filter(({ position }) => position <= until);
      if (passed.length === 0) return this.next.folded(await writing.done());
      const last = passed.at(-1)!;
      after = last.position;
      const batch = entries.filter(({ position }) => position <= until);
      this.options.onBatch?.(batch);
      const changes = this.views.map(view => FoldedChanges.of(view, batch));
      await writing.next(build => this.next.fold(build, changes, begunIn(passed), last));
      this.folded += passed.length;
      this.tell(Math.floor((this.folded + this.computed) / 2));
      await this.pause();
    }
  }

  private async compute(from: Build, writing: Ahead): Promise<Build> {
    const views = this.views.filter(({ ofParticipation }) => ofParticipation);
    for (let after = from.computed; ;) {
      const streams = await this.next.waiting(after, this.sizes.streams);
      if (streams.length === 0) return this.next.settle(await writing.done(), this.views, () => this.pause());
      after = streams.at(-1)!;
      let rows = new Map<TableSpec, Row[]>();
      for (let at = 0; at < streams.length; at += readsAtOnce) {
        const some = streams.slice(at, at + readsAtOnce);
        const histories = await Promise.all(some.map(stream => this.historyAt(stream, from.position)));
        for (const [n, history] of histories.entries()) {
          for (const view of views) if (touches(view, history)) addRows(view, some[n]!, history, rows);
          this.computed += history.length;
          await this.pause();
        }
        if (count(rows) < this.sizes.rows && at + readsAtOnce < streams.length) continue;
        const [computed, last] = [rows, some.at(-1)!];
        await writing.next(build => this.next.compute(build, computed, last));
        rows = new Map();
        this.tell(Math.floor((this.folded + this.computed) / 2));
        await this.pause();
      }
    }
  }

  /** The events that come next. */
  private async read(build: Build, until: string): Promise<readonly DomainEntry[]> {
    if ((build.position ?? '') >= until) return [];
    const batch = await this.log.readAll(build.position ?? undefined, this.sizes.batch);
    return (batch.at(-1)?.position ?? '') <= until
      ? batch
      : batch.filter(({ position }) => position <= until);
  }

  /** A history as it was where the folding ended. */
  private async historyAt(stream: string, position: string | null): Promise<readonly DomainEntry[]> {
    const history = await this.log.readStream(stream);
    return history.at(-1)!.position <= position!
      ? history
      : history.filter(event => event.position <= position!);
  }

  /** @throws BuildStopped where it was told to */
  breathe(): void {
    if (this.options.stop?.aborted) throw new BuildStopped();
  }

  private async pause(): Promise<void> {
    this.breathe();
    if (performance.now() - this.breath < turn) return;
    await afterOtherWork();
    this.breath = performance.now();
  }

  private tell(done: number): void {
    this.options.progress?.(done, this.total);
  }

  private async count(): Promise<number> {
    let total = 0;
    let after: string | undefined;
    for (;;) {
      const { places } = await this.log.skim(after, this.sizes.batch, nothing);
      if (places.length === 0) return total;
      total += places.length;
      after = places.at(-1)!.position;
    }
  }
}

const placeIn = ({ position, eventId, stream, revision }: Build) => ({
  position,
  event_id: eventId,
  stream,
  revision,
});

const count = (rows: ReadonlyMap<TableSpec, readonly Row[]>): number =>
  rows.values().reduce((total, { length }) => total + length, 0);
