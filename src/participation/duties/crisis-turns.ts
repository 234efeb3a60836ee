import type { Severity } from '../../terms/catalogues.js';
import type { Recorded } from '../../terms/fact.js';
import { hasAny } from '../by-type.js';
import type { EventOf, ParticipationEntry } from '../events.js';

export type Turn = Recorded<EventOf<'CrisisOpened' | 'CrisisReassessed'>>;
export type Intervention = Recorded<EventOf<'InterventionRecorded'>>;

const isTurn = (event: ParticipationEntry): event is Turn =>
  event.type === 'CrisisOpened' || event.type === 'CrisisReassessed';

/** Per crisis its opening and every reassessment by which it rose in severity. */
export function turnsFor(events: readonly ParticipationEntry[]): ReadonlyMap<string, readonly Turn[]> {
  const turns = new Map<string, Turn[]>();
  if (!hasAny(events, 'CrisisOpened', 'CrisisReassessed')) return turns;
  const severities = new Map<string, Severity>();
  for (const event of events) {
    if (!isTurn(event)) continue;
    const { crisisId, severity } = event.data;
    if (severity > (severities.get(crisisId) ?? 0))
      turns.set(crisisId, [...(turns.get(crisisId) ?? []), event]);
    severities.set(crisisId, severity);
  }
  return turns;
}

export const riseIds = (events: readonly ParticipationEntry[]): ReadonlySet<string> =>
  new Set([...turnsFor(events).values()].flat().map(({ id }) => id));

/** Whoever did it but provider and client: theirs is no answer of the office. */
const isOffices = ({ data: { byRole } }: Intervention): boolean =>
  byRole === 'adviser' || byRole === 'team-lead' || byRole === 'other';

/**
 * Whether an intervention on the same crisis answers a turn of it. One that was written before the office learned that
 * it is worse answers what was known then, not this.
 */
export const answers = (intervention: Intervention, turn: Turn): boolean =>
  isOffices(intervention) &&
  intervention.occurredAt >= turn.occurredAt &&
  (intervention.revision > turn.revision || intervention.occurredAt >= turn.learnedAt);
