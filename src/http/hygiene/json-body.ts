import { jsonIn } from '../../application/json-text.js';
import { isClean, structureFaults, textFaults } from '../../application/validation.js';
import { Problem } from '../problem/problem.js';

const codes = { 'malformed-json': 'malformed-json', 'too-deep': 'body-too-deep' } as const;

/** The JSON value that the bytes are, `undefined` for none. @throws Problem for what two readers could read differently */
export function jsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const { fault, ...read } = jsonIn(bytes);
  if (fault) throw new Problem(codes[fault.code], `The body is not taken: ${fault.detail}.`);
  const value = 'value' in read ? read.value : undefined;
  if (isClean(value)) return value;
  const misplaced = structureFaults(value);
  if (misplaced.length)
    throw new Problem('validation', 'The body has names or places that no field has.', { errors: misplaced });
  const unclean = textFaults(value);
  if (unclean.length)
    throw new Problem('bad-text', 'Use text without control characters, in whole characters.', {
      errors: unclean,
    });
  return value;
}
