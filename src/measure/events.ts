import type { LegalBasis, Track } from '../terms/catalogues.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Day } from '../terms/times.js';

/** A duty that the provider took on in its concept, with the page where it stands. */
export interface ConceptDuty {
  readonly duty: string;
  readonly page: number;
}

export const freedBecause = [
  'no-show',
  'declined',
  'withdrawn',
  'consent-withdrawn',
  'completed',
  'dropped-out',
  'annulled',
  'assignment-not-recorded',
] as const;
export type FreedBecause = (typeof freedBecause)[number];

/** `pricePerPlaceMonth` is in cents; `places` contains the contract's option. */
export type MeasureEvent =
  | Fact<
      'MeasureRegistered',
      {
        readonly providerId: string;
        readonly title: string;
        readonly legalBasis: LegalBasis;
        readonly decidedBy?: 'employment-agency';
        readonly track: Track;
        readonly places: number;
        readonly minimumPlaces: number;
        readonly pricePerPlaceMonth: number;
        readonly runsFrom: Day;
        readonly runsTo: Day;
        readonly duties: readonly ConceptDuty[];
      }
    >
  | Fact<'PlaceTaken', { readonly participationId: string }>
  | Fact<'PlaceFreed', { readonly participationId: string; readonly because: FreedBecause }>;

export type MeasureEntry = Recorded<MeasureEvent>;
