import type { Region } from '../rulebook/working-days.js';
import type {
  CaseClosing,
  CaseDecision,
  DecidingBody,
  DeficiencyCategory,
  DeficiencySeverity,
  ProofOfDelivery,
  ReferralTarget,
  ReinspectionResult,
} from '../terms/catalogues.js';
import type { Day } from '../terms/times.js';
import type { CitedEvent, DutyBreached } from './events.js';

/** What is delivered to the provider and sets it a time. `days` and `deliveredOn` have defaults. */
interface Delivered {
  readonly days?: number;
  readonly deliveredOn?: Day;
  readonly proofOfDelivery: ProofOfDelivery;
  /** Of the office: whose public holidays move the deadline. */
  readonly region: Region;
}

/** What each command brings. Office, region and what is cited were looked up; nobody sent them. */
export interface ProviderCaseCommands {
  OpenProviderCase: {
    readonly officeId: string;
    readonly providerId: string;
    readonly measureId?: string;
    readonly category: DeficiencyCategory;
    readonly severity: DeficiencySeverity;
    readonly dutyBreached: DutyBreached;
    readonly observedOn: Day;
    readonly participationIds: readonly string[];
    readonly evidence: readonly CitedEvent[];
    readonly fact?: string;
    readonly place?: string;
    readonly witness?: string;
  };
  AddEvidence: {
    readonly evidence: readonly CitedEvent[];
    readonly documents: readonly string[];
    readonly exculpatory: boolean;
    readonly note?: string;
  };
  EstablishFinding: {
    readonly category: DeficiencyCategory;
    readonly severity: DeficiencySeverity;
    readonly exculpatory: 'weighed' | 'none-found';
    readonly breachedOn?: Day;
    readonly finding: string;
  };
  DemandCure: Delivered & { readonly demandId: string; readonly demands: string };
  InviteStatement: Delivered;
  RecordStatement: { readonly documents: readonly string[]; readonly statement: string };
  ReportCure: { readonly demandId: string; readonly documents: readonly string[]; readonly cure: string };
  Reinspect: {
    readonly demandId: string;
    readonly inspectedOn: Day;
    readonly result: ReinspectionResult;
    readonly findings?: string;
  };
  IssueWarning: { readonly proofOfDelivery: ProofOfDelivery; readonly warning: string };
  ReferCase: { readonly to: ReferralTarget; readonly note?: string };
  RecordDecision: {
    readonly decision: CaseDecision;
    readonly decidedBy: DecidingBody;
    readonly legalBasis: string;
    readonly exception?: string;
    readonly amount?: number;
    readonly reasons?: string;
  };
  CloseProviderCase: { readonly result: CaseClosing; readonly note?: string };
  /** Of the system, as of a moment. */
  DeclareLapse: { readonly demandId: string };
}

export type ProviderCaseCommandType = keyof ProviderCaseCommands;
export type ProviderCaseCommand = {
  [K in ProviderCaseCommandType]: { readonly type: K } & ProviderCaseCommands[K];
}[ProviderCaseCommandType];
export type CaseCommandOf<T extends ProviderCaseCommandType> = Extract<ProviderCaseCommand, { type: T }>;
