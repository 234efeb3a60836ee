import type { Actor } from '../../terms/actor.js';
import type { Provenance } from '../../terms/fact.js';
import type { Axes } from '../../views/case-history/axes.js';
import type { Dispute } from '../../views/case-history/disputes.js';
import type { Facts } from '../../views/case-history/facts.js';
import type { ProviderEntry } from '../../views/case-history/provider-view.js';

/** Everything about one participation, on the axes that were asked. To a provider a part of it is told. */
export interface HistoryAnswer extends Partial<Facts> {
  readonly participationId: string;
  /** Of the last entry in the record, -1 where there was none. */
  readonly revision: number;
  readonly asked: Axes;
  readonly entries: readonly HistoryEntryAnswer[];
}

type Times = Pick<Provenance, 'occurredAt' | 'sourceKnewAt' | 'learnedAt' | 'recordedAt' | 'source'>;
type ForTheOffice = Pick<
  Provenance,
  'channel' | 'rulebook' | 'schemaVersion' | 'correlationId' | 'causationId' | 'shared' | 'providerId'
>;

/** An entry as it reads on the axes that were asked. */
export interface HistoryEntryAnswer extends Times, Partial<ForTheOffice> {
  readonly eventId: string;
  readonly revision: number;
  /** Its place in the log. */
  readonly position?: string;
  readonly type: ProviderEntry['type'];
  /** Who recorded it; a provider is told the role of others only. */
  readonly actor: Pick<Actor, 'role'> & Partial<Actor>;
  /** Codes, dates and ids, by the type of the entry. */
  readonly data: object;
  /** Free text and disclosing codes, by the type of the entry. */
  readonly sensitive?: object;
  readonly marks: MarksAnswer;
}

/** What is to be known of an entry beside what it says. */
export interface MarksAnswer {
  /** Id of the annulment; to a provider just true. The entry is shown, and has no part in the state. */
  readonly annulled?: string | true;
  readonly corrected?: readonly CorrectedAnswer[];
  readonly disputed?: readonly DisputeAnswer[];
  /** Known at the moment that is asked about, and written down only after it. */
  readonly writtenDownLater?: true;
  /** Reported after the end: it reopened nothing. */
  readonly afterEnd?: true;
  /** Declared overdue, although it shows that the duty was met in time: it stands, and leaves all counts. */
  readonly inTimeRecordedLater?: true;
  /** Declared overdue, although it shows that nothing was owed: it stands, and leaves all counts. */
  readonly notOwed?: true;
}

/** A correction in its place. */
export interface CorrectedAnswer {
  /** The correction, an entry of its own. */
  readonly eventId?: string;
  readonly field: string;
  readonly was?: unknown;
  readonly is?: unknown;
  readonly sensitive?: { readonly was?: unknown; readonly is?: unknown };
}

export interface DisputeAnswer
  extends
    Pick<Dispute, 'disputedBy' | 'status' | 'result'>,
    Partial<Pick<Dispute, 'disputeId' | 'settledBy'>> {}
