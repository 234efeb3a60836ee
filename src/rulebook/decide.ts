import { reject, type Decision } from '../terms/rejection.js';
import type { RulebookEntry, RulebookEvent } from './events.js';
import type { AddedRulebook, Rulebook } from './rulebook.js';

/** A version is added once; what it says never changes, for events name it. */
export function addRulebook(rulebook: Rulebook, history: readonly RulebookEntry[]): Decision<RulebookEvent> {
  if (history.some(({ data: { version } }) => version === rulebook.version))
    return reject('already-registered', `there is a version ${rulebook.version}`);
  return [{ type: 'RulebookAdded', data: rulebook }];
}

/**
 * The versions in the entries of their stream. Those that the system put there itself stand before all else, wherever
 * the log has them: a log that is older than its stream of rulebooks was judged by them too.
 */
export const versionsIn = (entries: readonly RulebookEntry[]): readonly AddedRulebook[] =>
  entries.map(({ data, channel, position }) => ({
    rulebook: data,
    position: channel === 'policy' ? '' : position,
  }));
