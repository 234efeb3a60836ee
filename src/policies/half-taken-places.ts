import type { Measures } from '../application/measure/measures.js';
import type { Participations } from '../application/participation/participations.js';
import { policyOrigin } from '../application/by-system.js';
import { derivedId } from '../application/derived-id.js';
import type { Origin } from '../application/recording.js';
import type { Clock } from '../clock.js';
import { toInstant } from '../terms/times.js';
import type { OccupancyQuery } from '../views/occupancy/occupancy.query.js';

/** Milliseconds that a command may take between taking a place and recording the assignment. */
export const patience = 60_000;
const policyNamespace = '0d2d4b64-6c5e-4a55-9d0e-6b3a3d1f7c11';

/**
 * Frees places that stand taken without a participation that holds one: what a crash cut off between the measure's
 * stream and the participation's. The view only points them out; the streams decide.
 */
export class HalfTakenPlaces {
  constructor(
    private readonly occupancy: OccupancyQuery,
    private readonly measures: Measures,
    private readonly participations: Participations,
    private readonly clock: Clock,
  ) {}

  /**
   * @param all also the places taken just now: right at the start of a process, when no command is under way anywhere
   * @returns how many were freed
   */
  async free(all = false): Promise<number> {
    const now = this.clock.now();
    const before = toInstant(now - (all ? 0 : patience));
    let freed = 0;
    for (const { measureId, participationId, since } of await this.occupancy.halfTaken()) {
      if (since > before) continue;
      // In the participation's turn no command of its own can be between the two streams.
      await this.participations.inTurn(participationId, async () => {
        if (await this.participations.holdsPlace(participationId, measureId)) return;
        const at = toInstant(Math.max(now, Date.parse(since)));
        const cause = { origin: originOf(participationId, since), occurredAt: at, learnedAt: at };
        if (await this.measures.freePlace(measureId, participationId, 'assignment-not-recorded', cause))
          freed++;
        // A command that stood still for longer, on another node, may have recorded the assignment meanwhile.
        if (await this.participations.holdsPlace(participationId, measureId))
          await this.measures.takePlace(measureId, participationId, cause, true);
      });
    }
    return freed;
  }
}

const originOf = (participationId: string, since: string): Origin =>
  policyOrigin(derivedId(policyNamespace, `half-taken-place/${participationId}/${since}`));
