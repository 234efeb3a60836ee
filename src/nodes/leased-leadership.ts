import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { Lease } from './lease.js';
import { AnotherNodeLeads, Leadership, type LeadersWork } from './leadership.js';
import type { Leases } from './leases.js';
import { aborted, wait } from '../wait.js';

/** Milliseconds. */
export interface LeaseTimes {
  /** How long a lease lives that is not renewed. */
  readonly life: number;
  /** By how much it ends sooner to its holder. */
  readonly margin: number;
  /** From one renewal to the next. */
  readonly renewal: number;
  /** From one attempt to the next, where a node follows or a renewal failed. */
  readonly attempt: number;
}

export const usualTimes: LeaseTimes = { life: 2_000, margin: 300, renewal: 500, attempt: 200 };

const leader = 'leader';
const presence = 'node/';
const anHour = 3_600_000;

/**
 * Leads whoever holds the lease `leader`. It is a lease and no lock that goes with a connection: a process that stands
 * still keeps its connections. What such a one still writes when it wakes is kept out by the views' checkpoints.
 * Beside it each process that writes the log holds a lease of its own, by which others see that it is there.
 */
export class LeasedLeadership extends Leadership {
  private readonly lease: Lease;
  private readonly present: Lease;
  private readonly stopping = new AbortController();
  private lost = new AbortController();
  private attending: Promise<void> | undefined;
  private running: Promise<void> | undefined;
  private rest = 0;

  /** @param unavailable is told why the database could not be asked */
  constructor(
    private readonly leases: Leases,
    clock: Pick<Clock, 'monotonic'>,
    private readonly times: LeaseTimes = usualTimes,
    private readonly unavailable: (error: unknown) => void = () => undefined,
  ) {
    super();
    const { life, margin } = times;
    this.lease = new Lease(leases, leader, clock, life, margin);
    this.present = new Lease(leases, `${presence}${randomUUID()}`, clock, life, margin);
    this.lost.abort();
  }

  get leads(): boolean {
    return !this.lost.signal.aborted && this.lease.held;
  }

  async join(): Promise<void> {
    await this.present.take();
    await this.leases.forget(presence, anHour);
    this.attending = this.attend();
  }

  start(work: LeadersWork): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.running = this.run(work, resolve, reject);
    return promise;
  }

  resign(rest: number): void {
    this.rest = rest;
    this.lost.abort();
  }

  async alone(within: number): Promise<boolean> {
    return (await this.leases.others(presence, this.present.name, within)) === 0;
  }

  /** Waits as long as a lease may live that nobody renews any more. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const { life, attempt } = this.times;
    for (let waited = 0; !(await this.lease.take()); waited += attempt) {
      if (waited > life) throw new AnotherNodeLeads();
      await wait(attempt, this.stopping.signal);
    }
    const done = new AbortController();
    const kept = this.keep(done);
    try {
      return await work();
    } finally {
      done.abort();
      await kept;
      await this.asked(() => this.lease.giveBack());
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.lost.abort();
    await Promise.all([this.running, this.attending]);
    for (const lease of [this.lease, this.present]) await this.asked(() => lease.giveBack());
  }

  private async attend(): Promise<void> {
    for (;;) {
      await wait(this.times.renewal, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      await this.asked(() => this.present.take());
    }
  }

  private async run(work: LeadersWork, decided: () => void, failed: (error: unknown) => void): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const gained = await this.asked(() => this.gained(work));
      if (gained && !this.stopping.signal.aborted) await this.lead(work, decided, failed);
      decided();
      await wait(Math.max(this.rest, this.times.attempt), this.stopping.signal);
      this.rest = 0;
    }
  }

  private async gained(work: LeadersWork): Promise<boolean> {
    if (!(await work.mayLead())) return false;
    const gained = await this.lease.take();
    if (!gained) work.follow();
    return gained;
  }

  private async lead(work: LeadersWork, begun: () => void, failed: (error: unknown) => void): Promise<void> {
    const lost = (this.lost = new AbortController());
    const kept = this.keep(lost);
    const beginning = work.begin(lost.signal).then(begun, (error: unknown) => {
      failed(error);
      lost.abort();
    });
    await aborted(lost.signal);
    await work.end();
    await Promise.all([beginning, kept]);
    await this.asked(() => this.lease.giveBack());
  }

  /** Renews the lease until it is lost, however long the database takes to answer. */
  private async keep(lost: AbortController): Promise<void> {
    let { renewal } = this.times;
    while (!lost.signal.aborted) {
      await wait(Math.min(renewal, this.lease.left), lost.signal);
      if (lost.signal.aborted) return;
      const renewed = this.asked(() => this.lease.renew());
      const answer = await Promise.race([renewed, wait(this.lease.left, lost.signal)]);
      if (!this.lease.held) lost.abort();
      renewal = answer === true ? this.times.renewal : Math.min(this.times.attempt, this.times.renewal);
    }
    this.lease.drop();
  }

  private async asked<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      return await question();
    } catch (error) {
      this.unavailable(error);
      return undefined;
    }
  }
}
