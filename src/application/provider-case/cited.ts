import type { CitedEvent } from '../../provider-case/events.js';
import { reject } from '../../terms/rejection.js';
import type { Participations } from '../participation/participations.js';
import { Refused } from '../refused.js';
import { participationStream } from '../../event-codec/streams.js';

/** What a case points at: participations, and entries in their streams. */
export interface Cited {
  readonly participationIds: readonly string[];
  readonly evidence: readonly CitedEvent[];
}

/** Every participation that is named, whether by itself or by one of its entries. */
export const affectedBy = ({ participationIds = [], evidence = [] }: Partial<Cited>): readonly string[] => [
  ...new Set([...participationIds, ...evidence.map(({ participationId }) => participationId)]),
];

/**
 * Makes sure that each participation is one of the provider, and that each entry stands in its stream.
 * @returns the revisions that were read, by stream
 * @throws Refused `unknown-participation`, `unknown-entry`
 */
export async function readCited(
  participations: Participations,
  providerId: string,
  cited: Cited,
): Promise<Readonly<Record<string, number>>> {
  const reads: Record<string, number> = {};
  const entries = new Set<string>();
  for (const participationId of affectedBy(cited)) {
    const state = await participations.state(participationId);
    if (state.phase === 'none' || state.providerId !== providerId)
      throw new Refused(
        reject('unknown-participation', `the provider has no participation ${participationId}`),
      );
    const history = await participations.history(participationId);
    reads[participationStream(participationId)] = history.length - 1;
    for (const { id } of history) entries.add(`${participationId}/${id}`);
  }
  const missing = cited.evidence.filter(
    ({ participationId, eventId }) => !entries.has(`${participationId}/${eventId}`),
  );
  if (missing.length)
    throw new Refused(
      reject('unknown-entry', `there are no entries ${missing.map(one => one.eventId).join(', ')}`),
    );
  return reads;
}
