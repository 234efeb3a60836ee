import { reject, type Rejection } from '../terms/rejection.js';
import type { Weighed } from './events.js';

interface Said {
  readonly clientToldOfDeficiencies?: boolean | undefined;
  readonly deficiencyReason?: string | undefined;
}

/**
 * Into a measure with a considerable or grave deficiency nobody is brought unless they were told and a reason is given
 * (domain.md, `deficiency-not-weighed`). Where there is none, nothing is weighed, whatever was said.
 * @param caseIds the cases in which such a deficiency is noted and not lifted
 */
export function weigh(
  { clientToldOfDeficiencies = false, deficiencyReason }: Said,
  caseIds: readonly string[] = [],
): { readonly deficienciesWeighed?: Weighed; readonly deficiencyReason?: string } | Rejection {
  if (!caseIds.length) return {};
  if (!clientToldOfDeficiencies || deficiencyReason === undefined)
    return reject('deficiency-not-weighed', `a deficiency is noted by ${caseIds.join(', ')}`);
  return { deficienciesWeighed: { caseIds, clientTold: true }, deficiencyReason };
}
