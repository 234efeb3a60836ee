import type {
  CaseClosing,
  CaseDecision,
  DeficiencyCategory,
  DeficiencySeverity,
} from '../terms/catalogues.js';
import type { Day, Instant } from '../terms/times.js';
import type { Demand } from './demand.js';
import type { Deadline } from './events.js';

export interface Finding {
  readonly at: Instant;
  readonly category: DeficiencyCategory;
  readonly severity: DeficiencySeverity;
  readonly afterWarning: boolean;
}

export interface Invitation {
  readonly at: Instant;
  readonly deadline: Deadline;
  /** How many statements stood in the case by then: they answer what was asked before. */
  readonly statementsBefore: number;
}

/** What every case has, however far it has come. */
export interface Opened {
  readonly officeId: string;
  readonly providerId: string;
  readonly measureId?: string;
  readonly openedAt: Instant;
  readonly observedOn: Day;
  /** When the latest of its steps occurred: it cannot be closed before. */
  readonly lastAt: Instant;
  /** True once something was put in that speaks for the provider. */
  readonly exculpatory: boolean;
  /** When the provider first learned of it; undefined while it has not. */
  readonly reachedAt?: Instant;
  readonly invitations: readonly Invitation[];
  /** When each statement came. */
  readonly statements: readonly Instant[];
}

/** What is possible only upon a finding. */
export interface Pursued {
  readonly findings: readonly Finding[];
  readonly demands: ReadonlyMap<string, Demand>;
  readonly warnings: readonly { readonly at: Instant }[];
  readonly decisions: readonly CaseDecision[];
}

export type Observed = Opened & { readonly phase: 'observed' };
export type Established = Opened & Pursued & { readonly phase: 'established' };
export type Closed = Opened & Pursued & { readonly phase: 'closed'; readonly result: CaseClosing };
/** A provider case as far as the next decision needs it. */
export type ProviderCase = { readonly phase: 'none' } | Observed | Established | Closed;

export const noCase: ProviderCase = { phase: 'none' };
export const nothingPursued: Pursued = { findings: [], demands: new Map(), warnings: [], decisions: [] };

/** True once the provider may see it: from the first finding, invitation or demand on. */
export const hasReachedProvider = (state: ProviderCase): boolean =>
  state.phase !== 'none' && state.reachedAt !== undefined;
