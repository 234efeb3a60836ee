import type {
  AttendanceDay,
  EventOf,
  FiredRule,
  ParticipationEvent,
  ParticipationEventType,
} from '../../../src/participation/events.js';
import { dayIn2026 } from './moments.js';
import { as, on, type Told } from './told.js';

type Data<T extends ParticipationEventType> = EventOf<T>['data'];
type Sensitive<T extends ParticipationEventType> = NonNullable<EventOf<T>['sensitive']>;
export type ToldEvent<T extends ParticipationEventType = ParticipationEventType> = Told<EventOf<T>>;

/** A kind of event with the day on which it usually occurs and what it usually says. */
const event =
  <T extends ParticipationEventType>(type: T, day: string, usual: Data<T>) =>
  (data: Partial<Data<T>> = {}, sensitive?: Sensitive<T>): ToldEvent<T> =>
    on(day, {
      type,
      data: { ...usual, ...data },
      ...(sensitive ? { sensitive } : {}),
    } as unknown as EventOf<T>);

export const measureOffered = event('MeasureOffered', '04-01', {
  clientId: 'client-1',
  measureId: 'measure-1',
  providerId: 'provider-1',
  adviserId: 'adviser-1',
  legalBasis: 'sgb3-45-3',
  track: 'purchased',
});
export const measureExplained = event('MeasureExplained', '04-02', {
  explained: ['purpose', 'content', 'limits'],
  form: 'oral',
});
export const noticeGiven = event('NoticeGiven', '04-03', {
  occasion: 'offer',
  textVersion: 'v1',
  deliveredOn: '2026-04-03',
});
export const offerDeferred = event('OfferDeferred', '04-03', {
  reason: 'time-not-ripe',
  revisitOn: '2026-06-01',
});
export const offerDeclined = event('OfferDeclined', '04-05', { reason: 'does-not-fit' });
export const offerWithdrawn = event('OfferWithdrawn', '04-05', { reason: 'known-deficiencies' });
export const consentGiven = event('ConsentGiven', '04-04', { form: 'written', pressureMarks: [] });
export const consentWithdrawn = event('ConsentWithdrawn', '04-06', {});
export const placeAssigned = event('PlaceAssigned', '04-10', { startsOn: '2026-05-04', basis: 'consent' });
export const voucherOffered = event('MeasureOffered', '04-01', {
  clientId: 'client-1',
  adviserId: 'adviser-1',
  legalBasis: 'sgb3-45-4',
  track: 'voucher',
  goal: 'placement',
});
export const voucherIssued = event('VoucherIssued', '04-06', {
  goal: 'placement',
  validUntil: '2026-07-05',
  region: 'BE',
});
export const voucherRedeemed = event('VoucherRedeemed', '04-10', {
  measureId: 'measure-2',
  providerId: 'provider-2',
  presentedOn: '2026-04-10',
  startsOn: '2026-05-04',
});
export const participationStarted = event('ParticipationStarted', '05-04', { startedOn: '2026-05-04' });
export const noShowReported = event('NoShowReported', '05-04', { reason: 'did-not-appear' });
export const participationInterrupted = event('ParticipationInterrupted', '05-20', { from: '2026-05-20' });
export const participationResumed = event('ParticipationResumed', '05-25', { on: '2026-05-25' });
export const contactHeld = event('ContactHeld', '04-02', {
  between: ['client', 'adviser'],
  channel: 'telephone',
  onSite: false,
});
export const crisisOpened = event('CrisisOpened', '05-06', {
  crisisId: 'crisis-1',
  kind: 'travel',
  severity: 2,
});
export const crisisReassessed = event('CrisisReassessed', '05-07', { crisisId: 'crisis-1', severity: 3 });
export const interventionRecorded = event('InterventionRecorded', '05-07', {
  crisisId: 'crisis-1',
  byRole: 'adviser',
  kind: 'talk',
});
export const crisisResolved = event('CrisisResolved', '05-08', { crisisId: 'crisis-1', result: 'overcome' });
export const riskFlagged = event('DropoutRiskFlagged', '05-06', {
  riskId: 'risk-1',
  raisedBy: 'adviser',
  because: [],
});
export const riskCleared = event('DropoutRiskCleared', '05-08', { riskId: 'risk-1', result: 'averted' });
export const dropoutProposed = event('DropoutProposed', '05-07', { reason: 'unknown' });
export const dropoutAverted = event('DropoutAverted', '05-08', {});
export const droppedOutOn = event('ParticipationDroppedOut', '05-29', {
  endedOn: '2026-05-29',
  providerReason: 'unknown',
  clientReason: 'unknown',
  adviserFinding: 'unknown',
});
export const participationCompleted = event('ParticipationCompleted', '05-29', {
  endedOn: '2026-05-29',
  result: 'goal-reached',
  gains: [],
  handOvers: [],
});
export const assessmentDelivered = event('AssessmentDelivered', '05-15', {
  kind: 'interim',
  shownToClient: true,
  sha256: 'a'.repeat(64),
});
export const remedyRecorded = event('RemedyRecorded', '06-02', {
  byWhom: 'client',
  kind: 'objection',
  eventId: 'entry-0',
  suspends: false,
});
export const whereaboutsRecorded = event('WhereaboutsRecorded', '06-01', {
  monthsAfter: 0,
  whereabouts: 'employed',
});
export const entryCorrected = event('EntryCorrected', '06-10', { eventId: 'entry-0', field: 'decideBy' });
export const entryAnnulled = event('EntryAnnulled', '06-10', { eventId: 'entry-0' });
export const participationAnnulled = event('ParticipationAnnulled', '06-10', { kind: 'mistake' });
export const entryDisputed = event('EntryDisputed', '06-10', { eventId: 'entry-0', disputedBy: 'client' });
export const disputeSettled = event('DisputeSettled', '06-11', {
  eventId: 'entry-0',
  disputeId: 'dispute',
  result: 'rejected',
});

/** One report of these days, each in the same state; it occurs on the last of them. */
const attendance =
  (state: AttendanceDay['state']) =>
  (...days: string[]): ToldEvent<'AttendanceReported'> =>
    on(days.toSorted().at(-1)!, {
      type: 'AttendanceReported',
      data: { days: days.map(day => ({ day: dayIn2026(day), state })) },
    });
export const present = attendance('present');
export const excused = attendance('excused');
export const unexcused = attendance('unexcused');
export const plannedFree = attendance('planned-free');

/** Several reports told as one. */
export const together = (
  ...reports: readonly ToldEvent<'AttendanceReported'>[]
): ToldEvent<'AttendanceReported'> => ({
  ...reports.toSorted((a, b) => (a.occurred < b.occurred ? -1 : 1)).at(-1)!,
  data: { days: reports.flatMap(({ data }) => data.days) },
});

/** The system's own word: rules that fired on these days, because of these entries. */
export function flaggedByRule(
  rules: Readonly<Partial<Record<FiredRule['rule'], readonly string[]>>>,
  because: readonly string[],
  riskId = 'risk-of-rule',
): Told<ParticipationEvent> {
  const fired = Object.entries(rules).map(([rule, days]) => ({
    rule: rule as FiredRule['rule'],
    days: days.map(dayIn2026),
  }));
  return as({ source: 'system' }, riskFlagged({ riskId, raisedBy: 'rule', rules: fired, because }));
}
