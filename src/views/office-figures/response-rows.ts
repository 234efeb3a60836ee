import { byId } from '../../participation/by-type.js';
import { dutiesOf } from '../../participation/duties/duties-of.js';
import { effective } from '../../participation/effective.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { stateOf } from '../../participation/evolve.js';
import { rulesNamedBy } from '../../participation/warnings.js';
import { idIn } from '../../event-codec/streams.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import { dayOf, epochOf } from '../../terms/times.js';
import type { ResponseRow } from './office-figures.table.js';

const minute = 60_000;

const severityIn = (event: ParticipationEntry): number | null =>
  event.type === 'CrisisOpened' || event.type === 'CrisisReassessed' ? event.data.severity : null;

/** What the office owed in a participation; what was imported after it was due is left out. */
export function responseRows(
  history: readonly ParticipationEntry[],
  rulebooks: Rulebooks,
): readonly ResponseRow[] {
  const state = stateOf(history);
  if (state.phase === 'none' || state.phase === 'annulled') return [];
  const { clientId } = state;
  const events = byId(effective(history));
  return dutiesOf(history, rulesNamedBy(rulebooks)).flatMap((duty): ResponseRow[] => {
    const founding = events.get(duty.foundedBy);
    if (duty.owedBy !== 'office' || duty.exempt || !founding) return [];
    const { learnedAt } = founding;
    return [
      {
        participation_id: idIn(founding.stream),
        duty_id: duty.dutyId,
        client_id: clientId,
        rule: duty.rule,
        severity: severityIn(founding),
        founded_on: dayOf(learnedAt),
        due_at: duty.dueAt,
        met_at: duty.met?.at ?? '',
        minutes: duty.met
          ? Math.max(0, Math.round((epochOf(duty.met.at) - epochOf(learnedAt)) / minute))
          : null,
      },
    ];
  });
}
