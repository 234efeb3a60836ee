import type { CommandBus } from '@nestjs/cqrs';
import { commands } from '../application/commands.js';
import type { Recording } from '../application/recording.js';
import { OwnedClock } from '../clock.js';
import type { Step } from './plan/step.js';

/** Time that goes on while things are written down, entry by entry. */
export class WritingClock extends OwnedClock {
  private entries = 0;
  private pace = 0;

  /** @param expected how many entries will be written from this moment on: the more, the quicker they are */
  reach(moment: number, expected: number): void {
    this.pace = Math.min(slowest, Math.floor(anHour / expected));
    // never back: what was written last took until then
    const late = super.now();
    if (moment > late) this.set(moment);
  }

  override now(): number {
    this.advance(Math.floor(this.pace * (0.4 + ((this.entries++ * 37) % 61) / 60)));
    return super.now();
  }
}

const anHour = 3_600_000;
/** Milliseconds an entry. */
const slowest = 45_000;

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
    clock.reach(at, end - done);
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
