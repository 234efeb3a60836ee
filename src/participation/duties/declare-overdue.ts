import type { Decided, Issued } from '../../terms/fact.js';
import { reject, type Decision } from '../../terms/rejection.js';
import type { ParticipationEntry, ParticipationEvent } from '../events.js';
import type { RulesOf } from '../warnings.js';
import { dutiesOf } from './duties-of.js';
import { isToBeDeclared } from './duty.js';

/**
 * Declares a duty overdue, once, with its due moment as `occurredAt`. One that was met meanwhile gives no event, only
 * its lateness; an exempt one never does.
 * @param history the whole stream, as recorded
 * @param issued occurred at the due moment: whoever knows another one knows another history
 */
export function declareOverdue(
  dutyId: string,
  history: readonly ParticipationEntry[],
  rulesOf: RulesOf,
  { at: { occurredAt, recordedAt } }: Pick<Issued, 'at'>,
): Decision<Decided<ParticipationEvent>> {
  const duty = dutiesOf(history, rulesOf).find(one => one.dutyId === dutyId);
  if (!duty) return reject('already-recorded', `nothing is owed as ${dutyId}`);
  const { rule, owedBy, dueAt, rulebook, foundedBy } = duty;
  if (recordedAt < dueAt || occurredAt !== dueAt) return reject('time-order', `${dutyId} is due at ${dueAt}`);
  if (!isToBeDeclared(duty, recordedAt))
    return reject('already-recorded', `of ${dutyId} there is nothing to declare`);
  return [
    {
      type: owedBy === 'provider' ? 'ReportOverdue' : 'ResponseOverdue',
      data: { dutyId, rule, dueAt, rulebook, foundedBy },
      source: 'system',
    },
  ];
}
