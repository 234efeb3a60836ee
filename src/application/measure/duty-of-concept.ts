import type { ConceptDuty } from '../../measure/events.js';
import { Text, Whole } from '../fields.js';

/** A duty that the provider took on in its concept. */
export class DutyOfConcept {
  @Text({ most: 500 })
  readonly duty!: string;

  @Whole({ from: 1, to: 100_000, description: 'Page of the concept.' })
  readonly page!: number;
}

export const plainDuties = (duties: readonly DutyOfConcept[]): readonly ConceptDuty[] =>
  duties.map(({ duty, page }) => ({ duty, page }));
