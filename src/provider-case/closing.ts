import type { CaseClosing } from '../terms/catalogues.js';
import { reject, type Rejection } from '../terms/rejection.js';
import type { Instant } from '../terms/times.js';
import { standingAt } from './demand.js';
import { nothingPursued, type Established, type Observed } from './state.js';

/** Why a case cannot end in this way. A contract may end whatever the case has come to. */
export function unready(
  result: CaseClosing,
  state: Observed | Established,
  at: Instant,
): Rejection | undefined {
  const { demands, decisions } = state.phase === 'observed' ? nothingPursued : state;
  switch (result) {
    case 'cured': {
      if (!demands.size)
        return reject('wrong-phase', 'no cure was demanded that could have been found cured');
      const uncured = [...demands.values()].filter(demand => standingAt(demand, at) !== 'cured');
      if (!uncured.length) return undefined;
      const ids = uncured.map(({ demandId }) => demandId).join(', ');
      return reject('wrong-phase', `no re-inspection found cured what was demanded: ${ids}`);
    }
    case 'unfounded':
      return decisions.length
        ? reject('wrong-phase', `a sanction stands: ${decisions.join(', ')}`)
        : undefined;
    case 'sanctioned':
      return decisions.length ? undefined : reject('wrong-phase', 'no decision was recorded');
    case 'contract-ended':
      return undefined;
  }
}
