import type {
  AnnulmentKind,
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
  RiskResult,
  RiskSource,
  Severity,
  Track,
  Whereabouts,
} from '../terms/catalogues.js';
import type { Day } from '../terms/times.js';
import type { FieldValue, HandOver } from './events.js';

interface Note {
  readonly note?: string;
}

interface RawCode {
  readonly rawCode?: string;
}

/** What an offer must know of the client and the measure, read from their streams. */
export interface OfferGround {
  readonly adviserId: string;
  /** The latest mandate, undefined where none was ever clarified. */
  readonly mandate: MandateResult | undefined;
  readonly providerId: string;
  readonly legalBasis: LegalBasis;
  readonly track: Track;
}

export interface ParticipationCommands {
  OfferMeasure: Note & {
    readonly clientId: string;
    readonly measureId: string;
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
  GiveConsent: { readonly form: Form; readonly evidenceRef?: string; readonly statement?: string };
  WithdrawConsent: { readonly reason?: string; readonly statement?: string; readonly riskId: string };
  AssignPlace: Note & { readonly startsOn: Day; readonly basis: AssignmentBasis };
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
  RecordWhereabouts: Note & RawCode & { readonly monthsAfter: 0 | 6; readonly whereabouts: Whereabouts };
  CorrectEntry: {
    readonly eventId: string;
    readonly field: string;
    readonly is: FieldValue;
    readonly reason: string;
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
