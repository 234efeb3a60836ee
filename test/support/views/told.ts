import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '../../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import { schemaVersionOf } from '../../../src/event-codec/names.js';
import type { FreedBecause } from '../../../src/measure/events.js';
import type {
  AttendanceDay,
  FieldValue,
  ParticipationEvent,
  ParticipationEventType,
} from '../../../src/participation/events.js';
import type {
  AssignmentBasis,
  CompletionResult,
  DeferReason,
  DropoutReason,
  LossReason,
  MandateResult,
  PressureMark,
  Severity,
} from '../../../src/terms/catalogues.js';
import type { Provenance } from '../../../src/terms/fact.js';
import { type Day, startOfDay, toInstant, epochOf } from '../../../src/terms/times.js';

const ofOtherStreams = new Set<string>([
  'ClientRegistered',
  'MandateClarified',
  'ClientHandedOver',
  'DeputyAppointed',
  'DeputyEnded',
  'ProviderRegistered',
  'MeasureRegistered',
  'PlaceTaken',
  'PlaceFreed',
  'RulebookAdded',
  'OfficeRegistered',
  'ConsultationHeld',
  'ColleagueConsulted',
  'ComplaintAnswered',
]);

/** An hour of a day in Berlin as an instant. */
export const at = (day: Day, hour = 9): string => toInstant(epochOf(startOfDay(day)) + hour * 3_600_000);

/** An event as it was recorded on a day, when it also occurred and was learned of, unless said otherwise. */
export function on(day: Day, event: DomainEvent, provenance: Partial<Provenance> = {}): NewEntry {
  const time = at(day);
  const ofMeasure = ofOtherStreams.has(event.type) ? {} : { measureId: 'm-1', providerId: 'pr-1' };
  return {
    ...event,
    id: randomUUID(),
    schemaVersion: schemaVersionOf(event.type),
    occurredAt: time,
    learnedAt: time,
    recordedAt: time,
    actor: { id: 'a-1', role: 'adviser', organisation: 'o-1' },
    source: 'adviser',
    channel: 'api',
    correlationId: randomUUID(),
    causationId: randomUUID(),
    rulebook: '1900-1',
    command: { id: randomUUID(), digest: '0'.repeat(64) },
    ...ofMeasure,
    ...provenance,
  };
}

/** By the provider's own word. */
export const byProvider = {
  source: 'provider',
  actor: { id: 'clerk-1', role: 'provider', organisation: 'pr-1' },
} as const satisfies Partial<Provenance>;

type Data<T extends ParticipationEventType> = Partial<Extract<ParticipationEvent, { type: T }>['data']>;

export const registered = (officeId = 'o-1', adviserId = 'a-1'): DomainEvent => ({
  type: 'ClientRegistered',
  data: { officeId, adviserId },
});
export const mandate = (result: MandateResult = 'given'): DomainEvent => ({
  type: 'MandateClarified',
  data: { result, circumstances: ['none'] },
});
export const handedOver = (fromAdviserId: string, toAdviserId: string): DomainEvent => ({
  type: 'ClientHandedOver',
  data: { fromAdviserId, toAdviserId },
});
export const deputyAppointed = (adviserId: string, deputyId: string, from: Day, to: Day): DomainEvent => ({
  type: 'DeputyAppointed',
  data: { adviserId, deputyId, from, to },
});
export const deputyEnded = (adviserId: string, deputyId: string, endedOn: Day): DomainEvent => ({
  type: 'DeputyEnded',
  data: { adviserId, deputyId, endedOn },
});
export const providerRegistered = (name = 'Kompass'): DomainEvent => ({
  type: 'ProviderRegistered',
  data: { name },
});
export const measureRegistered = (
  data: Partial<Extract<DomainEvent, { type: 'MeasureRegistered' }>['data']> = {},
): DomainEvent => ({
  type: 'MeasureRegistered',
  data: {
    providerId: 'pr-1',
    title: 'Aktiv',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places: 12,
    minimumPlaces: 8,
    pricePerPlaceMonth: 45_000,
    runsFrom: '2026-01-01',
    runsTo: '2026-12-31',
    duties: [],
    ...data,
  },
});
export const placeTaken = (participationId: string): DomainEvent => ({
  type: 'PlaceTaken',
  data: { participationId },
});
export const placeFreed = (participationId: string, because: FreedBecause = 'completed'): DomainEvent => ({
  type: 'PlaceFreed',
  data: { participationId, because },
});

export const offered = (clientId = 'c-1', data: Data<'MeasureOffered'> = {}): DomainEvent => ({
  type: 'MeasureOffered',
  data: {
    clientId,
    measureId: 'm-1',
    providerId: 'pr-1',
    adviserId: 'a-1',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    ...data,
  },
});
export const explained = (): DomainEvent => ({
  type: 'MeasureExplained',
  data: { explained: ['purpose', 'content', 'limits'], form: 'oral' },
});
export const noticed = (deliveredOn: Day): DomainEvent => ({
  type: 'NoticeGiven',
  data: { occasion: 'offer', textVersion: '1', deliveredOn },
});
export const deferred = (revisitOn: Day, reason: DeferReason = 'time-not-ripe'): DomainEvent => ({
  type: 'OfferDeferred',
  data: { reason, revisitOn },
});
export const declined = (reason: LossReason = 'refuses'): DomainEvent => ({
  type: 'OfferDeclined',
  data: { reason },
});
export const withdrawn = (reason: LossReason = 'does-not-fit'): DomainEvent => ({
  type: 'OfferWithdrawn',
  data: { reason },
});
export const consented = (...pressureMarks: readonly PressureMark[]): DomainEvent => ({
  type: 'ConsentGiven',
  data: { form: 'written', pressureMarks },
  sensitive: { statement: 'Ich will das versuchen.' },
});
export const consentWithdrawn = (): DomainEvent => ({ type: 'ConsentWithdrawn', data: {} });
export const assigned = (startsOn: Day, basis: AssignmentBasis = 'consent'): DomainEvent => ({
  type: 'PlaceAssigned',
  data: { startsOn, basis },
});
export const started = (startedOn: Day): DomainEvent => ({
  type: 'ParticipationStarted',
  data: { startedOn },
});
export const noShow = (reason: LossReason = 'did-not-appear'): DomainEvent => ({
  type: 'NoShowReported',
  data: { reason },
});
export const attended = (...days: readonly AttendanceDay[]): DomainEvent => ({
  type: 'AttendanceReported',
  data: { days },
});
export const interrupted = (from: Day): DomainEvent => ({ type: 'ParticipationInterrupted', data: { from } });
export const resumed = (day: Day): DomainEvent => ({ type: 'ParticipationResumed', data: { on: day } });
export const contact = (): DomainEvent => ({
  type: 'ContactHeld',
  data: { between: ['client', 'adviser'], channel: 'telephone', onSite: false },
  sensitive: { summary: 'Es geht voran.' },
});
export const crisis = (
  crisisId: string,
  severity: Severity = 2,
  data: Data<'CrisisOpened'> = {},
): DomainEvent => ({ type: 'CrisisOpened', data: { crisisId, kind: 'travel', severity, ...data } });
export const reassessed = (crisisId: string, severity: Severity): DomainEvent => ({
  type: 'CrisisReassessed',
  data: { crisisId, severity },
});
export const resolved = (crisisId: string): DomainEvent => ({
  type: 'CrisisResolved',
  data: { crisisId, result: 'overcome' },
});
export const intervened = (crisisId: string): DomainEvent => ({
  type: 'InterventionRecorded',
  data: { crisisId, byRole: 'adviser', kind: 'talk' },
});
export const riskFlagged = (riskId: string, data: Data<'DropoutRiskFlagged'> = {}): DomainEvent => ({
  type: 'DropoutRiskFlagged',
  data: { riskId, raisedBy: 'adviser', because: [], ...data },
});
export const riskCleared = (riskId: string): DomainEvent => ({
  type: 'DropoutRiskCleared',
  data: { riskId, result: 'averted' },
});
export const proposed = (reason: DropoutReason = 'overload'): DomainEvent => ({
  type: 'DropoutProposed',
  data: { reason },
});
export const averted = (): DomainEvent => ({ type: 'DropoutAverted', data: {} });
export const droppedOut = (endedOn: Day, adviserFinding: DropoutReason = 'overload'): DomainEvent => ({
  type: 'ParticipationDroppedOut',
  data: { endedOn, providerReason: 'unknown', clientReason: 'unknown', adviserFinding },
});
export const completed = (endedOn: Day, result: CompletionResult = 'goal-reached'): DomainEvent => ({
  type: 'ParticipationCompleted',
  data: { endedOn, result, gains: [], handOvers: [] },
});
export const whereabouts = (monthsAfter: 0 | 6 = 0): DomainEvent => ({
  type: 'WhereaboutsRecorded',
  data: { monthsAfter, whereabouts: 'employed' },
});
export const corrected = (eventId: string, field: string, is: FieldValue): DomainEvent => ({
  type: 'EntryCorrected',
  data: { eventId, field, is },
  sensitive: { reason: 'Zahlendreher' },
});
export const annulled = (eventId: string): DomainEvent => ({
  type: 'EntryAnnulled',
  data: { eventId },
  sensitive: { reason: 'falsche Person' },
});
export const participationAnnulled = (): DomainEvent => ({
  type: 'ParticipationAnnulled',
  data: { kind: 'mistake' },
  sensitive: { reason: 'falsch angelegt' },
});
export const disputed = (eventId: string): DomainEvent => ({
  type: 'EntryDisputed',
  data: { eventId, disputedBy: 'provider' },
});
export const settled = (eventId: string, disputeId: string): DomainEvent => ({
  type: 'DisputeSettled',
  data: { eventId, disputeId, result: 'rejected' },
});

export const overdue = (
  type: 'ReportOverdue' | 'ResponseOverdue',
  dutyId: string,
  foundedBy: string,
): DomainEvent => ({
  type,
  data: {
    dutyId,
    rule: type === 'ReportOverdue' ? 'D-month' : 'D-contact',
    dueAt: at('2026-04-08', 0),
    rulebook: '1900-1',
    foundedBy,
  },
});

/** By what the system does itself. */
export const bySystem = {
  source: 'system',
  channel: 'policy',
  actor: { id: 'teilhabe', role: 'system' },
} as const satisfies Partial<Provenance>;

/** A participation from the offer to the start, consent given freely. */
export const begun = (clientId: string, day: Day, data: Data<'MeasureOffered'> = {}): readonly NewEntry[] => [
  on(day, offered(clientId, data)),
  on(day, explained()),
  on(day, consented()),
  on(day, assigned(day)),
  on(day, started(day), byProvider),
];
