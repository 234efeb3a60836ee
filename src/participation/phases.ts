import type { ParticipationCommandType } from './commands.js';
import type { ParticipationEventType } from './events.js';
import type { Phase } from './state.js';

const beforeStart = ['offered', 'deferred', 'consented', 'voucher-issued', 'assigned'] as const;
const active = ['started', 'interrupted'] as const;
const ended = ['completed', 'dropped-out'] as const;
const course = [...active, ...ended] as const;
const standing = [...beforeStart, 'declined', 'withdrawn', 'not-started', ...course] as const;
const anyPhase = [...standing, 'annulled'] as const;

/** The phases in which an event is possible (domain.md, "Phases of a participation"). */
export const possibleIn: Readonly<Record<ParticipationEventType, readonly Phase[]>> = {
  MeasureOffered: ['none'],
  MeasureExplained: [...beforeStart, ...active],
  NoticeGiven: [...beforeStart, ...active],
  OfferDeferred: ['offered', 'deferred'],
  OfferDeclined: beforeStart,
  OfferWithdrawn: beforeStart,
  ConsentGiven: [...beforeStart, ...active],
  ConsentWithdrawn: ['consented', 'voucher-issued', 'assigned', ...active],
  VoucherIssued: ['consented'],
  VoucherRedeemed: ['voucher-issued'],
  PlaceAssigned: ['offered', 'deferred', 'consented'],
  ParticipationStarted: ['assigned'],
  NoShowReported: ['assigned'],
  AttendanceReported: course,
  ParticipationInterrupted: ['started'],
  ParticipationResumed: ['interrupted'],
  ContactHeld: anyPhase,
  CrisisOpened: course,
  CrisisReassessed: course,
  InterventionRecorded: course,
  CrisisResolved: course,
  DropoutRiskFlagged: course,
  DropoutRiskCleared: course,
  DropoutProposed: active,
  DropoutAverted: active,
  ParticipationDroppedOut: active,
  ParticipationCompleted: active,
  AssessmentDelivered: course,
  RemedyRecorded: anyPhase,
  ReportOverdue: standing,
  ResponseOverdue: standing,
  WhereaboutsRecorded: ended,
  EntryCorrected: anyPhase,
  EntryAnnulled: anyPhase,
  ParticipationAnnulled: standing,
  EntryDisputed: anyPhase,
  DisputeSettled: anyPhase,
};

/** Every event of a participation. */
export const participationEvents = Object.keys(possibleIn) as readonly ParticipationEventType[];

/** The event that a command comes to; what else follows from it follows from that event. */
export const recordedAs = {
  OfferMeasure: 'MeasureOffered',
  ExplainMeasure: 'MeasureExplained',
  GiveNotice: 'NoticeGiven',
  DeferOffer: 'OfferDeferred',
  DeclineOffer: 'OfferDeclined',
  WithdrawOffer: 'OfferWithdrawn',
  GiveConsent: 'ConsentGiven',
  WithdrawConsent: 'ConsentWithdrawn',
  IssueVoucher: 'VoucherIssued',
  RedeemVoucher: 'VoucherRedeemed',
  AssignPlace: 'PlaceAssigned',
  ConfirmStart: 'ParticipationStarted',
  ReportNoShow: 'NoShowReported',
  ReportAttendance: 'AttendanceReported',
  Interrupt: 'ParticipationInterrupted',
  Resume: 'ParticipationResumed',
  RecordContact: 'ContactHeld',
  OpenCrisis: 'CrisisOpened',
  ReassessCrisis: 'CrisisReassessed',
  RecordIntervention: 'InterventionRecorded',
  ResolveCrisis: 'CrisisResolved',
  FlagDropoutRisk: 'DropoutRiskFlagged',
  ClearDropoutRisk: 'DropoutRiskCleared',
  ProposeDropout: 'DropoutProposed',
  AvertDropout: 'DropoutAverted',
  ConfirmDropout: 'ParticipationDroppedOut',
  CompleteParticipation: 'ParticipationCompleted',
  DeliverAssessment: 'AssessmentDelivered',
  RecordRemedy: 'RemedyRecorded',
  RecordWhereabouts: 'WhereaboutsRecorded',
  CorrectEntry: 'EntryCorrected',
  AnnulEntry: 'EntryAnnulled',
  AnnulParticipation: 'ParticipationAnnulled',
  DisputeEntry: 'EntryDisputed',
  SettleDispute: 'DisputeSettled',
} as const satisfies Readonly<Record<ParticipationCommandType, ParticipationEventType>>;

const transitions: ReadonlySet<ParticipationEventType> = new Set<ParticipationEventType>([
  'OfferDeferred',
  'OfferDeclined',
  'OfferWithdrawn',
  'VoucherIssued',
  'VoucherRedeemed',
  'PlaceAssigned',
  'ParticipationStarted',
  'NoShowReported',
  'ParticipationInterrupted',
  'ParticipationResumed',
  'ParticipationDroppedOut',
  'ParticipationCompleted',
]);

/** True for an event that moves a participation on from this phase: it cannot have occurred before the phase. */
export function movesOn(phase: Phase, type: ParticipationEventType): boolean {
  if (type === 'ConsentGiven') return phase === 'offered' || phase === 'deferred';
  if (type === 'ConsentWithdrawn')
    return phase === 'consented' || phase === 'voucher-issued' || phase === 'assigned';
  return transitions.has(type);
}
