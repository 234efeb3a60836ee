import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { holdsPlace } from '../../participation/state.js';
import type { Histories } from '../histories.js';
import type { Measures } from '../measure/measures.js';
import type { Origin } from '../recording.js';
import { measureStream, participationStream } from '../streams.js';
import { freedBecause } from './freed-because.js';

/** Finishes what a command was cut off from: the place that its participation left is given back to the measure. */
export class LeftPlaces {
  constructor(
    private readonly histories: Histories,
    private readonly measures: Measures,
  ) {}

  /** To be called when a command is told again. Does nothing unless it was this command that left the place. */
  async giveBack(participationId: string, origin: Origin): Promise<void> {
    const history = (await this.histories.of(
      participationStream(participationId),
    )) as readonly ParticipationEntry[];
    const state = stateOf(history);
    if (state.phase === 'none' || holdsPlace(state)) return;
    const { measure } = await this.measures.state(state.measureId);
    if (measure.status !== 'registered' || !measure.taken.has(participationId)) return;
    const left = entryThatLeft(history);
    if (left?.command.id !== origin.commandId) return;
    if (await this.hasGivenBack(state.measureId, origin)) return;
    const { occurredAt, learnedAt, type } = left;
    const cause = { origin, occurredAt, learnedAt };
    await this.measures.freePlace(state.measureId, participationId, freedBecause(type), cause);
  }

  /** A place that stands taken although the command gave it back was taken anew since. */
  private async hasGivenBack(measureId: string, { commandId }: Origin): Promise<boolean> {
    const history = await this.histories.of(measureStream(measureId));
    return history.some(({ type, causationId }) => type === 'PlaceFreed' && causationId === commandId);
  }
}

/** The first entry of the command with which it last ceased to hold a place. */
function entryThatLeft(history: readonly ParticipationEntry[]): ParticipationEntry | undefined {
  const lastHeld = history.findLastIndex((_, index) => holdsPlace(stateOf(history.slice(0, index + 1))));
  return lastHeld < 0 ? undefined : history[lastHeld + 1];
}
