import type {
  ParticipationCommand,
  ParticipationCommands,
  ParticipationCommandType,
} from '../../../src/participation/commands.js';
import type { ToldEvent } from './participation-events.js';

/** A command with what it usually says. */
const command =
  <T extends ParticipationCommandType>(type: T, usual: ParticipationCommands[T]) =>
  (fields: Partial<ParticipationCommands[T]> = {}): ParticipationCommand<T> =>
    ({ type, ...usual, ...fields }) as unknown as ParticipationCommand<T>;

export const ground: ParticipationCommands['OfferMeasure']['ground'] = {
  adviserId: 'adviser-1',
  mandate: 'given',
  providerId: 'provider-1',
  legalBasis: 'sgb3-45-3',
  track: 'purchased',
};
export const offerMeasure = command('OfferMeasure', { clientId: 'client-1', measureId: 'measure-1', ground });
export const explainMeasure = command('ExplainMeasure', {
  explained: ['purpose', 'content', 'limits'],
  form: 'oral',
});
export const giveNotice = command('GiveNotice', {
  occasion: 'offer',
  textVersion: 'v1',
  deliveredOn: '2026-04-03',
});
export const deferOffer = command('DeferOffer', { reason: 'time-not-ripe', revisitOn: '2026-06-01' });
export const declineOffer = command('DeclineOffer', { reason: 'does-not-fit' });
export const withdrawOffer = command('WithdrawOffer', { reason: 'known-deficiencies' });
export const giveConsent = command('GiveConsent', { form: 'written' });
export const withdrawConsent = command('WithdrawConsent', { riskId: 'risk-of-client' });
export const assignPlace = command('AssignPlace', { startsOn: '2026-05-04', basis: 'consent' });
export const offerVoucher = command('OfferMeasure', {
  clientId: 'client-1',
  goal: 'placement',
  content: 'applications and interviews',
  ground: { adviserId: 'adviser-1', mandate: 'given', legalBasis: 'sgb3-45-4', track: 'voucher' },
});
export const issueVoucher = command('IssueVoucher', { validUntil: '2026-07-05', region: 'BE' });
export const inBerlin: ParticipationCommands['RedeemVoucher']['measure'] = {
  providerId: 'provider-2',
  goals: ['placement'],
  state: 'BE',
  runsFrom: '2026-01-01',
  runsTo: '2026-12-31',
};
export const redeemVoucher = command('RedeemVoucher', {
  measureId: 'measure-2',
  presentedOn: '2026-04-10',
  startsOn: '2026-05-04',
  measure: inBerlin,
});
export const confirmStart = command('ConfirmStart', { startedOn: '2026-05-04' });
export const reportNoShow = command('ReportNoShow', { reason: 'did-not-appear' });
export const interrupt = command('Interrupt', { from: '2026-05-20', reason: 'moving house' });
export const resume = command('Resume', { on: '2026-05-25' });
export const recordContact = command('RecordContact', {
  between: ['client', 'adviser'],
  channel: 'telephone',
  onSite: false,
});
export const openCrisis = command('OpenCrisis', { crisisId: 'crisis-2', kind: 'travel', severity: 2 });
export const reassessCrisis = command('ReassessCrisis', { crisisId: 'crisis-1', severity: 3 });
export const recordIntervention = command('RecordIntervention', {
  crisisId: 'crisis-1',
  byRole: 'adviser',
  kind: 'talk',
});
export const resolveCrisis = command('ResolveCrisis', { crisisId: 'crisis-1', result: 'overcome' });
export const flagRisk = command('FlagDropoutRisk', { riskId: 'risk-2', raisedBy: 'adviser' });
export const clearRisk = command('ClearDropoutRisk', { riskId: 'risk-1', result: 'averted' });
export const proposeDropout = command('ProposeDropout', { reason: 'unknown' });
export const avertDropout = command('AvertDropout', { agreed: 'a talk every week' });
export const confirmDropout = command('ConfirmDropout', {
  endedOn: '2026-05-29',
  providerReason: 'unknown',
  clientReason: 'unknown',
  adviserFinding: 'unknown',
});
export const completeParticipation = command('CompleteParticipation', {
  endedOn: '2026-05-29',
  result: 'goal-reached',
});
export const deliverAssessment = command('DeliverAssessment', {
  kind: 'interim',
  shownToClient: true,
  sha256: 'a'.repeat(64),
});
export const recordRemedy = command('RecordRemedy', {
  byWhom: 'client',
  kind: 'objection',
  eventId: 'entry-0',
  suspends: false,
});
export const recordWhereabouts = command('RecordWhereabouts', { monthsAfter: 0, whereabouts: 'employed' });
export const correctEntry = command('CorrectEntry', {
  eventId: 'entry-0',
  field: 'decideBy',
  is: '2026-04-20',
  reason: 'mistyped',
});
export const annulEntry = command('AnnulEntry', { eventId: 'entry-1', reason: 'of somebody else' });
export const annulParticipation = command('AnnulParticipation', { kind: 'mistake', reason: 'never offered' });
export const disputeEntry = command('DisputeEntry', {
  eventId: 'entry-0',
  disputedBy: 'client',
  reason: 'it was not so',
});
export const settleDispute = command('SettleDispute', { disputeId: 'dispute', result: 'rejected' });

/** The days of some reports, said in one command. */
export const reportAttendance = (
  ...reports: readonly ToldEvent<'AttendanceReported'>[]
): ParticipationCommand<'ReportAttendance'> => ({
  type: 'ReportAttendance',
  days: reports.flatMap(({ data }) => data.days),
  riskId: 'risk-of-rule',
});
