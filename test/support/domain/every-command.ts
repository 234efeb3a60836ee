import type { ParticipationCommand, ParticipationCommandType } from '../../../src/participation/commands.js';
import type { Phase } from '../../../src/participation/state.js';
import * as command from './participation-commands.js';
import * as event from './participation-events.js';
import * as story from './participation.js';
import { clerk } from './people.js';
import { as, named } from './told.js';

type Chapter = readonly event.ToldEvent[];

/** Every phase with the story that comes to it. */
export const phases: readonly (readonly [Phase, (...then: Chapter) => Chapter])[] = [
  ['offered', story.offered],
  ['deferred', story.deferred],
  ['consented', story.consented],
  ['voucher-issued', story.withVoucher],
  ['assigned', story.assigned],
  ['declined', story.declined],
  ['withdrawn', story.withdrawn],
  ['not-started', story.notStarted],
  ['started', story.started],
  ['interrupted', story.interrupted],
  ['completed', story.completed],
  ['dropped-out', story.droppedOut],
  ['annulled', story.annulled],
];
const withCourse: readonly Phase[] = ['started', 'interrupted', 'completed', 'dropped-out', 'annulled'];

export interface Case {
  readonly command: ParticipationCommand;
  /** A phase in which it is allowed. */
  readonly phase: Phase;
  /** What it speaks about, where that must have happened before. */
  readonly about?: Chapter;
  /** The same, of what only a participation that has started can have. */
  readonly inCourse?: Chapter;
  readonly on?: string;
  /** Only on the voucher track. */
  readonly voucher?: true;
}

const contact = as({ id: 'contact', by: clerk }, event.contactHeld()) as event.ToldEvent;
const dispute = { ...event.entryDisputed({ eventId: 'contact' }), occurred: contact.occurred };
const atRisk = [event.riskFlagged()];
const inCrisis = [event.crisisOpened()];
const on = '05-12';

/** Every command that follows an offer, with what it needs so that its phase alone decides. */
export const everyCommand: Readonly<Record<Exclude<ParticipationCommandType, 'OfferMeasure'>, Case>> = {
  ExplainMeasure: { command: command.explainMeasure(), phase: 'offered' },
  GiveNotice: { command: command.giveNotice(), phase: 'offered' },
  DeferOffer: { command: command.deferOffer(), phase: 'offered' },
  DeclineOffer: { command: command.declineOffer(), phase: 'offered' },
  WithdrawOffer: { command: command.withdrawOffer(), phase: 'offered' },
  GiveConsent: { command: command.giveConsent(), phase: 'offered' },
  WithdrawConsent: { command: command.withdrawConsent(), phase: 'consented' },
  IssueVoucher: { command: command.issueVoucher(), phase: 'consented', voucher: true },
  RedeemVoucher: { command: command.redeemVoucher(), phase: 'voucher-issued' },
  AssignPlace: { command: command.assignPlace(), phase: 'consented' },
  ConfirmStart: { command: command.confirmStart(), phase: 'assigned' },
  ReportNoShow: { command: command.reportNoShow(), phase: 'assigned' },
  ReportAttendance: {
    command: command.reportAttendance(event.present('05-05')),
    phase: 'started',
    on: '05-05',
  },
  Interrupt: { command: command.interrupt(), phase: 'started' },
  Resume: { command: command.resume(), phase: 'interrupted' },
  OpenCrisis: { command: command.openCrisis(), phase: 'started', on },
  ReassessCrisis: { command: command.reassessCrisis(), phase: 'started', inCourse: inCrisis, on },
  RecordIntervention: {
    command: command.recordIntervention({ crisisId: undefined, riskId: 'risk-1' }),
    phase: 'started',
    inCourse: atRisk,
    on,
  },
  ResolveCrisis: { command: command.resolveCrisis(), phase: 'started', inCourse: inCrisis, on },
  FlagDropoutRisk: { command: command.flagRisk(), phase: 'started', on },
  ClearDropoutRisk: { command: command.clearRisk(), phase: 'started', inCourse: atRisk, on },
  ProposeDropout: { command: command.proposeDropout(), phase: 'started' },
  AvertDropout: { command: command.avertDropout(), phase: 'started', inCourse: [event.dropoutProposed()] },
  ConfirmDropout: { command: command.confirmDropout(), phase: 'started' },
  CompleteParticipation: { command: command.completeParticipation(), phase: 'started' },
  DeliverAssessment: { command: command.deliverAssessment(), phase: 'started', on },
  RecordRemedy: { command: command.recordRemedy(), phase: 'offered' },
  RecordWhereabouts: { command: command.recordWhereabouts(), phase: 'completed' },
  RecordContact: { command: command.recordContact(), phase: 'offered' },
  CorrectEntry: { command: command.correctEntry(), phase: 'offered' },
  AnnulEntry: { command: command.annulEntry({ eventId: 'contact' }), phase: 'offered', about: [contact] },
  AnnulParticipation: { command: command.annulParticipation(), phase: 'offered' },
  DisputeEntry: { command: command.disputeEntry(), phase: 'offered' },
  SettleDispute: {
    command: command.settleDispute(),
    phase: 'offered',
    about: [contact, named('dispute', dispute)],
  },
};

/** The stories that differ where a voucher is offered. */
const onVoucherTrack: Readonly<Partial<Record<Phase, (...then: Chapter) => Chapter>>> = {
  offered: story.voucherOpen,
  consented: story.voucherConsented,
  assigned: story.redeemed,
};

/** The story of a phase with what a command needs told in it, each thing where it belongs. */
export function storyFor({ about = [], inCourse = [], phase, voucher }: Case, at: Phase = phase): Chapter {
  const [, usual] = phases.find(([name]) => name === at)!;
  const tell = (voucher && onVoucherTrack[at]) || usual;
  const [offer, ...rest] = tell(...(withCourse.includes(at) ? inCourse : []));
  const handOvers = inCourse === inCrisis ? [{ crisisId: 'crisis-1', to: 'office' as const }] : [];
  return [offer!, ...about, ...rest].map(one =>
    one.type === 'ParticipationCompleted' ? { ...one, data: { ...one.data, handOvers } } : one,
  );
}
