import { setbackIn } from '../application/refused.js';
import type { Clock } from '../clock.js';
import { epochOf, toInstant, type Instant } from '../terms/times.js';
import type { ClockWatch } from './clock-watch.js';
import type { Policy } from './policy.js';
import type { Stop } from './stop-record.js';

const page = 100;
/** Milliseconds between two runs: at most, and at least. */
const pause = { longest: 30_000, shortest: 1_000 } as const;

/** What came of one run. Whatever failed is tried again by the next one. */
export interface Run {
  readonly done: number;
  readonly failures: readonly { readonly policy: string; readonly error: unknown }[];
  readonly stopped?: Stop;
}

/** What a run needs to know of the log and the views. */
export interface Ground {
  /** Resolves when the views have seen the whole log. */
  upToDate(): Promise<unknown>;
  /** When the newest event was recorded. */
  newest(): Promise<Instant | undefined>;
  /** Whether it is this process that acts; of several that serve one log another may. */
  leads(): boolean;
}

/** Runs the policies: all that is due, whenever the process was down at its moment. */
export class Policies {
  private current: Promise<Run> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    private readonly policies: readonly Policy[],
    private readonly watch: ClockWatch,
    private readonly clock: Clock,
    private readonly ground: Ground,
  ) {}

  /** Whether they may act, as the clocks stand now. @throws where the record of stops cannot be read or written */
  async running(): Promise<boolean> {
    return (await this.watch.check()) === undefined;
  }

  /** Does all that is due. Never rejects; one who asks while a run is under way gets that one's answer. */
  run(): Promise<Run> {
    this.current ??= this.turn().finally(() => (this.current = undefined));
    return this.current;
  }

  /** Runs them when the next moment comes and at least every 30 seconds, until the app closes. */
  start(told: (run: Run) => void): void {
    this.ended = false;
    const again = async (): Promise<void> => {
      // One that follows looks often, so that it does not oversleep what falls due when it leads.
      if (this.ground.leads()) told(await this.run());
      else this.watch.rest();
      const wait = this.ground.leads() ? await this.wait() : pause.shortest;
      if (!this.ended) this.timer = setTimeout(() => void again(), wait);
    };
    this.timer = setTimeout(() => void again(), pause.shortest);
  }

  /** Called by Nest before the stores are closed: resolves when the run under way is done; no other begins. */
  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** How they stand, for operators. */
  async status() {
    const now = this.now();
    const stopped = (await this.watch.check().catch(() => this.watch.standing)) ?? null;
    const [next, waiting] = await Promise.all([
      this.next(),
      Promise.all(this.policies.map(policy => policy.waiting(now))),
    ]);
    return {
      running: stopped === null,
      stopped,
      lastResumption: this.watch.resumption ?? null,
      driftSeconds: Math.round(this.watch.drift / 1_000),
      nextDueAt: next ?? null,
      overdue: waiting.reduce((sum, count) => sum + count, 0),
    };
  }

  /** @returns false where they do not stand still. @throws where that cannot be written down */
  resume(by: string, reason: string): Promise<boolean> {
    return this.watch.resume(by, reason);
  }

  private async turn(): Promise<Run> {
    const failures: { policy: string; error: unknown }[] = [];
    let done = 0;
    try {
      await this.watch.begin(await this.ground.newest());
      for (const policy of this.policies) done += await this.carryOut(policy, failures);
    } catch (error) {
      failures.push({ policy: 'all', error });
    }
    const stopped = this.watch.standing;
    return { done, failures, ...(stopped ? { stopped } : {}) };
  }

  private get acts(): boolean {
    return !this.ended && this.ground.leads();
  }

  /** What was done may make more of it due: the views are asked again until nothing was left to do. */
  private async carryOut(policy: Policy, failures: { policy: string; error: unknown }[]): Promise<number> {
    let all = 0;
    for (let done = 1; done > 0 && this.acts && (await this.running()); all += done) {
      await this.ground.upToDate();
      done = await this.pass(policy, failures);
    }
    return all;
  }

  /** Everything due once, in order. What fails is told and does not keep the rest from being done. */
  private async pass(policy: Policy, failures: { policy: string; error: unknown }[]): Promise<number> {
    let done = 0;
    let after: unknown;
    for (;;) {
      const items = await policy.due(this.now(), after, page);
      for (const item of items) {
        if (!this.acts || !(await this.running())) return done;
        try {
          if (await policy.act(item)) done++;
        } catch (error) {
          // Without a store nothing else would go better.
          if (setbackIn(error) === 'store-unavailable') throw error;
          failures.push({ policy: policy.name, error });
        }
      }
      if (items.length < page) return done;
      after = items.at(-1);
    }
  }

  private async wait(): Promise<number> {
    const next = await this.next().catch(() => undefined);
    const left = next === undefined ? pause.longest : epochOf(next) - this.clock.now();
    return Math.min(pause.longest, Math.max(pause.shortest, left));
  }

  private async next(): Promise<Instant | undefined> {
    const now = this.now();
    const moments = await Promise.all(this.policies.map(policy => policy.next(now)));
    return moments.filter(moment => moment !== undefined).toSorted()[0];
  }

  private now(): Instant {
    return toInstant(this.clock.now());
  }
}
