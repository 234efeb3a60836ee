import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Leases } from './leases.js';

/**
 * One lease as its holder knows it. To the holder it ends a little sooner than to the database: counted from before it
 * was asked for, by a clock that cannot be set, and less a margin.
 */
export class Lease {
  readonly holder = randomUUID();
  private end = -Infinity;
  private term = 0;

  /**
   * @param life milliseconds that it lives without being renewed
   * @param margin milliseconds by which it ends sooner to its holder
   */
  constructor(
    private readonly leases: Leases,
    readonly name: string,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly life: number,
    private readonly margin: number,
  ) {}

  /** Milliseconds that are left of it; 0 where it is not held. */
  get left(): number {
    return Math.max(0, this.end - this.clock.monotonic());
  }

  get held(): boolean {
    return this.left > 0;
  }

  /** @returns whether it is held now @throws StoreUnavailable */
  take(): Promise<boolean> {
    return this.until(() => this.leases.take(this.name, this.holder, this.life));
  }

  /** @returns whether it is still held @throws StoreUnavailable; then it is held as long as it was */
  renew(): Promise<boolean> {
    return this.until(() => this.leases.renew(this.name, this.holder, this.life));
  }

  /** No longer held, whatever answers are still to come. */
  drop(): void {
    this.term++;
    this.end = -Infinity;
  }

  /** Dropped, and others can have it at once. @throws StoreUnavailable */
  giveBack(): Promise<void> {
    this.drop();
    return this.leases.giveBack(this.name, this.holder);
  }

  private async until(ask: () => Promise<boolean>): Promise<boolean> {
    const { term } = this;
    const asked = this.clock.monotonic();
    const granted = await ask();
    if (term !== this.term) return false;
    this.end = granted ? asked + this.life - this.margin : -Infinity;
    return this.held;
  }
}
