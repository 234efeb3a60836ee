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
import type { Day } from '../terms/times.js';
import type { Amended, ConceptDuty, FreedBecause } from './events.js';

export interface MeasureCommands {
  RegisterMeasure: {
    readonly providerId: string;
    readonly title: string;
    readonly legalBasis: LegalBasis;
    readonly track: Track;
    readonly places: number;
    readonly minimumPlaces: number;
    readonly pricePerPlaceMonth: number;
    readonly runsFrom: Day;
    readonly runsTo: Day;
    readonly duties: readonly ConceptDuty[];
    /** Both on the voucher track, neither on the other: which vouchers are good in it, and where it is carried out. */
    readonly goals?: readonly VoucherGoal[];
    readonly state?: Region;
  };
  AmendMeasure: Amended & { readonly sha256: string };
  ReviewMeasure: { readonly basis: ReviewBasis; readonly result: ReviewResult; readonly findings: string };
  RecordInstruction: {
    readonly byRole: InstructingRole;
    readonly instruction: Instruction;
    readonly caseId?: string;
    readonly wording: string;
  };
  ObjectToInstruction: { readonly instructionId: string; readonly reasons: string };
  PauseAssignments: { readonly legalBasis: string; readonly caseId?: string };
  ResumeAssignments: { readonly reason?: string };
  /** `restored`: a place that was given back by mistake; a pause, which stops assignments, does not stand against it. */
  TakePlace: { readonly participationId: string; readonly restored?: true };
  FreePlace: { readonly participationId: string; readonly because: FreedBecause };
  NoteDeficiency: {
    readonly caseId: string;
    readonly category: DeficiencyCategory;
    readonly severity: DeficiencySeverity;
  };
  LiftDeficiency: { readonly caseId: string };
}
export type MeasureCommandType = keyof MeasureCommands;
export type MeasureCommand<T extends MeasureCommandType = MeasureCommandType> = {
  [K in T]: { readonly type: K } & MeasureCommands[K];
}[T];
