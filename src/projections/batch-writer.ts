import { randomUUID } from 'node:crypto';
import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { type Checkpoint, CheckpointMoved, fits, isOf, stands, ViewOfNewerProgram } from './checkpoints.js';
import { Histories } from './histories.js';
import type { Projection } from './projection.js';
import { recomputedRows } from './recomputed.js';
import { RowChanges } from './row-changes.js';
import type { ViewChange, ViewStore } from './view-store.js';

export interface Missing {
  readonly view: Projection;
  /** What is there in its place. */
  readonly found: Checkpoint | undefined;
}

/** Views that have to be made anew. */
export interface Lacking {
  /** Their rows cannot be asked: there are none, or they are of another shape or another log. */
  readonly missing: readonly Missing[];
  /** Another version made their rows, which can be asked, and are written on, until others take their place. */
  readonly outdated: readonly Projection[];
}

/** Milliseconds of work after which others have a turn. */
const turn = 2;

/** Folds batches of the log into views and writes them; knows where each view stands. */
export class BatchWriter {
  readonly counted = { events: 0, batches: 0, rebuilds: 0 };
  private readonly histories: Histories;
  private readonly checkpoints = new Map<string, Checkpoint>();
  private writer = '';
  private breath = 0;

  constructor(
    private readonly log: EventLog,
    private readonly store: ViewStore,
    private readonly views: readonly Projection[],
    kept: number,
    private readonly sparesNewer = false,
  ) {
    this.histories = new Histories(log, kept);
  }

  /** Where the view stands that is farthest behind; undefined where one has seen nothing yet. */
  position(): string | undefined {
    const positions = this.views.map(({ name }) => this.checkpoints.get(name)?.position ?? '');
    return positions.reduce((a, b) => (a < b ? a : b), positions[0] ?? '') || undefined;
  }

  /** What was known of the views may be old: another may have written them meanwhile. */
  begin(): void {
    this.checkpoints.clear();
    this.histories.clear();
    this.writer = randomUUID();
  }

  /**
   * Finds where each view stands, and takes it over.
   * @returns those that are not of this program and this log
   * @throws CheckpointMoved, ViewOfNewerProgram
   */
  async prepare(): Promise<Lacking> {
    this.histories.clear();
    const asked = new Map<string | null, Promise<boolean>>();
    const adopted = (await this.store.next.build())?.adopted ?? {};
    const found = new Map<Projection, Checkpoint>();
    const [missing, outdated]: [Missing[], Projection[]] = [[], []];
    for (const view of this.views) {
      const stored = await this.store.checkpointOf(view);
      if (this.checkpoints.has(view.name) && stored?.writer !== this.writer)
        throw new CheckpointMoved(view.name);
      const newest = Math.max(stored?.version ?? 0, adopted[view.name] ?? 0);
      if (this.sparesNewer && newest > view.version)
        throw new ViewOfNewerProgram(view.name, newest, view.version);
      if (!stored || !fits(stored, view, this.log.storeId) || !(await this.stands(stored, asked))) {
        this.checkpoints.delete(view.name);
        missing.push({ view, found: stored });
        continue;
      }
      found.set(view, stored);
      const pure = (adopted[view.name] ?? view.version) === view.version;
      if (!isOf(stored, view, this.log.storeId) || !pure) outdated.push(view);
    }
    const others = outdated.filter(({ name, version }) => adopted[name] !== version);
    if (others.length > 0) await this.store.next.adopt(others, this.log.storeId);
    for (const [view, stored] of found)
      this.checkpoints.set(
        view.name,
        stored.writer === this.writer ? stored : await this.store.takeOver(stored, this.writer),
      );
    return { missing, outdated };
  }

  /** What was built has taken the place of views; this is where they stand now. */
  tookOver(checkpoints: readonly Checkpoint[]): void {
    for (const checkpoint of checkpoints) {
      this.checkpoints.set(checkpoint.view, checkpoint);
      this.counted.rebuilds++;
    }
  }

  /** Whoever writes the views now, as the checkpoints name it. */
  get identity(): string {
    return this.writer;
  }

  /** Makes the view's tables anew, empty. @throws CheckpointMoved where it is no longer as it was found */
  async reset({ view, found }: Missing): Promise<void> {
    this.checkpoints.set(view.name, await this.store.reset(view, this.log.storeId, this.writer, found));
    await this.store.next.disown([view.name]);
    this.counted.rebuilds++;
  }

  /**
   * Gives each of the views what it has not seen yet of a batch, all in one transaction; others have a turn between
   * one view and the next. After an error a new
   * `prepare` finds out what was written.
   */
  async apply(batch: readonly DomainEntry[], views = this.views): Promise<void> {
    const to = batch.at(-1)!;
    this.breath = performance.now();
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
    const changes: ViewChange[] = [];
    for (const { view, ...change } of folded) {
      changes.push({ ...change, recomputed: recomputedRows(view, change.changes, histories) });
      await this.breathe();
    }
    for (const checkpoint of await this.store.write(changes))
      this.checkpoints.set(checkpoint.view, checkpoint);
    this.counted.events += batch.length;
    this.counted.batches++;
  }

  /** Lets others have a turn where this one has become long. */
  private async breathe(): Promise<void> {
    if (performance.now() - this.breath < turn) return;
    await afterOtherWork();
    this.breath = performance.now();
  }

  /**
   * Whether the log has the event of a checkpoint.
   * @param asked by event: most views stand at the same one
   */
  private stands(checkpoint: Checkpoint, asked: Map<string | null, Promise<boolean>>): Promise<boolean> {
    const answer = asked.get(checkpoint.event_id) ?? stands(this.log, checkpoint);
    asked.set(checkpoint.event_id, answer);
    return answer;
  }
}
