import { IdempotencyKeyReused, InvalidInput } from '../../application/command-errors.js';
import { Refused } from '../../application/refused.js';
import type { Fault } from '../../application/validation.js';

/** Why a line was not taken: a field at fault, or a code with what there is to say about it. */
export type Reason = Fault | { readonly code: string; readonly detail: string };

/** The reasons of an error that is an answer to the command; undefined for one that is trouble or a bug. */
export function reasonsIn(error: unknown): readonly Reason[] | undefined {
  if (error instanceof InvalidInput) return error.faults;
  if (error instanceof Refused) return [{ code: error.rejection.code, detail: error.rejection.detail }];
  if (error instanceof IdempotencyKeyReused) return [keyReused];
  return undefined;
}

export const keyReused: Reason = {
  code: 'idempotency-key-reused',
  detail: 'the key was used before with other content; take a new one',
};

/** Under what a refused line is counted: its first code, or `validation` where only fields are at fault. */
export function headingOf(reasons: readonly Reason[]): string {
  const coded = reasons.find(reason => 'code' in reason);
  return coded && 'code' in coded ? coded.code : 'validation';
}
