import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { CoreModule } from '../core.module.js';
import type { Instance } from '../instance.js';
import type { Day } from '../terms/times.js';
import { makePlan, type Plan } from './plan/plan.js';
import { recordSteps } from './recorder.js';
import { WritingClock } from './writing-clock.js';

/** How much there is in it. */
export interface Size {
  readonly clients: number;
  readonly advisers: number;
  readonly days: number;
}

export const wholeYear: Size = { clients: 3_300, advisers: 40, days: 365 };

export interface Wish {
  readonly seed: string;
  readonly today: Day;
  readonly size: Size;
}

/** Where it is recorded. */
export interface Desk {
  /** Its log takes what is recorded, its views show it. */
  readonly instance: Instance;
  /** Makes sure that what was recorded so far stays. */
  commit(): void;
  readonly config: Config;
  /** The real time, for durations. */
  readonly clock: Clock;
  readonly stop: AbortSignal;
  progress(what: 'recording' | 'views', done: number, total: number): void;
}

export interface MadeYear {
  readonly plan: Plan;
  readonly events: number;
  /** Milliseconds. */
  readonly took: { readonly planning: number; readonly recording: number; readonly views: number };
}

/**
 * A small Jobcenter of the year before `today`, recorded by the command handlers. The same wish makes the same events.
 * @returns undefined where `stop` aborted
 */
export async function makeYear({ seed, today, size }: Wish, desk: Desk): Promise<MadeYear | undefined> {
  const { instance, clock, stop } = desk;
  const began = clock.monotonic();
  const plan = makePlan({ seed, today, rulebooks: instance.rulebooks, ...size });
  const planned = clock.monotonic();
  await record(plan, desk);
  const recorded = clock.monotonic();
  if (stop.aborted) return undefined;
  await instance.projector.rebuild(undefined, (done, total) => desk.progress('views', done, total));
  const took = {
    planning: planned - began,
    recording: recorded - planned,
    views: clock.monotonic() - recorded,
  };
  return { plan, events: instance.projector.counters.events, took };
}

/** Steps that are made sure of together. */
const batch = 10_000;

async function record({ steps }: Plan, { instance, config, commit, progress, stop }: Desk): Promise<void> {
  const clock = new WritingClock(steps[0]?.at ?? 0);
  const core = CoreModule.of(instance, config, clock);
  const app = await NestFactory.createApplicationContext(core, { logger: false, abortOnError: false });
  const told = (done: number): void => {
    if (done % batch === 0) commit();
    progress('recording', done, steps.length);
  };
  try {
    await recordSteps(steps, { bus: app.get(CommandBus), clock, told, stop });
    commit();
  } finally {
    await app.close();
  }
}
