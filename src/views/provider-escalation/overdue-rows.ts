import { dutiesOf } from '../../participation/duties/duties-of.js';
import type { ParticipationEntry } from '../../participation/events.js';
import type { RulesOf } from '../../participation/warnings.js';
import { dayOf, epochOf, toInstant } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import type { EscalationRow, OverdueRow } from './provider-escalation.table.js';

/** The provider's reports that are, were or may yet become overdue; no duty of the office is among them. */
export function overdueRows(
  history: readonly ParticipationEntry[],
  { participation_id, provider_id, measure_id }: EscalationRow,
  rulesOf: RulesOf,
): readonly OverdueRow[] {
  const disputed = disputedEntries(history);
  return dutiesOf(history, rulesOf)
    .filter(({ owedBy, exempt, met, dueAt }) => owedBy === 'provider' && !exempt && !(met && met.at <= dueAt))
    .map(({ dutyId, rule, dueAt, met, ended, foundedBy, declaredBy }) => ({
      participation_id,
      duty_id: dutyId,
      rule,
      provider_id,
      measure_id,
      due_at: dueAt,
      // 24:00 of its last day is the first moment of the next one
      due_on: dayOf(toInstant(epochOf(dueAt) - 1)),
      over_at: [met?.at, ended].filter(at => at !== undefined).toSorted()[0] ?? '',
      met_at: met?.at ?? null,
      founded_by: foundedBy,
      met_by: met?.by ?? null,
      declared_by: declaredBy ?? null,
      disputed: Number([foundedBy, met?.by, declaredBy].some(id => id !== undefined && disputed.has(id))),
    }));
}
