/** Time, for everyone who needs it: no other file reads the machine's clock. */
export abstract class Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  abstract now(): number;
  /** Milliseconds since some fixed moment, never going backwards: for durations. */
  abstract monotonic(): number;
}

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }
}

/** A clock that moves only when told to: the demo writes a past year with it, tests own their time. */
export class OwnedClock extends Clock {
  private elapsed = 0;

  constructor(private epoch: number) {
    super();
  }

  now(): number {
    return this.epoch;
  }

  monotonic(): number {
    return this.elapsed;
  }

  /** Forward or, as a machine's clock may be put back, backward; `monotonic` then stands still. */
  set(epoch: number): void {
    this.elapsed += Math.max(0, epoch - this.epoch);
    this.epoch = epoch;
  }

  advance(milliseconds: number): void {
    this.set(this.epoch + milliseconds);
  }

  /** As when somebody sets the machine's clock, forward or (negative) backward: no time passes. */
  part(milliseconds: number): void {
    this.epoch += milliseconds;
  }
}
