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

/** With which refusals of the domain each command can be answered. A test walks through the domain to hold it true. */
export const refusals: Readonly<Record<CommandName, Refusals>> = {
  RegisterClient: { refused: ['already-registered'] },
  ClarifyMandate: { refused: ['unknown-client'] },
  HandOverClient: { refused: ['unknown-client', 'already-handed-over'] },
  AppointDeputy: { refused: ['unknown-office', 'already-appointed'], input: ['already-appointed'] },
  EndDeputy: { refused: ['unknown-office', 'unknown-deputy'] },
  RegisterProvider: { refused: ['already-registered'] },
  RegisterMeasure: { refused: ['already-registered', 'unknown-provider'] },
  OfferMeasure: {
    refused: ['no-mandate', 'already-offered', 'unknown-client', 'unknown-measure', 'unknown-participation'],
  },
  ExplainMeasure: stepOf(),
  GiveNotice: stepOf('notice-not-allowed'),
  DeferOffer: stepOf('time-order'),
  DeclineOffer: stepOf('time-order'),
  WithdrawOffer: stepOf('time-order'),
  GiveConsent: stepOf('already-consented', 'time-order'),
  WithdrawConsent: stepOf('time-order'),
  AssignPlace: stepOf('notice-not-allowed', 'no-place-left', 'time-order'),
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
  ),
  AnnulParticipation: { refused: ['unknown-participation', 'already-annulled'] },
  DisputeEntry: {
    refused: ['unknown-participation', 'unknown-entry', 'already-annulled', 'already-disputed'],
  },
  SettleDispute: { refused: ['unknown-participation', 'unknown-dispute', 'already-resolved', 'own-entry'] },
};
