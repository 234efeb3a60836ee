import { setImmediate as others } from 'node:timers/promises';
import type { CommandBus } from '@nestjs/cqrs';
import { commands } from '../application/commands.js';
import type { Recording } from '../application/recording.js';
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
  /** Called now and then, with how many steps are done and where the log ends by then. */
  told(done: number, position: string): void;
  readonly stop: AbortSignal;
}

const atOnce = 500;

/**
 * Sends steps through the command bus one after the other, each at its time, until all are done or `stop` aborts.
 * @throws ImpossibleStep for the first that is refused
 */
export async function recordSteps(
  steps: readonly Step[],
  { bus, clock, told, stop }: Recorder,
): Promise<void> {
  const ofMoment = Map.groupBy(steps, ({ at }) => at);
  let done = 0;
  let position = '';
  for (const step of steps) {
    if (stop.aborted) break;
    clock.reach(step.at, ofMoment.get(step.at)!.length);
    try {
      ({ position } = await bus.execute(commandOf(step)));
    } catch (error) {
      throw new ImpossibleStep(step, error);
    }
    if (++done % atOnce) continue;
    told(done, position);
    await others();
  }
  told(done, position);
}

function commandOf({ command: name, fields, actor, commandId, correlationId }: Step): Recording {
  const command: Recording = Object.assign(new commands[name](), fields);
  command.origin = { actor, channel: 'api', commandId, digest: '', correlationId };
  return command;
}
