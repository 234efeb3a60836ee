import { Refused } from '../../application/refused.js';
import { Rejection } from '../../terms/rejection.js';

/**
 * A refusal as a provider may read it: which one it is, but not what in the history led to it, for that may be the
 * client's or the adviser's word. What is wrong with its own input, and what it named in vain, it is told.
 */
export function tellProvider(error: unknown): never {
  if (!(error instanceof Refused)) throw error;
  const { code, input } = error.rejection;
  if (input || code.startsWith('unknown-')) throw error;
  throw new Refused(new Rejection(code, 'It is not possible as things stand.'));
}
