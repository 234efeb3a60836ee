import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { holdsPlace } from '../../participation/state.js';
import type { Measures } from '../measure/measures.js';
import type { Origin } from '../recording.js';
import { freedBecause } from './freed-because.js';
import type { Participations } from './participations.js';

/** Finishes what a command was cut off from: the place that its participation left is given back to the measure. */
export class LeftPlaces {
  constructor(
    private readonly participations: Participations,
    private readonly measures: Measures,
  ) {}

  /** To be called when a command is told again. Does nothing unless it was this command that left the place. */
  async giveBack(participationId: string, origin: Origin): Promise<void> {
    const history = await this.participations.history(participationId);
    const state = stateOf(history);
    if (state.phase === 'none' || holdsPlace(state)) return;
    const { measure } = await this.measures.state(state.measureId);
    if (measure.status !== 'registered' || !measure.taken.has(participationId)) return;
    const left = entryThatLeft(history);
    if (left?.command.id !== origin.commandId) return;
    const { occurredAt, learnedAt, type } = left;
    const cause = { origin, occurredAt, learnedAt };
    await this.measures.freePlace(state.measureId, participationId, freedBecause(type), cause);
  }
}

/** The first entry of the command with which it last ceased to hold a place. */
function entryThatLeft(history: readonly ParticipationEntry[]): ParticipationEntry | undefined {
  const lastHeld = history.findLastIndex((_, index) => holdsPlace(stateOf(history.slice(0, index + 1))));
  return lastHeld < 0 ? undefined : history[lastHeld + 1];
}
