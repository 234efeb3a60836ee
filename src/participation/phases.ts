import type { ParticipationEventType } from './events.js';
import type { Phase } from './state.js';

const beforeStart = ['offered', 'deferred', 'consented', 'assigned'] as const;
const active = ['started', 'interrupted'] as const;
const ended = ['completed', 'dropped-out'] as const;
const course = [...active, ...ended] as const;
const any = [...beforeStart, 'declined', 'withdrawn', 'not-started', ...course, 'annulled'] as const;

/** The phases in which an event is possible (domain.md, "Phases of a participation"). */
export const possibleIn: Readonly<Record<ParticipationEventType, readonly Phase[]>> = {
  MeasureOffered: ['none'],
  MeasureExplained: [...beforeStart, ...active],
  NoticeGiven: [...beforeStart, ...active],
  OfferDeferred: ['offered', 'deferred'],
  OfferDeclined: beforeStart,
  OfferWithdrawn: beforeStart,
  ConsentGiven: [...beforeStart, ...active],
  ConsentWithdrawn: ['consented', 'assigned', ...active],
  PlaceAssigned: ['offered', 'deferred', 'consented'],
  ParticipationStarted: ['assigned'],
  NoShowReported: ['assigned'],
  AttendanceReported: course,
  ParticipationInterrupted: ['started'],
  ParticipationResumed: ['interrupted'],
  ContactHeld: any,
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
  WhereaboutsRecorded: ended,
  EntryCorrected: any,
  EntryAnnulled: any,
  ParticipationAnnulled: [...beforeStart, 'declined', 'withdrawn', 'not-started', ...course],
  EntryDisputed: any,
  DisputeSettled: any,
};

/** Events that move a participation to another phase: each occurs after the one before. */
export const transitions: ReadonlySet<ParticipationEventType> = new Set<ParticipationEventType>([
  'MeasureOffered',
  'OfferDeferred',
  'OfferDeclined',
  'OfferWithdrawn',
  'PlaceAssigned',
  'ParticipationStarted',
  'NoShowReported',
  'ParticipationInterrupted',
  'ParticipationResumed',
  'ParticipationDroppedOut',
  'ParticipationCompleted',
]);
