import type { Region } from '../rulebook/working-days.js';
import type {
  DeficiencyCategory,
  DeficiencySeverity,
  Instruction,
  InstructingRole,
  LegalBasis,
  ReviewBasis,
  ReviewResult,
  Track,
  VoucherGoal,
} from '../terms/catalogues.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Sha256 } from '../terms/sha256.js';
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

/** What of the contract changed; what is not named stays. */
export interface Amended {
  readonly title?: string;
  readonly places?: number;
  readonly minimumPlaces?: number;
  readonly pricePerPlaceMonth?: number;
  readonly runsTo?: Day;
  readonly duties?: readonly ConceptDuty[];
}

/** What is paid for places that nobody takes; `perMonth` = max(0, minimumPlaces − occupied) × price, in cents. */
export interface Exposure {
  readonly minimumPlaces: number;
  readonly occupied: number;
  readonly pricePerPlaceMonth: number;
  readonly perMonth: number;
}

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
        /** Only on the voucher track: which vouchers may be redeemed in it, and where it is carried out. */
        readonly goals?: readonly VoucherGoal[];
        readonly state?: Region;
      }
    >
  | Fact<'MeasureAmended', Amended & { readonly sha256: Sha256 }>
  | Fact<
      'MeasureReviewed',
      { readonly basis: ReviewBasis; readonly result: ReviewResult },
      { readonly findings: string }
    >
  | Fact<
      'InstructionRecorded',
      { readonly byRole: InstructingRole; readonly instruction: Instruction; readonly caseId?: string },
      { readonly wording: string }
    >
  | Fact<'InstructionObjected', { readonly instructionId: string }, { readonly reasons: string }>
  | Fact<
      'AssignmentsPaused',
      { readonly legalBasis: string; readonly caseId?: string; readonly exposure: Exposure }
    >
  | Fact<'AssignmentsResumed', object, { readonly reason: string }>
  | Fact<
      'DeficiencyNoted',
      {
        readonly caseId: string;
        readonly category: DeficiencyCategory;
        readonly severity: DeficiencySeverity;
      }
    >
  | Fact<'DeficiencyLifted', { readonly caseId: string }>
  | Fact<'PlaceTaken', { readonly participationId: string }>
  | Fact<'PlaceFreed', { readonly participationId: string; readonly because: FreedBecause }>;

export type MeasureEntry = Recorded<MeasureEvent>;
