import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../event-store/event-store.js';
import type { Rejection } from '../terms/rejection.js';

/** Carries the domain's no out of a handler to the face, HTTP or CLI, which tells it to the caller. */
export class Refused extends Error {
  constructor(readonly rejection: Rejection) {
    super(`${rejection.code}: ${rejection.detail}`);
    this.name = 'Refused';
  }
}

/** Why something could not be done although nobody said no: others wrote meanwhile, or the store is not there. */
export type Setback = 'revision-conflict' | 'store-unavailable';

/** So that the faces need not know the store. */
export function setbackIn(error: unknown): Setback | undefined {
  if (error instanceof RevisionConflict) return 'revision-conflict';
  return error instanceof StoreUnavailable ? 'store-unavailable' : undefined;
}

/** Whether what could not be done may be done all the same: only its repetition tells. */
export const mayBeDone = (error: unknown): boolean => error instanceof OutcomeUnknown;
