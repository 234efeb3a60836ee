import { Injectable } from '@nestjs/common';
import { holdsPlace, type Participation } from '../../participation/state.js';
import { Measures } from '../measure/measures.js';
import type { Recording } from '../recording.js';
import { measureStream } from '../../event-codec/streams.js';
import { saidToOccur } from '../times-of.js';
import { Participations } from './participations.js';

/** The measure that a participation is in or on its way to; of a voucher none before it is redeemed. */
function measureOf(state: Participation): string | undefined {
  if (state.phase === 'none') return undefined;
  return state.track === 'voucher' && !holdsPlace(state) ? undefined : state.measureId;
}

/** What stands against a measure when a command's matter occurs, read from its own stream. */
@Injectable()
export class KnownDeficiencies {
  constructor(
    private readonly participations: Participations,
    private readonly measures: Measures,
  ) {}

  /** The cases of a considerable or grave deficiency, and the revision that says so. */
  async ofParticipation(
    participationId: string,
    command: Recording,
  ): Promise<{
    readonly deficiencies: readonly string[];
    readonly reads: Readonly<Record<string, number>>;
  }> {
    const measureId = measureOf(await this.participations.state(participationId));
    if (measureId === undefined) return { deficiencies: [], reads: {} };
    const { measure, revision } = await this.measures.state(measureId);
    if (measure.status === 'unknown') return { deficiencies: [], reads: {} };
    const deficiencies = await this.measures.toWeigh(measureId, saidToOccur(command));
    return { deficiencies, reads: { [measureStream(measureId)]: revision } };
  }
}
