import type { FieldValue, ParticipationEventType } from '../../participation/events.js';
import type { Actor, Role, Source } from '../../terms/actor.js';
import type { Disputant, DisputeResult } from '../../terms/catalogues.js';
import type { Day, Instant } from '../../terms/times.js';
import type { Axes } from './axes.js';
import type { CaseHistory, HistoryEntry } from './case-history.js';

type Fields = Readonly<Record<string, FieldValue>>;

/** A dispute as the provider learns of it: neither who wrote it nor why. */
export interface DisputeSeen {
  readonly disputedBy: Disputant;
  readonly status: 'open' | 'settled';
  readonly result?: DisputeResult;
}

/** An entry, reduced to what its provider may read. Its own people are named, all others are roles. */
export interface ProviderEntry {
  readonly eventId: string;
  readonly revision: number;
  readonly type: ParticipationEventType;
  readonly occurredAt: Instant;
  readonly sourceKnewAt?: Instant;
  readonly learnedAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: Actor | { readonly role: Role };
  readonly source: Source;
  readonly data: Fields;
  readonly sensitive?: Fields;
  readonly marks: {
    readonly annulled?: true;
    readonly corrected?: readonly {
      readonly field: string;
      readonly was?: FieldValue;
      readonly is?: FieldValue;
    }[];
    readonly disputed?: readonly DisputeSeen[];
    readonly writtenDownLater?: true;
    readonly afterEnd?: true;
    readonly inTimeRecordedLater?: true;
    readonly notOwed?: true;
  };
}

export interface ProviderHistory {
  readonly participationId: string;
  readonly revision: number;
  readonly asked: Axes;
  readonly clientId: string;
  readonly measureId: string;
  readonly providerId: string;
  readonly startsOn?: Day;
  readonly startedOn?: Day;
  readonly endedOn?: Day;
  readonly entries: readonly ProviderEntry[];
}

/** Which fields of `data` a provider reads: of its own reports, of what is shared with it, and of anything. */
interface Permitted {
  readonly own: 'all' | readonly string[];
  readonly shared: 'all' | readonly string[];
  readonly always: readonly string[];
}

const report: Permitted = { own: 'all', shared: 'all', always: [] };
const sharedOnly: Permitted = { own: [], shared: 'all', always: [] };
const sharedFields = (...fields: readonly string[]): Permitted => ({ own: [], shared: fields, always: [] });
const never = sharedFields();
const endOnly: Permitted = { own: ['endedOn'], shared: ['endedOn'], always: ['endedOn'] };

/** rules.md, "Who may do what": the row of the provider. */
const permitted: Readonly<Record<ParticipationEventType, Permitted>> = {
  // without the adviser's id
  MeasureOffered: sharedFields(
    'clientId',
    'measureId',
    'providerId',
    'legalBasis',
    'track',
    'relation',
    'decideBy',
  ),
  MeasureExplained: report,
  NoticeGiven: sharedOnly,
  OfferDeferred: sharedOnly,
  OfferDeclined: sharedOnly,
  OfferWithdrawn: sharedOnly,
  // without the marks of pressure
  ConsentGiven: sharedFields('form'),
  ConsentWithdrawn: sharedOnly,
  VoucherIssued: never,
  VoucherRedeemed: {
    own: ['measureId', 'providerId', 'presentedOn', 'startsOn'],
    shared: ['measureId', 'providerId', 'presentedOn', 'startsOn'],
    always: ['measureId', 'providerId', 'presentedOn', 'startsOn'],
  },
  PlaceAssigned: { own: ['startsOn'], shared: ['startsOn'], always: ['startsOn'] },
  ParticipationStarted: report,
  NoShowReported: report,
  AttendanceReported: report,
  ParticipationInterrupted: report,
  ParticipationResumed: report,
  ContactHeld: report,
  CrisisOpened: report,
  CrisisReassessed: report,
  InterventionRecorded: report,
  CrisisResolved: report,
  DropoutRiskFlagged: report,
  DropoutRiskCleared: report,
  DropoutProposed: report,
  DropoutAverted: sharedOnly,
  ParticipationDroppedOut: endOnly,
  ParticipationCompleted: endOnly,
  AssessmentDelivered: report,
  RemedyRecorded: sharedOnly,
  ReportOverdue: { own: [], shared: 'all', always: ['dutyId', 'rule', 'dueAt'] },
  ResponseOverdue: sharedOnly,
  WhereaboutsRecorded: report,
  EntryCorrected: never,
  EntryAnnulled: never,
  ParticipationAnnulled: sharedFields('kind'),
  EntryDisputed: report,
  DisputeSettled: never,
};

const isAddressed = (entry: HistoryEntry): boolean =>
  entry.type === 'InterventionRecorded' && (entry.data.addressedTo?.includes('provider') ?? false);

/** The fields that may be read; undefined where nothing of the entry may. */
function readable(entry: HistoryEntry): 'all' | readonly string[] | undefined {
  const { own, shared, always } = permitted[entry.type];
  // What a rule raised is the system's word and no report, whoever reported the days.
  if (entry.type === 'DropoutRiskFlagged' && entry.data.raisedBy === 'rule') return undefined;
  if (isAddressed(entry)) return 'all';
  const fields = entry.source === 'provider' ? own : entry.shared ? shared : always;
  return fields.length > 0 ? fields : undefined;
}

const only = (fields: Fields, names: 'all' | readonly string[]): Fields =>
  names === 'all'
    ? fields
    : Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));

const wroteItself = ({ actor }: HistoryEntry, providerId: string): boolean =>
  actor.role === 'provider' && actor.organisation === providerId;

/** Its own words, but for those that somebody else put into its mouth by a correction. */
function ownWords(
  entry: HistoryEntry,
  names: 'all' | readonly string[],
  providerId: string,
): Fields | undefined {
  if (!entry.sensitive || !wroteItself(entry, providerId)) return undefined;
  const changed = new Set(entry.marks.corrected?.map(({ field }) => field));
  if (changed.has('days')) changed.add('sick');
  const words = Object.entries(only(entry.sensitive as Fields, names)).filter(
    ([field]) => !changed.has(field),
  );
  return words.length ? Object.fromEntries(words) : undefined;
}

function marksFor(
  { marks, ...entry }: HistoryEntry,
  fields: 'all' | readonly string[],
): ProviderEntry['marks'] {
  const { annulled, corrected = [], disputed = [] } = marks;
  const { writtenDownLater, afterEnd, inTimeRecordedLater, notOwed } = marks;
  const visible = corrected
    .filter(
      ({ field }) =>
        field === 'occurredAt' || (field in entry.data && (fields === 'all' || fields.includes(field))),
    )
    .map(({ eventId: _, sensitive: __, ...mark }) => mark);
  return {
    ...(annulled === undefined ? {} : { annulled: true }),
    ...(visible.length ? { corrected: visible } : {}),
    ...(disputed.length
      ? {
          disputed: disputed.map(({ disputedBy, status, result }) => ({
            disputedBy,
            status,
            ...(result ? { result } : {}),
          })),
        }
      : {}),
    ...(writtenDownLater ? { writtenDownLater } : {}),
    ...(afterEnd ? { afterEnd } : {}),
    ...(inTimeRecordedLater ? { inTimeRecordedLater } : {}),
    ...(notOwed ? { notOwed } : {}),
  };
}

// A voucher that was forfeited may be redeemed with another: what one reported is nothing for the other.
const isAnothers = (entry: HistoryEntry, providerId: string): boolean =>
  entry.providerId !== undefined && entry.providerId !== providerId;

function seen(entry: HistoryEntry, providerId: string): ProviderEntry[] {
  if (isAnothers(entry, providerId)) return [];
  const fields = readable(entry);
  if (!fields) return [];
  const { eventId, revision, type, occurredAt, sourceKnewAt, learnedAt, recordedAt, actor, source } = entry;
  const words = ownWords(entry, fields, providerId);
  return [
    {
      eventId,
      revision,
      type,
      occurredAt,
      ...(sourceKnewAt === undefined ? {} : { sourceKnewAt }),
      learnedAt,
      recordedAt,
      actor: wroteItself(entry, providerId) ? actor : { role: actor.role },
      source,
      data: only(entry.data as unknown as Fields, fields),
      ...(words ? { sensitive: words } : {}),
      marks: marksFor(entry, fields),
    },
  ];
}

/** Ids of entries stand in what is shown only where the provider sees these entries too. */
function withoutForeignIds(entries: readonly ProviderEntry[]): readonly ProviderEntry[] {
  const ids = new Set(entries.map(({ eventId }) => eventId));
  return entries.flatMap(entry => {
    const { because, eventId } = entry.data;
    if (entry.type === 'EntryDisputed') return typeof eventId === 'string' && ids.has(eventId) ? [entry] : [];
    if (!Array.isArray(because)) return [entry];
    return [
      {
        ...entry,
        data: { ...entry.data, because: because.filter(id => typeof id === 'string' && ids.has(id)) },
      },
    ];
  });
}

/**
 * A case history as its provider may read it (rules.md): its own reports, `startsOn`, interventions addressed to it,
 * `endedOn`, dispute marks, and what is shared with it. Undefined where it is another's, or nothing of it may be read.
 */
export function providerView(history: CaseHistory, providerId: string): ProviderHistory | undefined {
  const { participationId, revision, asked, clientId, measureId, startsOn, startedOn, endedOn } = history;
  if (history.providerId !== providerId || clientId === undefined || measureId === undefined)
    return undefined;
  const entries = withoutForeignIds(history.entries.flatMap(entry => seen(entry, providerId)));
  if (entries.length === 0) return undefined;
  const sawStart = entries.some(({ type, marks }) => type === 'ParticipationStarted' && !marks.annulled);
  return {
    participationId,
    revision,
    asked,
    clientId,
    measureId,
    providerId,
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(startedOn !== undefined && sawStart ? { startedOn } : {}),
    ...(endedOn === undefined ? {} : { endedOn }),
    entries,
  };
}
