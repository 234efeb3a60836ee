import { effective } from '../participation/effective.js';
import type { ParticipationEntry } from '../participation/events.js';
import { stateOf } from '../participation/evolve.js';
import { hasCourse, isActive } from '../participation/state.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { isNeutral } from '../terms/catalogues.js';
import type { Day } from '../terms/times.js';
import { replay, type FirstFired } from './replay.js';

/** A participation that started and has ended, and when each rule of the candidate would first have fired. */
export interface Tried {
  readonly providerId: string;
  readonly endedOn: Day;
  /** By the adviser's finding; a neutral dropout is none that a rule should have seen coming. */
  readonly outcome: 'completed' | 'neutral' | 'dropped-out';
  readonly fired: FirstFired;
}

/** Days of `startedOn`, both included. */
export interface Period {
  readonly from?: Day;
  readonly to?: Day;
}

function outcomeOf(history: readonly ParticipationEntry[]): Tried['outcome'] {
  const dropout = effective(history).find(event => event.type === 'ParticipationDroppedOut');
  if (!dropout) return 'completed';
  return isNeutral(dropout.data.adviserFinding) ? 'neutral' : 'dropped-out';
}

/**
 * A candidate tried on one history. Whether and when it started and ended is judged as known today.
 * @returns undefined where it never started, was annulled or started outside the period; `running` where it goes on
 */
export function tryOn(
  history: readonly ParticipationEntry[],
  candidate: Rulebook,
  { from, to }: Period,
): Tried | 'running' | undefined {
  const state = stateOf(history);
  if (!hasCourse(state)) return undefined;
  const { startedOn } = state.attendance;
  if ((from !== undefined && startedOn < from) || (to !== undefined && startedOn > to)) return undefined;
  if (isActive(state)) return 'running';
  const { providerId, endedOn } = state;
  // what has started was assigned, and a place or a voucher names the provider
  return {
    providerId: providerId!,
    endedOn,
    outcome: outcomeOf(history),
    fired: replay(history, candidate),
  };
}
