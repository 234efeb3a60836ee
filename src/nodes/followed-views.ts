import { checkpointKind, type CheckpointKind } from '../projections/checkpoints.js';
import type { Projection } from '../projections/projection.js';
import type { Standing } from '../projections/standing.js';
import type { ViewStore } from '../projections/view-store.js';
import { Waiting } from '../projections/waiting.js';
import { wait } from '../wait.js';

/** What is known of a view as long as the same one writes it. */
interface Known {
  readonly writer: string;
  readonly version: number;
  readonly kind: CheckpointKind;
  /** A newer program writes it, though its rows may still be asked: nobody older may do so then. */
  readonly ofNewer: boolean;
}

const isOfSame = (known: Known | undefined, found: Pick<Known, 'writer' | 'version'>): boolean =>
  known?.writer === found.writer && known.version === found.version;

const never = new AbortController().signal;

/**
 * The views as another node writes them, told by their checkpoints. They are looked at again and again only while
 * somebody waits, and once at a time, however many do.
 */
export class FollowedViews implements Standing {
  private readonly waiting = new Waiting();
  private readonly kinds = new Map<string, Known>();
  private known = '';
  private polling = false;
  private current: Promise<unknown> = Promise.resolve();
  private next: Promise<string> | undefined;

  /** @param every milliseconds from one look to the next */
  constructor(
    private readonly store: ViewStore,
    private readonly views: readonly Projection[],
    private readonly storeId: string,
    private readonly every = 10,
  ) {}

  position(): string | undefined {
    return this.known || undefined;
  }

  async waitFor(position: string, timeoutMs: number): Promise<boolean> {
    if (this.known >= position || (await this.look()) >= position) return true;
    const reached = this.waiting.for(position, timeoutMs);
    void this.poll();
    return reached;
  }

  async standAt(position: string): Promise<boolean> {
    return (await this.look()) >= position;
  }

  /** Whether all views are there, made by a program of the same versions from the same log. @throws StoreUnavailable */
  async areThere(): Promise<boolean> {
    await this.look();
    return this.all('ours');
  }

  /** Whether any of them was made by a newer program. @throws StoreUnavailable */
  async areOfNewer(): Promise<boolean> {
    await this.look();
    return [...this.kinds.values()].some(({ ofNewer }) => ofNewer);
  }

  private all(wanted: CheckpointKind): boolean {
    return this.views.every(({ name }) => this.kinds.get(name)?.kind === wanted);
  }

  private async poll(): Promise<void> {
    if (this.polling) return;
    this.polling = true;
    while (this.waiting.some) {
      await wait(this.every, never);
      // a database that cannot be asked now: those who wait do so to the end of their time
      await this.look().catch(() => undefined);
      this.waiting.reached(this.known);
    }
    this.polling = false;
  }

  /** A look that begins now or later: where the view stands that is farthest behind. */
  private look(): Promise<string> {
    this.next ??= this.current.then(() => {
      const looking = this.read();
      this.next = undefined;
      this.current = looking.catch(() => undefined);
      return looking;
    });
    return this.next;
  }

  private async read(): Promise<string> {
    const standing = await this.store.standing();
    let least: string | undefined;
    for (const view of this.views) {
      const found = standing.get(view.name);
      if (!found) this.kinds.delete(view.name);
      else if (!isOfSame(this.kinds.get(view.name), found)) await this.classify(view);
      const known = this.kinds.get(view.name);
      const ours = known?.kind === 'ours' && found !== undefined && isOfSame(known, found);
      const position = (ours && found?.position) || '';
      least = least === undefined || position < least ? position : least;
    }
    return (this.known = least ?? '');
  }

  /** A writer writes a view of one program and one log: it need be looked at closely only once. */
  private async classify(view: Projection): Promise<void> {
    const checkpoint = await this.store.checkpointOf(view);
    if (!checkpoint) return void this.kinds.delete(view.name);
    const adopted = (await this.store.next.build())?.adopted[view.name];
    const { writer, version } = checkpoint;
    const kind = checkpointKind(checkpoint, view, this.storeId, adopted);
    const ofNewer = kind === 'newer' || (adopted ?? 0) > view.version;
    this.kinds.set(view.name, { writer, version, kind, ofNewer });
  }
}
