import type {
  AnnulmentKind,
  AssessmentKind,
  AssignmentBasis,
  CompletionResult,
  ContactChannel,
  CrisisKind,
  CrisisResult,
  DeferReason,
  Disputant,
  DisputeResult,
  DropoutReason,
  Explanation,
  Form,
  Gain,
  HandOverTarget,
  InterventionKind,
  LegalBasis,
  LossReason,
  NoticeOccasion,
  Party,
  PressureMark,
  Relation,
  RemedyKind,
  RemedyParty,
  RiskResult,
  RiskSource,
  Severity,
  Track,
  VoucherGoal,
  Whereabouts,
} from '../terms/catalogues.js';
import type { DutyRule } from '../rulebook/rulebook.js';
import type { Region } from '../rulebook/working-days.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Sha256 } from '../terms/sha256.js';
import type { Day, Instant } from '../terms/times.js';

/** A day as it stands in `data`: `sick` reads `excused`. */
export interface AttendanceDay {
  readonly day: Day;
  readonly state: 'present' | 'present-online' | 'excused' | 'unexcused' | 'planned-free';
}

/** Days that completed a rule's condition. */
export interface FiredRule {
  readonly rule: 'R1' | 'R2';
  readonly days: readonly Day[];
}

export interface HandOver {
  readonly crisisId: string;
  readonly to: HandOverTarget;
}

/** `afterEnd` marks what was reported after the end: it opens nothing. */
interface Late {
  readonly afterEnd?: true;
}

interface Note {
  readonly note: string;
}

/** What the sender called it, where its code was mapped to one of the catalogue. */
interface RawCode {
  readonly rawCode: string;
}

/** Cases whose considerable or grave deficiencies the client was told of; the reason stands in `sensitive`. */
export interface Weighed {
  readonly caseIds: readonly string[];
  readonly clientTold: true;
}

/** A duty that was not met by its due moment, which is `occurredAt` too. `rulebook` is the version that set it. */
export interface Overdue {
  readonly dutyId: string;
  readonly rule: DutyRule;
  readonly dueAt: Instant;
  readonly rulebook: string;
  /** The event that founded the duty. */
  readonly foundedBy: string;
}

/** A value that is not secret stands in `data`, a secret one in `sensitive`; JSON either way. */
export type FieldValue =
  string | number | boolean | null | readonly FieldValue[] | { readonly [key: string]: FieldValue };

export type ParticipationEvent =
  | Fact<
      'MeasureOffered',
      {
        readonly clientId: string;
        /** Measure and provider of a voucher's offer are known when it is redeemed. */
        readonly measureId?: string;
        readonly providerId?: string;
        readonly adviserId: string;
        readonly legalBasis: LegalBasis;
        readonly track: Track;
        /** Only on the voucher track. */
        readonly goal?: VoucherGoal;
        /** The client's office and the state whose holidays it keeps; without it, those that hold nationwide. */
        readonly officeId?: string;
        readonly state?: Region;
        readonly relation?: Relation;
        readonly followsId?: string;
        readonly decideBy?: Day;
        readonly mandateOverridden?: true;
        readonly deficienciesWeighed?: Weighed;
      },
      Note & {
        readonly overrideReason: string;
        readonly content: string;
        readonly deficiencyReason: string;
      }
    >
  | Fact<'MeasureExplained', { readonly explained: readonly Explanation[]; readonly form: Form }, Note>
  | Fact<
      'NoticeGiven',
      { readonly occasion: NoticeOccasion; readonly textVersion: string; readonly deliveredOn: Day },
      Note
    >
  | Fact<'OfferDeferred', { readonly reason: DeferReason; readonly revisitOn: Day }, Note & RawCode>
  | Fact<'OfferDeclined', { readonly reason: LossReason }, Note & RawCode & { readonly reason: LossReason }>
  | Fact<'OfferWithdrawn', { readonly reason: LossReason }, Note & RawCode & { readonly reason: LossReason }>
  | Fact<
      'ConsentGiven',
      { readonly form: Form; readonly evidenceRef?: string; readonly pressureMarks: readonly PressureMark[] },
      { readonly statement: string }
    >
  | Fact<'ConsentWithdrawn', object, { readonly reason: string; readonly statement: string }>
  | Fact<
      'VoucherIssued',
      { readonly goal: VoucherGoal; readonly validUntil: Day; readonly region: Region },
      Note & { readonly content: string }
    >
  | Fact<
      'VoucherRedeemed',
      {
        readonly providerId: string;
        readonly measureId: string;
        readonly presentedOn: Day;
        readonly startsOn: Day;
        readonly deficienciesWeighed?: Weighed;
      },
      Note & { readonly deficiencyReason: string }
    >
  | Fact<
      'PlaceAssigned',
      {
        readonly startsOn: Day;
        readonly basis: AssignmentBasis;
        readonly deficienciesWeighed?: Weighed;
      },
      Note & { readonly deficiencyReason: string }
    >
  | Fact<'ParticipationStarted', { readonly startedOn: Day }, Note>
  | Fact<'NoShowReported', { readonly reason: LossReason }, Note & RawCode & { readonly reason: LossReason }>
  | Fact<
      'AttendanceReported',
      Late & { readonly days: readonly AttendanceDay[] },
      Note & { readonly sick: readonly Day[] }
    >
  | Fact<'ParticipationInterrupted', { readonly from: Day }, { readonly reason: string }>
  | Fact<'ParticipationResumed', { readonly on: Day }, Note>
  | Fact<
      'ContactHeld',
      {
        readonly between: readonly Party[];
        readonly channel: ContactChannel;
        readonly onSite: boolean;
      },
      { readonly summary: string }
    >
  | Fact<
      'CrisisOpened',
      Late & {
        readonly crisisId: string;
        readonly kind: CrisisKind;
        readonly severity: Severity;
        readonly incidentId?: string;
      },
      RawCode & { readonly kind: CrisisKind; readonly description: string }
    >
  | Fact<'CrisisReassessed', Late & { readonly crisisId: string; readonly severity: Severity }, Note>
  | Fact<
      'InterventionRecorded',
      Late & {
        readonly crisisId?: string;
        readonly riskId?: string;
        readonly byRole: Party;
        readonly kind: InterventionKind;
        readonly nextStepDue?: Day;
        readonly addressedTo?: readonly Party[];
      },
      Note
    >
  | Fact<'CrisisResolved', Late & { readonly crisisId: string; readonly result: CrisisResult }, Note>
  | Fact<
      'DropoutRiskFlagged',
      Late & {
        readonly riskId: string;
        readonly raisedBy: RiskSource;
        readonly rules?: readonly FiredRule[];
        readonly because: readonly string[];
      },
      Note
    >
  | Fact<'DropoutRiskCleared', Late & { readonly riskId: string; readonly result: RiskResult }, Note>
  | Fact<
      'DropoutProposed',
      { readonly reason: DropoutReason },
      Note & RawCode & { readonly reason: DropoutReason }
    >
  | Fact<'DropoutAverted', object, { readonly agreed: string }>
  | Fact<
      'ParticipationDroppedOut',
      {
        readonly endedOn: Day;
        readonly providerReason: DropoutReason;
        readonly clientReason: DropoutReason;
        readonly adviserFinding: DropoutReason;
      },
      Note &
        RawCode & {
          readonly providerReason: DropoutReason;
          readonly clientReason: DropoutReason;
          readonly adviserFinding: DropoutReason;
        }
    >
  | Fact<
      'ParticipationCompleted',
      {
        readonly endedOn: Day;
        readonly result: CompletionResult;
        readonly gains: readonly Gain[];
        readonly handOvers: readonly HandOver[];
      },
      Note
    >
  | Fact<
      'AssessmentDelivered',
      Late & { readonly kind: AssessmentKind; readonly shownToClient: boolean; readonly sha256: Sha256 },
      { readonly text: string }
    >
  | Fact<
      'RemedyRecorded',
      {
        readonly byWhom: RemedyParty;
        readonly kind: RemedyKind;
        readonly eventId: string;
        readonly suspends: boolean;
      },
      Note
    >
  | Fact<'ReportOverdue', Overdue>
  | Fact<'ResponseOverdue', Overdue>
  | Fact<
      'WhereaboutsRecorded',
      { readonly monthsAfter: 0 | 6; readonly whereabouts: Whereabouts },
      Note & RawCode
    >
  | Fact<
      'EntryCorrected',
      {
        readonly eventId: string;
        readonly field: string;
        readonly was?: FieldValue;
        readonly is?: FieldValue;
      },
      { readonly was: FieldValue; readonly is: FieldValue; readonly reason: string }
    >
  | Fact<'EntryAnnulled', { readonly eventId: string }, { readonly reason: string }>
  | Fact<
      'ParticipationAnnulled',
      { readonly kind: AnnulmentKind; readonly of?: string },
      { readonly reason: string }
    >
  | Fact<
      'EntryDisputed',
      { readonly eventId: string; readonly disputedBy: Disputant },
      { readonly reason: string }
    >
  | Fact<
      'DisputeSettled',
      { readonly eventId: string; readonly disputeId: string; readonly result: DisputeResult },
      Note
    >;

export type ParticipationEventType = ParticipationEvent['type'];
export type EventOf<T extends ParticipationEventType> = Extract<ParticipationEvent, { type: T }>;
export type ParticipationEntry = Recorded<ParticipationEvent>;
