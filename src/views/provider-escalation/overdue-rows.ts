import { byId } from '../../participation/by-type.js';
import { dutiesOf } from '../../participation/duties/duties-of.js';
import { effective } from '../../participation/effective.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import type { RulesOf } from '../../participation/warnings.js';
import { idIn } from '../../event-codec/streams.js';
import { dayOf, epochOf, toInstant } from '../../terms/times.js';
import { disputedEntries } from '../participation-status/disputed-entries.js';
import type { OverdueRow } from './provider-escalation.table.js';

/** Whose report it is that an event founds: a voucher may be redeemed with another provider afterwards. */
const placeOf = (founding: ParticipationEntry | undefined) =>
  founding?.type === 'VoucherRedeemed' ? founding.data : founding;

/**
 * The reports of providers that are, were or may yet become overdue, each with the provider that owed it; no duty of the
 * office is among them.
 */
export function overdueRows(history: readonly ParticipationEntry[], rulesOf: RulesOf): readonly OverdueRow[] {
  const state = stateOf(history);
  if (state.phase === 'none') return [];
  const { clientId } = state;
  const disputed = disputedEntries(history);
  const events = byId(effective(history));
  return dutiesOf(history, rulesOf)
    .filter(({ owedBy, exempt, met, dueAt }) => owedBy === 'provider' && !exempt && !(met && met.at <= dueAt))
    .flatMap(({ dutyId, rule, dueAt, met, ended, foundedBy, declaredBy }): OverdueRow[] => {
      const { providerId = state.providerId, measureId = state.measureId } =
        placeOf(events.get(foundedBy)) ?? {};
      if (providerId === undefined || measureId === undefined) return [];
      return [
        {
          participation_id: idIn(history[0]!.stream),
          duty_id: dutyId,
          rule,
          provider_id: providerId,
          measure_id: measureId,
          client_id: clientId,
          due_at: dueAt,
          // 24:00 of its last day is the first moment of the next one
          due_on: dayOf(toInstant(epochOf(dueAt) - 1)),
          over_at: [met?.at, ended].filter(at => at !== undefined).toSorted()[0] ?? '',
          met_at: met?.at ?? null,
          founded_by: foundedBy,
          met_by: met?.by ?? null,
          declared_by: declaredBy ?? null,
          disputed: Number([foundedBy, met?.by, declaredBy].some(id => id !== undefined && disputed.has(id))),
        },
      ];
    });
}
