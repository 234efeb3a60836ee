import type { Severity } from '../terms/catalogues.js';
import type { Day } from '../terms/times.js';
import type { Rulebook } from './rulebook.js';
import { addWorkingDays, type Region } from './working-days.js';

/** What a provider must tell of by itself (D-inform). */
export type Threat =
  | { readonly kind: 'unexcused-day' | 'risk' | 'proposal' }
  | { readonly kind: 'crisis'; readonly severity: Severity };

/** The last day on which it is told in time, counted from the day the provider knew; undefined without a duty. */
export function informBy(
  threat: Threat,
  knewOn: Day,
  rules: Rulebook,
  region: Region = 'BUND',
): Day | undefined {
  const { inform } = rules.duties;
  switch (threat.kind) {
    case 'unexcused-day':
      return addWorkingDays(knewOn, inform.unexcusedDay, region);
    case 'risk':
      return addWorkingDays(knewOn, inform.risk, region);
    case 'proposal':
      return addWorkingDays(knewOn, inform.proposal, region);
    case 'crisis':
      return threat.severity >= inform.crisisFromSeverity
        ? addWorkingDays(knewOn, inform.crisis, region)
        : undefined;
  }
}
