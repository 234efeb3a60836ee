import type { ProviderCases } from '../application/provider-case/provider-cases.js';
import type { DueLapse, ProviderCasesQuery } from '../views/provider-cases/provider-cases.query.js';
import type { Policy } from './policy.js';

/** Declares the deadlines of demanded cures lapsed (rules.md, D-cure). */
export const declareLapsedCures = (view: ProviderCasesQuery, cases: ProviderCases): Policy<DueLapse> => ({
  name: 'declare-lapsed-cures',
  due: async (now, after, limit) => {
    const lapsed = await view.lapsed(now);
    return lapsed.filter(one => !after || placeOf(one) > placeOf(after)).slice(0, limit);
  },
  act: ({ caseId, demandId }) => cases.declareLapse(caseId, demandId),
  waiting: async now => (await view.lapsed(now)).length,
  next: now => view.nextDeadline(now),
});

/** In which order they come; no id has a blank. */
const placeOf = ({ dueAt, caseId, demandId }: DueLapse): string => `${dueAt} ${caseId} ${demandId}`;
