import type { Rulebook } from '../rulebook/rulebook.js';
import { reject, type Rejection } from '../terms/rejection.js';
import type { Participation } from './state.js';

/** What a rulebook says to a notice or an obligation on the participation's legal basis; undefined where it may be. */
export function forbidden(
  what: 'notice' | 'obligation',
  state: Participation,
  rules: Rulebook,
): Rejection | undefined {
  if (state.phase === 'none' || !rules.forbidden[what].includes(state.legalBasis)) return undefined;
  return reject('notice-not-allowed', `rulebook ${rules.version} forbids it on ${state.legalBasis}`);
}
