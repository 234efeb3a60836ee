import {
  deficiencySeverities,
  type DeficiencyCategory,
  type DeficiencySeverity,
} from '../terms/catalogues.js';
import type { ProviderCase } from './state.js';

export interface Noted {
  readonly category: DeficiencyCategory;
  readonly severity: DeficiencySeverity;
}

const weight = (severity: DeficiencySeverity): number => deficiencySeverities.indexOf(severity);

/** What must stand noted in the measure's own stream: the gravest that an open case has found, the first of these. */
export function toBeNoted(state: ProviderCase): Noted | undefined {
  if (state.phase !== 'established') return undefined;
  const { category, severity } = state.findings.reduce((a, b) =>
    weight(b.severity) > weight(a.severity) ? b : a,
  );
  return { category, severity };
}
