import type { CommandName } from '../../application/commands.js';
import type { RejectionCode } from '../../terms/rejection.js';

export interface Refusals {
  /** What the history, or what is not there, may say no to. */
  readonly refused: readonly RejectionCode[];
  /** What is wrong with the input whatever the history, beside times that contradict each other. */
  readonly input?: readonly RejectionCode[];
}

const stepOf = (...more: readonly RejectionCode[]): Refusals => ({
  refused: ['unknown-participation', 'wrong-phase', ...more],
});

const stepOfCase = (...more: readonly RejectionCode[]): Refusals => ({
  refused: ['unknown-case', 'wrong-phase', 'time-order', ...more],
});

/** With which refusals of the domain each command can be answered. A test walks through the domain to hold it true. */
export const refusals: Readonly<Record<CommandName, Refusals>> = {
  RegisterClient: { refused: ['already-registered'] },
  RecordConsultation: { refused: ['unknown-client'] },
  ConsultColleague: { refused: ['unknown-client'] },
  ClarifyMandate: { refused: ['unknown-client'] },
  RecordComplaint: {
    refused: ['unknown-client', 'unknown-provider', 'unknown-measure', 'already-recorded', 'own-entry'],
  },
  AnswerComplaint: {
    refused: ['unknown-client', 'unknown-complaint', 'already-answered', 'own-entry', 'time-order'],
  },
  HandOverClient: { refused: ['unknown-client', 'already-handed-over'] },
  AddRulebook: { refused: ['already-registered'] },
  RegisterOffice: { refused: ['already-registered'] },
  AppointDeputy: { refused: ['unknown-office', 'already-appointed'], input: ['already-appointed'] },
  EndDeputy: { refused: ['unknown-office', 'unknown-deputy'] },
  RegisterProvider: { refused: ['already-registered'] },
  RecordProviderVisit: { refused: ['unknown-provider', 'unknown-measure'] },
  ReportStaffChange: { refused: ['unknown-provider', 'unknown-measure'] },
  RegisterMeasure: { refused: ['already-registered', 'unknown-provider'] },
  AmendMeasure: { refused: ['unknown-measure', 'already-recorded'] },
  ReviewMeasure: { refused: ['unknown-measure'] },
  RecordInstruction: { refused: ['unknown-measure', 'unknown-case'] },
  ObjectToInstruction: {
    refused: ['unknown-measure', 'unknown-instruction', 'already-recorded', 'time-order'],
  },
  PauseAssignments: {
    refused: ['unknown-measure', 'unknown-case', 'wrong-phase', 'already-paused', 'time-order'],
  },
  ResumeAssignments: { refused: ['unknown-measure', 'already-resumed', 'time-order'] },
  OfferMeasure: {
    refused: [
      'no-mandate',
      'deficiency-not-weighed',
      'already-offered',
      'unknown-client',
      'unknown-measure',
      'unknown-participation',
    ],
  },
  ExplainMeasure: stepOf(),
  GiveNotice: stepOf('notice-not-allowed'),
  DeferOffer: stepOf('time-order'),
  DeclineOffer: stepOf('time-order'),
  WithdrawOffer: stepOf('time-order'),
  GiveConsent: stepOf('already-consented', 'time-order'),
  WithdrawConsent: stepOf('time-order'),
  IssueVoucher: stepOf('time-order'),
  RedeemVoucher: stepOf('unknown-measure', 'voucher-not-valid', 'deficiency-not-weighed', 'time-order'),
  AssignPlace: stepOf(
    'notice-not-allowed',
    'deficiency-not-weighed',
    'assignments-paused',
    'no-place-left',
    'time-order',
  ),
  ConfirmStart: stepOf('time-order'),
  ReportNoShow: stepOf('time-order'),
  ReportAttendance: stepOf('time-order'),
  Interrupt: stepOf('time-order'),
  Resume: stepOf('time-order'),
  RecordContact: { refused: ['unknown-participation'] },
  OpenCrisis: stepOf('already-open', 'time-order'),
  ReassessCrisis: stepOf('unknown-crisis', 'already-resolved', 'time-order'),
  RecordIntervention: {
    ...stepOf('unknown-crisis', 'unknown-risk', 'time-order'),
    input: ['unknown-crisis'],
  },
  ResolveCrisis: stepOf('unknown-crisis', 'already-resolved', 'time-order'),
  FlagDropoutRisk: stepOf('unknown-entry', 'already-open', 'time-order'),
  ClearDropoutRisk: stepOf('unknown-risk', 'already-resolved', 'time-order'),
  ProposeDropout: stepOf('already-open', 'time-order'),
  AvertDropout: stepOf('unknown-proposal', 'time-order'),
  ConfirmDropout: stepOf('time-order'),
  CompleteParticipation: stepOf('crisis-open', 'unknown-crisis', 'time-order'),
  DeliverAssessment: stepOf('time-order'),
  RecordRemedy: { refused: ['unknown-participation', 'unknown-entry', 'already-annulled', 'time-order'] },
  RecordWhereabouts: stepOf('already-recorded', 'time-order'),
  // What would have been refused, had it read so from the beginning.
  CorrectEntry: {
    ...stepOf(
      'unknown-entry',
      'already-annulled',
      'time-order',
      'already-recorded',
      'crisis-open',
      'unknown-crisis',
      'notice-not-allowed',
      'voucher-not-valid',
    ),
    input: ['unknown-field'],
  },
  AnnulEntry: stepOf(
    'unknown-entry',
    'already-annulled',
    'time-order',
    'no-place-left',
    'already-consented',
    'already-open',
    'already-recorded',
    'already-resolved',
    'crisis-open',
    'unknown-crisis',
    'unknown-risk',
    'unknown-proposal',
    'voucher-not-valid',
  ),
  AnnulParticipation: { refused: ['unknown-participation', 'already-annulled'] },
  DisputeEntry: {
    refused: ['unknown-participation', 'unknown-entry', 'already-annulled', 'already-disputed'],
  },
  SettleDispute: { refused: ['unknown-participation', 'unknown-dispute', 'already-resolved', 'own-entry'] },
  OpenProviderCase: {
    refused: [
      'already-open',
      'unknown-provider',
      'unknown-measure',
      'unknown-participation',
      'unknown-entry',
      'time-order',
    ],
  },
  AddEvidence: stepOfCase('unknown-participation', 'unknown-entry'),
  EstablishFinding: stepOfCase('unknown-evidence'),
  DemandCure: stepOfCase('already-open'),
  InviteStatement: stepOfCase(),
  RecordStatement: stepOfCase(),
  ReportCure: stepOfCase('unknown-demand'),
  Reinspect: stepOfCase('unknown-demand'),
  IssueWarning: stepOfCase(),
  ReferCase: stepOfCase(),
  RecordDecision: { ...stepOfCase('cure-not-lapsed', 'not-heard'), input: ['unknown-exception'] },
  CloseProviderCase: stepOfCase(),
};
