import { randomUUID } from 'node:crypto';
import { setImmediate as afterOtherWork } from 'node:timers/promises';
import type { DomainEntry } from '../event-codec/domain-event.js';
import type { EventLog } from '../event-codec/event-log.js';
import { type Checkpoint, CheckpointMoved, isOf, ViewOfNewerProgram } from './checkpoints.js';
import { Histories } from './histories.js';
import type { Projection } from './projection.js';
import { recomputedRows } from './recomputed.js';
import { RowChanges } from './row-changes.js';
import type { ViewChange, ViewStore } from './view-store.js';

/** A batch of so many events leaves others a turn between one view and the next. */
const large = 500;

/** Folds batches of the log into views and writes them; knows where each view stands. */
export class BatchWriter {
  readonly counted = { events: 0, batches: 0, rebuilds: 0 };
  private readonly histories: Histories;
  private readonly checkpoints = new Map<string, Checkpoint>();
  private writer = '';

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
   * Finds where each view stands; one that is not of this program or not of this log begins anew.
   * @throws CheckpointMoved, ViewOfNewerProgram
   */
  async prepare(): Promise<void> {
    this.histories.clear();
    const asked = new Map<string | null, Promise<boolean>>();
    for (const view of this.views) {
      const stored = await this.store.checkpointOf(view);
      const known = this.checkpoints.has(view.name);
      if (known && stored?.writer !== this.writer) throw new CheckpointMoved(view.name);
      if (this.sparesNewer && stored && stored.version > view.version)
        throw new ViewOfNewerProgram(view.name, stored.version, view.version);
      if (stored && isOf(stored, view, this.log.storeId) && (await this.stands(stored, asked)))
        this.checkpoints.set(view.name, known ? stored : await this.store.takeOver(stored, this.writer));
      else await this.reset(view, stored);
    }
  }

  /** Makes the view's tables anew, empty. @throws CheckpointMoved where it is no longer as it was found */
  async reset(view: Projection, found?: Checkpoint): Promise<void> {
    const before = found ?? (await this.store.checkpointOf(view));
    this.checkpoints.set(view.name, await this.store.reset(view, this.log.storeId, this.writer, before));
    this.counted.rebuilds++;
  }

  /**
   * Gives each of the views what it has not seen yet of a batch, all in one transaction. After an error a new
   * `prepare` finds out what was written.
   */
  async apply(batch: readonly DomainEntry[], views = this.views): Promise<void> {
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
    const between = batch.length < large ? undefined : afterOtherWork;
    const changes: ViewChange[] = [];
    for (const { view, ...change } of folded) {
      changes.push({ ...change, recomputed: recomputedRows(view, change.changes, histories) });
      await between?.();
    }
    for (const checkpoint of await this.store.write(changes, between))
      this.checkpoints.set(checkpoint.view, checkpoint);
    this.counted.events += batch.length;
    this.counted.batches++;
  }

  /**
   * Whether the log has the event of a checkpoint: one restored from an older copy may not.
   * @param asked by event: most views stand at the same one
   */
  private stands(checkpoint: Checkpoint, asked: Map<string | null, Promise<boolean>>): Promise<boolean> {
    const answer = asked.get(checkpoint.event_id) ?? this.has(checkpoint);
    asked.set(checkpoint.event_id, answer);
    return answer;
  }

  private async has({ position, event_id, stream, revision }: Checkpoint): Promise<boolean> {
    if (stream === null || revision === null) return true;
    const [event] = await this.log.readStream(stream, { from: revision, limit: 1 });
    return event?.id === event_id && event?.position === position;
  }
}
