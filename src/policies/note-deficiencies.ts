import type { ProviderCases } from '../application/provider-case/provider-cases.js';
import type { ProviderCasesQuery } from '../views/provider-cases/provider-cases.query.js';
import type { Policy } from './policy.js';

/** Notes in a measure's own stream what a case found, and lifts what it closed, where a crash cut that off. */
export const noteDeficiencies = (view: ProviderCasesQuery, cases: ProviderCases): Policy<string> => ({
  name: 'note-deficiencies',
  due: async (_, after, limit) =>
    (await view.notNoted()).filter(caseId => after === undefined || caseId > after).slice(0, limit),
  act: caseId => cases.noteInMeasure(caseId),
  waiting: async () => (await view.notNoted()).length,
  next: async () => undefined,
});
