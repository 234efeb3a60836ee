import type { CommandBus } from '@nestjs/cqrs';
import { commands } from '../application/commands.js';
import type { Recording } from '../application/recording.js';
import { OwnedClock } from '../clock.js';
import type { Step } from './plan/step.js';

/** Time that goes on while things are written down: some seconds an entry. */
export class WritingClock extends OwnedClock {
  private entries = 0;

  override now(): number {
    this.advance(2_000 + ((this.entries++ * 1_237) % 5_000));
    return super.now();
  }

  /** Never back: what was written last took until then. */
  reach(moment: number): void {
    const late = super.now();
    if (moment > late) this.set(moment);
  }
}

/** A step was refused: the teller told something that cannot be. */
export class ImpossibleStep extends Error {
  constructor(
    readonly step: Step,
    cause: unknown,
  ) {
    const { command, line, at } = step;
    super(`${command} of ${line} at ${new Date(at).toISOString()}: ${String(cause)}`, { cause });
    this.name = 'ImpossibleStep';
  }
}

/**
 * Sends steps through the command bus, in the order of time. What belongs to one moment is sent at once, so that it
 * is written in one go, but what concerns the same client one after the other.
 * @throws ImpossibleStep for the first step that is refused
 */
export async function recordSteps(
  steps: readonly Step[],
  bus: CommandBus,
  clock: WritingClock,
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  let done = 0;
  while (done < steps.length) {
    const { at } = steps[done]!;
    let end = done + 1;
    while (end < steps.length && steps[end]!.at === at) end++;
    clock.reach(at);
    const lines = Map.groupBy(steps.slice(done, end), ({ line }) => line);
    const sent = await Promise.allSettled([...lines.values()].map(line => oneByOne(line, bus)));
    const refused = sent.find(({ status }) => status === 'rejected');
    if (refused?.status === 'rejected') throw refused.reason;
    done = end;
    progress(done);
  }
}

async function oneByOne(steps: readonly Step[], bus: CommandBus): Promise<void> {
  for (const step of steps) {
    try {
      await bus.execute(commandOf(step));
    } catch (error) {
      throw new ImpossibleStep(step, error);
    }
  }
}

function commandOf({ command: name, fields, actor, commandId, correlationId }: Step): Recording {
  const command: Recording = Object.assign(new commands[name](), fields);
  command.origin = { actor, channel: 'api', commandId, digest: '', correlationId };
  return command;
}
