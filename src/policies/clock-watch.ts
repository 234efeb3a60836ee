import type { Clock } from '../clock.js';
import { epochOf, toInstant, type Instant } from '../terms/times.js';
import type { Resumption, Stop, StopEntry, StopRecord } from './stop-record.js';

/** Milliseconds by which two clocks may part. */
const tolerance = 5 * 60_000;

const inSeconds = (milliseconds: number): number => Math.round(milliseconds / 1_000);

/**
 * Compares the machine's clock with the one that cannot be set. When they part the policies stop, on all nodes, until an
 * operator has looked: a wrong clock must not write accusations that stay for ever. The stop outlives the process.
 *
 * Each node watches its own clocks. One stop stands at a time: a node that finds its clocks parted while another's stop
 * stands writes its own down when that is resumed, so that each wrong clock is looked at.
 */
export class ClockWatch {
  private wall: number;
  private monotonic: number;
  /** How far the record was read, and what it says last. */
  private read = 0;
  private stopped: Stop | undefined;
  private resumed: Resumption | undefined;
  /** What this node found and the record does not say yet. */
  private found: Stop | undefined;
  /** Why nobody knows what the record says now. */
  private unread: Stop | undefined;
  private begun = false;
  private turn: Promise<unknown> = Promise.resolve();
  /** Asked for and not begun yet: whoever asks meanwhile gets its answer. */
  private nextCheck: Promise<Stop | undefined> | undefined;

  /** From this moment on the clocks are compared. @param node by which operators know it where there are several */
  constructor(
    private readonly clock: Clock,
    private readonly record: StopRecord,
    private readonly node?: string,
  ) {
    this.wall = clock.now();
    this.monotonic = clock.monotonic();
  }

  /** Milliseconds by which the wall clock went ahead since the start or the last resumption; negative where it is behind. */
  get drift(): number {
    return this.clock.now() - this.wall - (this.clock.monotonic() - this.monotonic);
  }

  get resumption(): Resumption | undefined {
    return this.resumed;
  }

  /** Why they stand still as far as memory tells: never throws. */
  get standing(): Stop | undefined {
    return this.stopped ?? this.found ?? this.unread;
  }

  /**
   * To be called before the first comparison since this node acts; further calls do nothing.
   * @param newest when the newest event was recorded: a clock behind it was put back while nobody watched, or another's
   * is ahead
   */
  begin(newest: Instant | undefined): Promise<void> {
    return this.inTurn(async () => {
      if (this.begun) return;
      await this.catchUp();
      this.begun = true;
      const behind = newest === undefined ? 0 : this.clock.now() - epochOf(newest);
      if (behind < -tolerance) this.find('clock-behind-log', behind);
    });
  }

  /** Another node acts from now on: when it is this one's turn again it begins anew. */
  rest(): void {
    this.begun = false;
  }

  /**
   * Why the policies stand still; undefined where they may go on.
   * @throws where the record cannot be read, or a new stop cannot be written down: then they stand still too
   */
  check(): Promise<Stop | undefined> {
    this.nextCheck ??= this.inTurn(() => {
      this.nextCheck = undefined;
      return this.compare();
    });
    return this.nextCheck;
  }

  /**
   * From now on the clocks are compared anew, on the node whose stop it was.
   * @returns false where nothing stood still
   * @throws where the record cannot be read or written
   */
  resume(by: string, reason: string): Promise<boolean> {
    return this.inTurn(async () => {
      while (await this.compare()) {
        const written = await this.record.add({ resumed: { at: this.at(), by, reason } }, this.read + 1);
        await this.catchUp();
        if (written) return true;
      }
      return false;
    });
  }

  private async compare(): Promise<Stop | undefined> {
    try {
      await this.catchUp();
    } finally {
      if (Math.abs(this.drift) > tolerance) this.find('clocks-parted', this.drift);
    }
    while (this.found && !this.stopped) {
      await this.record.add({ stopped: this.found }, this.read + 1);
      await this.catchUp();
    }
    return this.stopped;
  }

  private async catchUp(): Promise<void> {
    try {
      for (const entry of await this.record.after(this.read)) this.learn(entry);
      this.unread = undefined;
    } catch (error) {
      this.unread ??= this.stopOf('record-unreadable', 0);
      throw error;
    }
  }

  private learn({ number, line }: StopEntry): void {
    this.read = number;
    // a line that was cut off: nobody knows what it said
    if (!line) this.stopped = this.stopOf('record-unreadable', 0);
    else if ('stopped' in line) {
      this.stopped = line.stopped;
      if (this.isOwn(line.stopped)) this.found = undefined;
    } else {
      if (this.stopped && this.isOwn(this.stopped)) this.compareAnew();
      [this.stopped, this.resumed] = [undefined, line.resumed];
    }
  }

  private isOwn({ node }: Stop): boolean {
    return node === this.node;
  }

  private compareAnew(): void {
    [this.wall, this.monotonic] = [this.clock.now(), this.clock.monotonic()];
    this.found = undefined;
  }

  /** While a stop of its own stands, what is found besides needs no line. */
  private find(because: Stop['because'], apart: number): void {
    if (this.stopped && this.isOwn(this.stopped)) return;
    this.found ??= this.stopOf(because, apart);
  }

  private stopOf(because: Stop['because'], apart: number): Stop {
    const stop: Stop = { since: this.at(), because, seconds: inSeconds(apart) };
    return this.node === undefined ? stop : { ...stop, node: this.node };
  }

  private at(): Instant {
    return toInstant(this.clock.now());
  }

  /** One after the other, whatever becomes of each. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.turn.then(work, work);
    this.turn = done;
    return done;
  }
}
