import type { EventOf, ParticipationEvent, ParticipationEventType } from './events.js';

type Keys<T> = T extends unknown ? keyof T : never;
type FieldOf<T extends ParticipationEventType> =
  Keys<EventOf<T>['data']> | Keys<NonNullable<EventOf<T>['sensitive']>>;

/**
 * The fields that a correction can set right, as they were sent. Left out is what identifies, what was derived,
 * and entries about entries: correcting these would make another history, not the same one right.
 */
const correctable: { readonly [T in ParticipationEventType]: readonly FieldOf<T>[] } = {
  MeasureOffered: ['relation', 'decideBy', 'content', 'overrideReason', 'deficiencyReason', 'note'],
  MeasureExplained: ['explained', 'form', 'note'],
  NoticeGiven: ['occasion', 'textVersion', 'deliveredOn', 'note'],
  OfferDeferred: ['reason', 'revisitOn', 'note', 'rawCode'],
  OfferDeclined: ['reason', 'note', 'rawCode'],
  OfferWithdrawn: ['reason', 'note', 'rawCode'],
  ConsentGiven: ['form', 'evidenceRef', 'statement'],
  ConsentWithdrawn: ['reason', 'statement'],
  VoucherIssued: ['validUntil', 'region', 'content', 'note'],
  VoucherRedeemed: ['presentedOn', 'startsOn', 'deficiencyReason', 'note'],
  PlaceAssigned: ['startsOn', 'basis', 'deficiencyReason', 'note'],
  ParticipationStarted: ['startedOn', 'note'],
  NoShowReported: ['reason', 'note', 'rawCode'],
  AttendanceReported: ['days', 'note'],
  ParticipationInterrupted: ['from', 'reason'],
  ParticipationResumed: ['on', 'note'],
  ContactHeld: ['between', 'channel', 'onSite', 'summary'],
  CrisisOpened: ['kind', 'severity', 'incidentId', 'description', 'rawCode'],
  CrisisReassessed: ['severity', 'note'],
  InterventionRecorded: ['byRole', 'kind', 'nextStepDue', 'addressedTo', 'note'],
  CrisisResolved: ['result', 'note'],
  DropoutRiskFlagged: ['note'],
  DropoutRiskCleared: ['result', 'note'],
  DropoutProposed: ['reason', 'note', 'rawCode'],
  DropoutAverted: ['agreed'],
  ParticipationDroppedOut: ['endedOn', 'providerReason', 'clientReason', 'adviserFinding', 'note', 'rawCode'],
  ParticipationCompleted: ['endedOn', 'result', 'gains', 'handOvers', 'note'],
  WhereaboutsRecorded: ['monthsAfter', 'whereabouts', 'note', 'rawCode'],
  AssessmentDelivered: ['kind', 'shownToClient', 'sha256', 'text'],
  RemedyRecorded: ['byWhom', 'kind', 'suspends', 'note'],
  ReportOverdue: [],
  ResponseOverdue: [],
  EntryCorrected: [],
  EntryAnnulled: [],
  ParticipationAnnulled: [],
  EntryDisputed: [],
  DisputeSettled: [],
};

/** Said only where something else was too: they can be set right, but not added to an entry that is without. */
export const neverAdded: ReadonlySet<string> = new Set([
  'relation',
  'content',
  'overrideReason',
  'deficiencyReason',
]);

/** True for a field that can be corrected; when it occurred can be in every entry that has one. */
export function isCorrectable({ type }: ParticipationEvent, field: string): boolean {
  const fields: readonly string[] = correctable[type];
  return field === 'occurredAt' ? fields.length > 0 : fields.includes(field);
}
