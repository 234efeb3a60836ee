import type {
  AnnulmentKind,
  AssessmentKind,
  AssignmentBasis,
  CompletionResult,
  ContactChannel,
  CrisisKind,
  CrisisResult,
  DayState,
  DeferReason,
  Disputant,
  DisputeResult,
  DropoutReason,
  Explanation,
  Form,
  Gain,
  InterventionKind,
  LegalBasis,
  LossReason,
  MandateResult,
  NoticeOccasion,
  Party,
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
import type { Region } from '../rulebook/working-days.js';
import type { Day } from '../terms/times.js';
import type { FieldValue, HandOver } from './events.js';

interface Note {
  readonly note?: string;
}

interface RawCode {
  readonly rawCode?: string;
}

/** What is said of deficiencies that are known of the measure: both, or nothing. */
interface Weighing {
  readonly clientToldOfDeficiencies?: boolean;
  readonly deficiencyReason?: string;
}

/** What an offer must know of the client, the office and the measure, read from their streams. */
export interface OfferGround {
  readonly adviserId: string;
  readonly officeId?: string;
  /** Whose holidays the office keeps. */
  readonly state?: Region;
  /** The latest mandate, undefined where none was ever clarified. */
  readonly mandate: MandateResult | undefined;
  /** Of a measure that was bought. */
  readonly providerId?: string;
  readonly legalBasis: LegalBasis;
  readonly track: Track;
  /** The cases of a considerable or grave deficiency of the measure; none where it is left out. */
  readonly deficiencies?: readonly string[];
}

/** What redeeming a voucher must know of the measure, read from its stream. */
export interface RedeemedIn {
  readonly providerId: string;
  readonly goals: readonly VoucherGoal[];
  /** Where the measure is carried out. */
  readonly state: Region | undefined;
  readonly runsFrom: Day;
  readonly runsTo: Day;
  readonly deficiencies?: readonly string[];
}

export interface ParticipationCommands {
  OfferMeasure: Note &
    Weighing & {
      readonly clientId: string;
      /** One that was bought; or else what a voucher is to be for. */
      readonly measureId?: string;
      readonly goal?: VoucherGoal;
      readonly content?: string;
      readonly relation?: Relation;
      readonly followsId?: string;
      readonly decideBy?: Day;
      readonly overrideReason?: string;
      readonly ground: OfferGround;
    };
  ExplainMeasure: Note & { readonly explained: readonly Explanation[]; readonly form: Form };
  GiveNotice: Note & {
    readonly occasion: NoticeOccasion;
    readonly textVersion: string;
    readonly deliveredOn: Day;
  };
  DeferOffer: Note & RawCode & { readonly reason: DeferReason; readonly revisitOn: Day };
  DeclineOffer: Note & RawCode & { readonly reason: LossReason };
  WithdrawOffer: Note & RawCode & { readonly reason: LossReason };
  GiveConsent: {
    readonly form: Form;
    readonly evidenceRef?: string;
    readonly statement?: string;
    /** Whether a considerable or grave deficiency of the measure is known; read from its stream. */
    readonly knownDeficiency?: boolean;
  };
  WithdrawConsent: { readonly reason?: string; readonly statement?: string; readonly riskId: string };
  IssueVoucher: Note & { readonly validUntil: Day; readonly region: Region; readonly content?: string };
  RedeemVoucher: Note &
    Weighing & {
      readonly measureId: string;
      readonly presentedOn: Day;
      readonly startsOn: Day;
      readonly measure: RedeemedIn;
    };
  AssignPlace: Note &
    Weighing & {
      readonly startsOn: Day;
      readonly basis: AssignmentBasis;
      readonly deficiencies?: readonly string[];
    };
  ConfirmStart: Note & { readonly startedOn: Day };
  ReportNoShow: Note & RawCode & { readonly reason: LossReason };
  ReportAttendance: Note & {
    readonly days: readonly { readonly day: Day; readonly state: DayState }[];
    /** The id of the risk, should the report complete a rule's condition. */
    readonly riskId: string;
  };
  Interrupt: { readonly from: Day; readonly reason: string };
  Resume: Note & { readonly on: Day };
  RecordContact: {
    readonly between: readonly Party[];
    readonly channel: ContactChannel;
    readonly onSite: boolean;
    readonly summary?: string;
  };
  OpenCrisis: RawCode & {
    readonly crisisId: string;
    readonly kind: CrisisKind;
    readonly severity: Severity;
    readonly incidentId?: string;
    readonly description?: string;
  };
  ReassessCrisis: Note & { readonly crisisId: string; readonly severity: Severity };
  RecordIntervention: Note & {
    readonly crisisId?: string;
    readonly riskId?: string;
    readonly byRole: Party;
    readonly kind: InterventionKind;
    readonly nextStepDue?: Day;
    readonly addressedTo?: readonly Party[];
  };
  ResolveCrisis: Note & { readonly crisisId: string; readonly result: CrisisResult };
  FlagDropoutRisk: Note & {
    readonly riskId: string;
    readonly raisedBy: Exclude<RiskSource, 'rule'>;
    readonly because?: readonly string[];
  };
  ClearDropoutRisk: Note & { readonly riskId: string; readonly result: RiskResult };
  ProposeDropout: Note & RawCode & { readonly reason: DropoutReason };
  AvertDropout: { readonly agreed: string };
  ConfirmDropout: Note &
    RawCode & {
      readonly endedOn: Day;
      readonly providerReason: DropoutReason;
      readonly clientReason: DropoutReason;
      readonly adviserFinding: DropoutReason;
    };
  CompleteParticipation: Note & {
    readonly endedOn: Day;
    readonly result: CompletionResult;
    readonly gains?: readonly Gain[];
    readonly handOvers?: readonly HandOver[];
  };
  DeliverAssessment: {
    readonly kind: AssessmentKind;
    readonly shownToClient: boolean;
    readonly sha256: string;
    readonly text?: string;
  };
  RecordRemedy: Note & {
    readonly byWhom: RemedyParty;
    readonly kind: RemedyKind;
    readonly eventId: string;
    readonly suspends: boolean;
  };
  RecordWhereabouts: Note & RawCode & { readonly monthsAfter: 0 | 6; readonly whereabouts: Whereabouts };
  CorrectEntry: {
    readonly eventId: string;
    readonly field: string;
    readonly is: FieldValue;
    readonly reason: string;
    /** Of a correction on which it depends: the measure in which the voucher was redeemed. */
    readonly measure?: RedeemedIn;
  };
  AnnulEntry: { readonly eventId: string; readonly reason: string };
  AnnulParticipation: { readonly kind: AnnulmentKind; readonly of?: string; readonly reason: string };
  DisputeEntry: { readonly eventId: string; readonly disputedBy: Disputant; readonly reason: string };
  SettleDispute: Note & { readonly disputeId: string; readonly result: DisputeResult };
}

export type ParticipationCommandType = keyof ParticipationCommands;

/** A command as the domain sees it: its name and its fields. */
export type ParticipationCommand<T extends ParticipationCommandType = ParticipationCommandType> = {
  [K in T]: { readonly type: K } & ParticipationCommands[K];
}[T];
