import { setImmediate as others } from 'node:timers/promises';
import type { CommandBus } from '@nestjs/cqrs';
import { commands } from '../application/commands.js';
import type { Recording } from '../application/recording.js';
import { addDays, dayOf, epochOf, startOfDay, toInstant } from '../terms/times.js';
import type { Nights } from './nights.js';
import type { Step } from './plan/step.js';
import type { WritingClock } from './writing-clock.js';

/** A step was refused: what was told cannot be. */
export class ImpossibleStep extends Error {
  constructor(
    readonly step: Step,
    cause: unknown,
  ) {
    super(`${step.command} of ${step.line} at ${new Date(step.at).toISOString()}: ${String(cause)}`, {
      cause,
    });
    this.name = 'ImpossibleStep';
  }
}

export interface Recorder {
  readonly bus: CommandBus;
  readonly clock: WritingClock;
  readonly nights: Nights;
  /** The moment with which the year ends. */
  readonly end: number;
  /** Called now and then, with how many steps are done and where the log ends by then. */
  told(done: number, position: string): void;
  readonly stop: AbortSignal;
}

const atOnce = 500;
/** Milliseconds after midnight at which a server declares what fell due with the day. */
const afterMidnight = 20_000;
/** At most so many entries are declared in an hour of a night. */
const declarations = 20_000;

const nightAfter = (at: number): number =>
  epochOf(startOfDay(addDays(dayOf(toInstant(at)), 1))) + afterMidnight;

/**
 * Sends steps through the command bus one after the other, each at its time, until all are done or `stop` aborts. In
 * the night after each day what fell due is declared.
 * @throws ImpossibleStep for the first that is refused
 */
export async function recordSteps(
  steps: readonly Step[],
  { bus, clock, nights, end, told, stop }: Recorder,
): Promise<void> {
  const ofMoment = Map.groupBy(steps, ({ at }) => at);
  let done = 0;
  let position = '';
  const pass = async (at: number): Promise<void> => {
    clock.reach(at, declarations);
    await nights.pass(clock.now());
  };
  let night = steps[0] ? nightAfter(steps[0].at) : 0;
  for (const step of steps) {
    if (stop.aborted) break;
    for (; step.at >= night; night = nightAfter(night)) await pass(night);
    clock.reach(step.at, ofMoment.get(step.at)!.length);
    try {
      ({ position } = await bus.execute(commandOf(step)));
    } catch (error) {
      throw new ImpossibleStep(step, error);
    }
    nights.note(step);
    if (++done % atOnce) continue;
    told(done, position);
    await others();
  }
  for (; !stop.aborted && steps.length && night < end; night = nightAfter(night)) await pass(night);
  told(done, position);
}

function commandOf({ command: name, fields, actor, commandId, correlationId }: Step): Recording {
  const command: Recording = Object.assign(new commands[name](), fields);
  command.origin = { actor, channel: 'api', commandId, digest: '', correlationId };
  return command;
}
