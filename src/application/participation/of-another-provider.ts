import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import type { Actor } from '../../terms/actor.js';
import { reject, type Rejection } from '../../terms/rejection.js';

/** A provider speaks of its own participations, also where no token says whose they are: in an import. */
export function ofAnotherProvider(
  { role, organisation }: Actor,
  history: readonly ParticipationEntry[],
): Rejection | undefined {
  if (role !== 'provider' || organisation === undefined) return undefined;
  const state = stateOf(history);
  return state.phase === 'none' || state.providerId === organisation
    ? undefined
    : reject('unknown-participation', 'there is no such participation');
}
