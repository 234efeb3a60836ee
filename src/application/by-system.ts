import { systemActor } from '../terms/actor.js';
import type { Instant } from '../terms/times.js';
import { Recording, type Origin } from './recording.js';

/** What the system records by itself, as of a moment that it did not choose. */
export class BySystem extends Recording {
  constructor(
    override readonly origin: Origin,
    override readonly occurredAt: Instant,
    override readonly learnedAt?: Instant,
  ) {
    super();
  }
}

/**
 * The identity of what a policy does. `commandId` derives from what it is about, so that two servers, or one that starts
 * again, make one event of it.
 */
export const policyOrigin = (
  commandId: string,
  cause: Partial<Pick<Origin, 'correlationId' | 'causationId'>> = {},
): Origin => ({
  actor: systemActor,
  channel: 'policy',
  commandId,
  digest: '',
  correlationId: commandId,
  ...cause,
});
