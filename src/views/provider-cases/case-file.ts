import type { CitedEvent, DutyBreached, ProviderCaseEntry } from '../../provider-case/events.js';
import type { Instant } from '../../terms/times.js';
import type { HistoryEntry } from '../case-history/case-history.js';
import type { ProviderEntry } from '../case-history/provider-view.js';
import { toldToOffice, type ToldEntry } from '../stream-history/told-entry.js';
import { caseItem, type ProviderCaseItem } from './case-item.js';

/** One step of a case. A provider is told of others only which role they have. */
export type CaseFileEntry = ToldEntry<ProviderCaseEntry['type']>;

/** An entry that a case points at, as it reads now with its marks; null where the reader may not read it. */
export interface EvidenceItem extends CitedEvent {
  /** The step of the case that cites it. */
  readonly citedBy: string;
  readonly exculpatory: boolean;
  readonly entry: HistoryEntry | ProviderEntry | null;
}

/** Everything about one case, or what of it a provider is told. */
export interface CaseFile extends ProviderCaseItem {
  readonly revision: number;
  readonly dutyBreached: DutyBreached;
  /** Participations that are affected. */
  readonly participationIds: readonly string[];
  readonly entries: readonly CaseFileEntry[];
  readonly evidence: readonly EvidenceItem[];
}

/** What a reader may read of the participations that are cited, by their ids. */
export type Readable = ReadonlyMap<string, readonly (HistoryEntry | ProviderEntry)[]>;

/** Every participation that a case names. */
export const namedIn = (history: readonly ProviderCaseEntry[]): readonly string[] => [
  ...new Set(history.flatMap(affected)),
];

function affected(entry: ProviderCaseEntry): readonly string[] {
  const cited = citedIn(entry).map(({ participationId }) => participationId);
  return entry.type === 'DeficiencyObserved' ? [...entry.data.participationIds, ...cited] : cited;
}

const citedIn = (entry: ProviderCaseEntry): readonly CitedEvent[] =>
  entry.type === 'DeficiencyObserved' || entry.type === 'EvidenceAdded' ? entry.data.evidence : [];

/** @param history the whole stream, as recorded; not empty */
export function evidenceIn(
  history: readonly ProviderCaseEntry[],
  readable: Readable,
): readonly EvidenceItem[] {
  return history.flatMap(step =>
    citedIn(step).map(({ participationId, eventId }) => ({
      citedBy: step.id,
      exculpatory: step.type === 'EvidenceAdded' && step.data.exculpatory,
      participationId,
      eventId,
      entry: readable.get(participationId)?.find(entry => entry.eventId === eventId) ?? null,
    })),
  );
}

/** The whole case, for its office and for auditors. */
export function caseFile(
  caseId: string,
  history: readonly ProviderCaseEntry[],
  readable: Readable,
  now: Instant,
): CaseFile {
  return {
    ...caseItem(caseId, history, now),
    revision: history.length - 1,
    dutyBreached: dutyBreached(history),
    participationIds: namedIn(history),
    entries: history.map(entry => toldToOffice(entry)),
    evidence: evidenceIn(history, readable),
  };
}

/** Where the duty stands that was breached. */
export function dutyBreached(history: readonly ProviderCaseEntry[]): DutyBreached {
  return history.find(entry => entry.type === 'DeficiencyObserved')?.data.dutyBreached ?? {};
}
