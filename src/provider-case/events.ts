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
import type { Region } from '../rulebook/working-days.js';
import type { Fact, Provenance, Recorded } from '../terms/fact.js';
import type { Day, Instant } from '../terms/times.js';

/** Where the duty stands that was breached; at least one is named. Citations name no person. */
export interface DutyBreached {
  readonly clause?: string;
  readonly conceptPage?: number;
}

/** An event of a participation that is evidence. */
export interface CitedEvent {
  readonly participationId: string;
  readonly eventId: string;
}

/** How a deadline was computed: calendar days from the day of `from`, then § 26 SGB X. */
export interface Deadline {
  /** The day of delivery, which does not count. */
  readonly from: Day;
  readonly days: number;
  /** Whose public holidays move its end. */
  readonly region: Region;
  /** 24:00 of its last day. */
  readonly endsAt: Instant;
}

/** A dispute about the quality of a provider, from observation to closing. */
export type ProviderCaseEvent =
  | Fact<
      'DeficiencyObserved',
      {
        readonly officeId: string;
        readonly providerId: string;
        readonly measureId?: string;
        readonly category: DeficiencyCategory;
        readonly severity: DeficiencySeverity;
        readonly dutyBreached: DutyBreached;
        readonly observedOn: Day;
        readonly participationIds: readonly string[];
        readonly evidence: readonly CitedEvent[];
      },
      { readonly fact: string; readonly place: string; readonly witness: string }
    >
  | Fact<
      'EvidenceAdded',
      {
        readonly evidence: readonly CitedEvent[];
        /** SHA-256 of a document, in hex. */
        readonly documents: readonly string[];
        readonly exculpatory: boolean;
      },
      { readonly note: string }
    >
  | Fact<
      'FindingEstablished',
      {
        readonly category: DeficiencyCategory;
        readonly severity: DeficiencySeverity;
        /** What was found when looking for what speaks for the provider. */
        readonly exculpatory: 'weighed' | 'none-found';
        /** The day of a breach that came after the one observed at the opening. */
        readonly breachedOn?: Day;
        /** A new breach after a warning: derived, never sent. */
        readonly afterWarning?: true;
      },
      { readonly finding: string }
    >
  | Fact<
      'CureDemanded',
      { readonly demandId: string; readonly deadline: Deadline; readonly proofOfDelivery: ProofOfDelivery },
      { readonly demands: string }
    >
  | Fact<'StatementInvited', { readonly deadline: Deadline; readonly proofOfDelivery: ProofOfDelivery }>
  | Fact<'ProviderHeard', { readonly documents: readonly string[] }, { readonly statement: string }>
  | Fact<
      'CureReported',
      { readonly demandId: string; readonly documents: readonly string[] },
      { readonly cure: string }
    >
  | Fact<
      'Reinspected',
      { readonly demandId: string; readonly inspectedOn: Day; readonly result: ReinspectionResult },
      { readonly findings: string }
    >
  | Fact<'WarningIssued', { readonly proofOfDelivery: ProofOfDelivery }, { readonly warning: string }>
  | Fact<'CaseReferred', { readonly to: ReferralTarget }, { readonly note: string }>
  | Fact<
      'DecisionRecorded',
      {
        readonly decision: CaseDecision;
        readonly decidedBy: DecidingBody;
        readonly legalBasis: string;
        readonly exception?: string;
        /** Only of a penalty, in cents. */
        readonly amount?: number;
      },
      { readonly reasons: string }
    >
  | Fact<'ProviderCaseClosed', { readonly result: CaseClosing }, { readonly note: string }>
  | Fact<
      'CureDeadlineLapsed',
      {
        readonly demandId: string;
        readonly dueAt: Instant;
        readonly rule: 'D-cure';
        readonly rulebook: string;
      }
    >;

export type ProviderCaseEventType = ProviderCaseEvent['type'];
export type CaseEventOf<T extends ProviderCaseEventType> = Extract<ProviderCaseEvent, { type: T }>;
export type ProviderCaseEntry = Recorded<ProviderCaseEvent>;
/** What of an entry the state of a case needs. */
export type CaseStep = ProviderCaseEvent &
  Pick<Provenance, 'occurredAt' | 'learnedAt' | 'recordedAt' | 'rulebook'>;
