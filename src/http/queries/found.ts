import { Refused } from '../../application/refused.js';
import { reject, type RejectionCode } from '../../terms/rejection.js';
import type { Answer } from '../../views/answer.js';

type Found<T> = Answer<{ readonly found: T | undefined }>;

/** What was found, or the refusal that says that it is not there. @throws Refused */
export function foundOr<T extends object>({ found, position }: Found<T>, code: RejectionCode): Answer<T> {
  if (found === undefined) throw new Refused(reject(code, 'there is nothing under this id'));
  return { ...found, position };
}
