import type { Rulebook } from '../rulebook/rulebook.js';
import type { Region } from '../rulebook/working-days.js';
import type { Channel, Role, Source } from '../terms/actor.js';
import type {
  CaseClosing,
  DeficiencyCategory,
  DeficiencySeverity,
  Disputant,
  DisputeResult,
  ReinspectionResult,
} from '../terms/catalogues.js';
import type { Day, Instant } from '../terms/times.js';

/** What `dossier.json`, `events.ndjson` and `manifest.json` hold. A change that misleads a reader raises `format`. */
export interface DossierFormat {
  dossier: Dossier;
  event: ToldEvent;
  manifest: Manifest;
}

export type Value = string | number | boolean | null | Value[] | { [field: string]: Value };
export type Fields = { [field: string]: Value };

/**
 * An event by the dossier's own number, `E-1`, counted in the order of the log.
 * @pattern ^E-[1-9]\d*$
 */
export type EventRef = string;

/**
 * A participation by the dossier's own pseudonym.
 * @pattern ^T-[1-9]\d*$
 */
export type ParticipationRef = string;

/** Persons are a role and what they acted for. */
export interface Acted {
  readonly role: Role;
  readonly organisation?: string;
}

/** The times of an event (it happened; its source, the office knew; it was written). */
export interface ToldTimes {
  readonly occurredAt: Instant;
  readonly sourceKnewAt?: Instant;
  readonly learnedAt: Instant;
  readonly recordedAt: Instant;
}

/** A line of `events.ndjson`: the event as stored, with the dossier's own names in place of ids that lead to persons. */
export interface ToldEvent extends ToldTimes {
  readonly id: EventRef;
  /** As in the log; of a participation `participation-T-1`. */
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly actor: Acted;
  readonly source: Source;
  readonly channel: Channel;
  readonly rulebook: string;
  readonly shared?: true;
  readonly measureId?: string;
  readonly providerId?: string;
  /** The event that caused it, where the dossier tells that one too. */
  readonly causedBy?: EventRef;
  readonly data: Fields;
  readonly sensitive?: Fields;
  readonly stored: {
    /** Its id in the log; not told of a participation. */
    readonly eventId?: string;
    /** SHA-256 of the stored event as canonical JSON: who holds the log can prove that this is the event. */
    readonly sha256: string;
  };
}

export interface Correction {
  readonly by: EventRef;
  readonly field: string;
  readonly was?: Value;
  readonly is?: Value;
}

/** Who disputes an entry, and what came of it. */
export interface DisputeMark {
  readonly by: EventRef;
  readonly disputedBy: Disputant;
  readonly status: 'open' | 'settled';
  readonly result?: DisputeResult;
  readonly settledBy?: EventRef;
}

/** What is to be known of an entry beside what it says. */
export interface EntryMarks {
  readonly event: EventRef;
  readonly participation: ParticipationRef;
  readonly annulledBy?: EventRef;
  readonly corrected: readonly Correction[];
  readonly disputed: readonly DisputeMark[];
  /** How it reads with its corrections. */
  readonly reads?: { readonly occurredAt: Instant; readonly data: Fields; readonly sensitive?: Fields };
}

/** An event that the case cites. */
export interface CitedFact extends ToldTimes {
  readonly event: EventRef;
  readonly participation: ParticipationRef;
  readonly type: string;
  readonly source: Source;
  readonly citedBy: readonly EventRef[];
  /** Cited as what speaks for the provider. */
  readonly exculpatory: boolean;
}

/** A day of a deadline: the day of the event never counts; the end moves on from a day that is free. */
export interface CountedDay {
  readonly day: Day;
  readonly is: 'day-of-event' | 'counted' | 'moved-on';
  /** Which day of the deadline it is. */
  readonly number?: number;
  readonly free?: 'saturday' | 'sunday' | 'holiday';
  readonly holiday?: string;
}

export interface ToldDeadline {
  readonly event: EventRef;
  readonly kind: 'cure' | 'hearing';
  readonly demandId?: string;
  readonly from: Day;
  /** Calendar days. */
  readonly days: number;
  readonly rulebook: string;
  /** Days by the rulebook. */
  readonly ruled: { readonly usual?: number; readonly grave?: number; readonly atMost?: number };
  readonly region: Region;
  readonly daybyday: readonly CountedDay[];
  readonly endsOn: Day;
  /** 24:00 of the last day, as recorded. */
  readonly endsAt: Instant;
  /** How it stands at `madeAt`. */
  readonly standing: 'running' | 'reported' | 'answered' | 'lapsed' | 'cured';
  readonly lapseDeclaredBy?: EventRef;
  /** Declared lapsed, although it shows now that it was met in time. */
  readonly inTimeRecordedLater?: true;
}

export interface ToldParticipation {
  readonly pseudonym: ParticipationRef;
  /** Named as affected, not only cited. */
  readonly named: boolean;
  /** Cited events of it. */
  readonly facts: readonly EventRef[];
  /** Reports of the provider that were declared overdue. */
  readonly overdue: readonly {
    readonly event: EventRef;
    /** It shows now that the report was made in time: the entry stands, and counts no more. */
    readonly inTimeRecordedLater?: true;
  }[];
  /** Corrections, annulments, disputes and remedies about these. */
  readonly about: readonly EventRef[];
}

export interface ToldMeasure {
  readonly measureId: string;
  readonly event: EventRef;
  readonly title: string;
  /** Of the concept, as they were on the day of the observation. */
  readonly duties: readonly { readonly duty: string; readonly page: number; readonly breached: boolean }[];
  readonly amendments: readonly EventRef[];
}

export interface Reading {
  readonly at: Instant;
  readonly reader: Acted;
  /** The operation of the API or the command. */
  readonly operation: string;
  readonly purpose: string | null;
  /** The reading in which this dossier was made. */
  readonly thisOne?: true;
}

/** Everything about a provider case, for programs. What an event says stands in `events.ndjson`. */
export interface Dossier {
  readonly format: 1;
  readonly caseId: string;
  readonly storeId: string;
  /** Position in the log as of which it was made. */
  readonly position: string;
  readonly madeAt: Instant;
  readonly madeBy: Acted;
  readonly office: { readonly officeId: string; readonly state: Region; readonly event?: EventRef };
  readonly provider: { readonly providerId: string; readonly name?: string; readonly event?: EventRef };
  readonly measures: readonly ToldMeasure[];
  readonly accusation: {
    readonly event: EventRef;
    readonly category: DeficiencyCategory;
    readonly severity: DeficiencySeverity;
    readonly observedOn: Day;
    readonly duty: { readonly clause?: string; readonly conceptPage?: number };
  };
  readonly closed?: { readonly event: EventRef; readonly result: CaseClosing };
  /** Every event of the case, in the order of the log. */
  readonly course: readonly EventRef[];
  readonly facts: readonly CitedFact[];
  readonly documents: readonly {
    readonly sha256: string;
    readonly event: EventRef;
    readonly exculpatory: boolean;
  }[];
  readonly participations: readonly ToldParticipation[];
  readonly findings: readonly EventRef[];
  readonly exculpatory: {
    /** What each finding says of the search for it. */
    readonly weighed: readonly {
      readonly event: EventRef;
      readonly outcome: 'weighed' | 'none-found';
    }[];
    readonly evidence: readonly EventRef[];
  };
  readonly deadlines: readonly ToldDeadline[];
  readonly answers: readonly {
    readonly event: EventRef;
    readonly kind: 'statement' | 'cure';
    /** The invitation or demand that it answers. */
    readonly to?: EventRef;
    /** Whether the office learned of it before the deadline ended. */
    readonly inTime?: boolean;
  }[];
  readonly reinspections: readonly {
    readonly event: EventRef;
    readonly demand?: EventRef;
    readonly inspectedOn: Day;
    readonly result: ReinspectionResult;
  }[];
  /** Warnings, referrals, decisions. */
  readonly consequences: readonly EventRef[];
  readonly instructions: readonly {
    readonly event: EventRef;
    readonly measureId: string;
    /** Given in this case, and not about the measure at large. */
    readonly ofThisCase: boolean;
    readonly objections: readonly EventRef[];
  }[];
  readonly pauses: readonly {
    readonly event: EventRef;
    readonly measureId: string;
    readonly ofThisCase: boolean;
    readonly resumed?: EventRef;
    /** In cents a month. */
    readonly exposure: number;
  }[];
  /** Deficiencies noted on the measure by this case, and lifted. */
  readonly notes: readonly EventRef[];
  /** Visits, reviews and changes of staff of provider and measure. */
  readonly surroundings: readonly EventRef[];
  readonly marked: readonly EntryMarks[];
  readonly readings: readonly Reading[];
  /** The versions that the told events name. */
  readonly rulebooks: readonly Rulebook[];
}

/** What the archive holds, but for the manifest itself. */
export interface Manifest {
  readonly format: 1;
  readonly caseId: string;
  readonly storeId: string;
  readonly position: string;
  readonly madeAt: Instant;
  readonly madeBy: Acted;
  readonly product: { readonly name: 'teilhabe'; readonly version: string };
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}
