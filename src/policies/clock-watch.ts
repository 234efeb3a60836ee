import type { Clock } from '../clock.js';
import { epochOf, toInstant, type Instant } from '../terms/times.js';
import type { Resumption, Stop, StopFile } from './stop-file.js';

/** Milliseconds by which two clocks may part. */
const tolerance = 5 * 60_000;

const inSeconds = (milliseconds: number): number => Math.round(milliseconds / 1_000);

/**
 * Compares the machine's clock with the one that cannot be set. When they part the policies stop, until an operator has
 * looked: a wrong clock must not write accusations that stay for ever. The stop outlives the process.
 */
export class ClockWatch {
  private wall: number;
  private monotonic: number;
  private stopped: Stop | undefined;
  private resumed: Resumption | undefined;
  private kept = true;
  private begun = false;

  /** From this moment on the clocks are compared. */
  constructor(
    private readonly clock: Clock,
    private readonly file: StopFile,
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

  /**
   * To be called once before the first comparison.
   * @param newest when the newest event was recorded: a clock behind it was put back while nobody watched
   */
  begin(newest: Instant | undefined): void {
    if (this.begun) return;
    const { stop, resumption } = this.file.read(this.at());
    this.stopped ??= stop;
    this.resumed = resumption;
    this.begun = true;
    const behind = newest === undefined ? 0 : this.clock.now() - epochOf(newest);
    if (behind < -tolerance) this.stop('clock-behind-log', behind);
  }

  /** Why the policies stand still; undefined where they may go on. @throws where a new stop cannot be written down */
  check(): Stop | undefined {
    if (Math.abs(this.drift) > tolerance) this.stop('clocks-parted', this.drift);
    if (this.stopped && !this.kept) this.keep(this.stopped);
    return this.stopped;
  }

  /** Why they stand still as far as memory tells: never throws. */
  get standing(): Stop | undefined {
    return this.stopped;
  }

  /** From now on the clocks are compared anew. @returns false where nothing stood still */
  resume(by: string, reason: string): boolean {
    if (!this.check()) return false;
    const resumed = { at: this.at(), by, reason };
    this.file.add({ resumed });
    [this.wall, this.monotonic] = [this.clock.now(), this.clock.monotonic()];
    [this.stopped, this.resumed] = [undefined, resumed];
    return true;
  }

  private stop(because: Stop['because'], apart: number): void {
    if (this.stopped) return;
    this.stopped = { since: this.at(), because, seconds: inSeconds(apart) };
    this.kept = false;
  }

  private keep(stopped: Stop): void {
    this.file.add({ stopped });
    this.kept = true;
  }

  private at(): Instant {
    return toInstant(this.clock.now());
  }
}
