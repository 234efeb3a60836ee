import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { Journal } from '../application/journal.js';
import { OverdueDuties } from '../application/participation/overdue-duties.js';
import { Participations } from '../application/participation/participations.js';
import { ProviderCases } from '../application/provider-case/provider-cases.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { CoreModule } from '../core.module.js';
import type { Instance } from '../instance.js';
import { rulesNamedBy } from '../participation/warnings.js';
import type { Day } from '../terms/times.js';
import { Nights } from './nights.js';
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
  const { rulebooks, projector } = instance;
  const moments = [clock.monotonic()];
  const plan = await makePlan({ seed, today, rulebooks, ...size }, stop);
  moments.push(clock.monotonic());
  const milestones = await record(plan, desk);
  moments.push(clock.monotonic());
  await showInViews(milestones, desk);
  moments.push(clock.monotonic());
  if (stop.aborted) return undefined;
  const [planning, recording, views] = moments.slice(1).map((at, n) => at - moments[n]!);
  const took = { planning: planning!, recording: recording!, views: views! };
  return { plan, events: projector.counters.events, took };
}

/** So many steps were recorded when the log ended at that position. */
interface Milestone {
  readonly steps: number;
  readonly position: string;
}

/** Steps that are made sure of together. */
const batch = 10_000;

async function record({ steps, end }: Plan, desk: Desk): Promise<readonly Milestone[]> {
  const { instance, config, commit, progress, stop } = desk;
  const clock = new WritingClock(steps[0]?.at ?? 0);
  const core = CoreModule.of(instance, config, clock);
  const app = await NestFactory.createApplicationContext(core, { logger: false, abortOnError: false });
  const milestones: Milestone[] = [];
  const told = (done: number, position: string): void => {
    if (done % batch === 0) commit();
    milestones.push({ steps: done, position });
    progress('recording', done, steps.length);
  };
  try {
    const nights = new Nights(
      app.get(Participations),
      new OverdueDuties(app.get(Journal), instance.rulebooks),
      app.get(ProviderCases),
      rulesNamedBy(instance.rulebooks),
    );
    await recordSteps(steps, { bus: app.get(CommandBus), clock, nights, end, told, stop });
    commit();
    const position = await instance.log.head();
    if (position !== undefined) milestones.push({ steps: steps.length, position });
  } finally {
    await app.close();
  }
  return milestones;
}

/** Waits until the views show everything. */
async function showInViews(
  milestones: readonly Milestone[],
  { instance, progress, stop }: Desk,
): Promise<void> {
  const { projector } = instance;
  const all = milestones.at(-1);
  if (!all || stop.aborted) return;
  await projector.start();
  while (!stop.aborted && !(await projector.waitFor(all.position, 250))) {
    if (projector.failure) throw projector.failure;
    const shown = projector.position() ?? '';
    progress('views', milestones.findLast(({ position }) => position <= shown)?.steps ?? 0, all.steps);
  }
  await projector.stop();
}
