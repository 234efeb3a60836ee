import type { Clock } from '../clock.js';
import { StoreUnavailable } from '../event-store/event-store.js';
import { CheckpointMoved, ViewOfNewerProgram } from '../projections/checkpoints.js';
import { Projector, type ProjectorOptions } from '../projections/projector.js';
import type { Standing } from '../projections/standing.js';
import type { FollowedViews } from './followed-views.js';
import type { Leadership } from './leadership.js';

/** Milliseconds before a node leads again that could not, though nothing but itself stood in its way. */
const rests = { afterTakeOver: 1_000, afterFailure: 30_000 } as const;

/** What operators are told of a node. */
export interface NodeEvents {
  onLead?(): void;
  onFollow?(because: Error | undefined): void;
  /** The lease could not be asked for or renewed now; it is tried again, and lost where that goes on. */
  onLeaseTrouble?(error: unknown): void;
  /** It cannot begin to lead now, for want of a store. */
  onUnavailable?(error: StoreUnavailable): void;
  /** The projector met what it cannot get over: nothing changes before a person has looked. */
  onFailure?(error: Error): void;
}

/** What a node is made of. */
export interface NodeParts {
  readonly leadership: Leadership;
  /** How it knows of views that others write; none where the views are its own. */
  readonly followed?: FollowedViews | undefined;
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Is awaited before it projects: what the projections need to know beside the events. */
  readonly prepare: () => Promise<void>;
  readonly makeProjector: (options: Pick<ProjectorOptions, 'onFailure'>) => Projector;
}

/**
 * One of several processes that serve the same stores. Whoever leads projects and does what the system does by
 * itself; all others see from the database how far the views are. A process with views of its own always leads.
 */
export class Node implements Standing {
  readonly projector: Projector;
  private failed: Error | undefined;
  private atLead: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly parts: NodeParts,
    private readonly events: NodeEvents = {},
  ) {
    this.projector = parts.makeProjector({ onFailure: error => this.projectorFailed(error) });
  }

  get leads(): boolean {
    return this.parts.leadership.leads;
  }

  /**
   * Begins to lead or, where another does, to follow, ready to take over.
   * @param atLead is done whenever it has begun to lead, before anything that depends on it
   * @throws whatever keeps it from leading at the first attempt
   */
  start(atLead?: () => Promise<void>): Promise<void> {
    if (atLead) this.atLead = atLead;
    return this.parts.leadership.start({
      mayLead: async () => !(await this.parts.followed?.areOfNewer()),
      begin: lost => this.begin(lost),
      end: () => this.end(),
      follow: () => (this.failed = undefined),
    });
  }

  /** Makes views anew up to the log's end, while no node serves. @throws AnotherNodeLeads, and as Projector.rebuild */
  rebuild(...asked: Parameters<Projector['rebuild']>): Promise<void> {
    return this.parts.leadership.exclusively(() => this.projector.rebuild(...asked));
  }

  /** Ends its part; another can lead then. */
  stop(): Promise<void> {
    return this.parts.leadership.stop();
  }

  /** Whether no other node can be in the midst of a command that it began within so many milliseconds. */
  alone(within: number): Promise<boolean> {
    return this.parts.leadership.alone(within);
  }

  /** Whether its views can be asked, though they may be behind. @throws StoreUnavailable */
  async ready(): Promise<boolean> {
    if (this.failure) return false;
    return (await this.parts.followed?.areThere()) ?? true;
  }

  /** Why it cannot project; undefined where it can, or where another one does. */
  get failure(): Error | undefined {
    return this.parts.followed ? this.failed : this.projector.failure;
  }

  position(): string | undefined {
    return this.standing.position();
  }

  async waitFor(position: string, timeoutMs: number): Promise<boolean> {
    const { clock } = this.parts;
    const end = clock.monotonic() + timeoutMs;
    for (;;) {
      const { standing } = this;
      if (await standing.waitFor(position, Math.max(0, end - clock.monotonic()))) return true;
      // who led when the waiting began may have lost or gained the lead meanwhile
      if (this.standing === standing || clock.monotonic() >= end) return false;
    }
  }

  standAt(position: string): Promise<boolean> {
    return this.standing.standAt(position);
  }

  private get projects(): boolean {
    return this.leads && this.projector.isRunning;
  }

  private get standing(): Standing {
    return this.projects ? this.projector : (this.parts.followed ?? this.projector);
  }

  private async begin(lost: AbortSignal): Promise<void> {
    try {
      await this.parts.prepare();
      if (lost.aborted) return;
      await this.projector.start();
      this.failed = undefined;
      if (lost.aborted) return;
      this.events.onLead?.();
      await this.atLead();
    } catch (error) {
      if (!this.parts.followed) throw error;
      if (isOfOthers(error)) return;
      if (!(error instanceof StoreUnavailable)) {
        if (error !== this.failed) this.failsBy(error as Error);
        throw error;
      }
      this.events.onUnavailable?.(error);
      this.parts.leadership.resign(0);
    }
  }

  private async end(): Promise<void> {
    await this.projector.stop();
    this.events.onFollow?.(this.projector.failure);
  }

  private projectorFailed(error: Error): void {
    if (this.parts.followed && isOfOthers(error)) this.parts.leadership.resign(rests.afterTakeOver);
    else this.failsBy(error);
  }

  private failsBy(error: Error): void {
    this.failed = error;
    this.events.onFailure?.(error);
    this.parts.leadership.resign(rests.afterFailure);
  }
}

/** Another node has the views. */
const isOfOthers = (error: unknown): boolean =>
  error instanceof CheckpointMoved || error instanceof ViewOfNewerProgram;
