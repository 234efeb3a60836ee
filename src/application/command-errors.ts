export { RevisionConflict, StoreUnavailable } from '../event-store/event-store.js';
import type { Fault } from './validation.js';

/** The input is wrong in itself; every fault is named. */
export class InvalidInput extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(({ field, problem }) => `${field} ${problem}`).join('; '));
    this.name = 'InvalidInput';
  }
}

/** The stream is not at the revision that the caller named. */
export class PreconditionFailed extends Error {
  constructor(readonly actual: number) {
    super(`the revision is ${actual}`);
    this.name = 'PreconditionFailed';
  }
}

/** The idempotency key was used before, with another body. */
export class IdempotencyKeyReused extends Error {
  constructor() {
    super('this idempotency key was used with another body');
    this.name = 'IdempotencyKeyReused';
  }
}
