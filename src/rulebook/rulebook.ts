import type { LegalBasis, Severity } from '../terms/catalogues.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';

export type RuleId = 'R1' | 'R2';

/** Whose duty it is: D-start, D-month, D-inform and D-cure the provider's, the others the office's. */
export type DutyRule = 'D-start' | 'D-month' | 'D-inform' | 'D-crisis' | 'D-contact' | 'D-exit' | 'D-cure';

/** Dated parameters: what a rule, a deadline or a prohibition amounts to from `validFrom` on. Data, not code. */
export interface Rulebook {
  readonly version: string;
  readonly validFrom: Day;
  /** False until somebody has read it against the text of the law. */
  readonly verified: boolean;
  readonly source: string;
  readonly duties: {
    /** Calendar days after `startsOn` to confirm the start or report the no-show. */
    readonly start: number;
    /** Day of the next month by which a month's attendance is due. */
    readonly month: number;
    /** Working days to tell what threatens. */
    readonly inform: {
      readonly unexcusedDay: number;
      readonly crisis: number;
      readonly crisisFromSeverity: Severity;
      readonly risk: number;
      readonly proposal: number;
    };
    /** First intervention on a crisis: hours by the clock, or working days. */
    readonly crisis: Readonly<Record<'2' | '3', { readonly workingDays: number }>> & {
      readonly '4': { readonly hours: number };
    };
    /** Calendar days between contacts with the client. */
    readonly contact: number;
    /** Working days to decide after consent was withdrawn. */
    readonly exit: number;
    /** Calendar days to cure a deficiency. */
    readonly cure: { readonly usual: number; readonly grave: number; readonly atMost: number };
    /** Calendar days for a provider's statement (§ 24 SGB X). */
    readonly hearing: number;
  };
  readonly warnings: {
    readonly R1: { readonly unexcusedInARow: number };
    readonly R2: { readonly window: number; readonly atLeast: number; readonly below: number };
    /** Surprise dropout: working days before the end, and how many calendar days back a warning counts. */
    readonly S: { readonly workingDays: number; readonly lookBackDays: number };
  };
  readonly forbidden: {
    readonly notice: readonly LegalBasis[];
    readonly obligation: readonly LegalBasis[];
  };
  /** Codes under which exclusion or termination needs no lapsed cure. */
  readonly exceptions: readonly string[];
}

/** A version and where the log has it; a version that the log does not hold (in a file, in a test) stands before all. */
export interface AddedRulebook {
  readonly rulebook: Rulebook;
  readonly position: string;
}

/**
 * All versions of the rulebook, as far as the log was read. A version applies to what is recorded after it, also
 * where it is valid from an earlier day: what was judged by the version of its time stays judged by it.
 */
export class Rulebooks {
  private added: readonly AddedRulebook[];

  constructor(versions: readonly Rulebook[] = []) {
    this.added = versions.map(rulebook => ({ rulebook, position: '' }));
  }

  /** Makes versions known; one that is known already changes nothing. */
  add(versions: readonly AddedRulebook[]): void {
    const known = new Set(this.added.map(({ rulebook }) => rulebook.version));
    const fresh = versions.filter(({ rulebook }) => !known.has(rulebook.version));
    if (fresh.length) this.added = [...this.added, ...fresh];
  }

  /**
   * The version valid on a day, the newest of those valid from the same day; the first is valid from 1900.
   * @param knownAt a position of the log: only versions that were added before it
   */
  validOn(day: Day, knownAt?: string): Rulebook {
    const known =
      knownAt === undefined ? this.added : this.added.filter(({ position }) => position < knownAt);
    // A stable sort: of two that are valid from the same day the one added later comes last.
    const inOrder = known
      .map(({ rulebook }) => rulebook)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));
    const valid = inOrder.findLast(({ validFrom }) => validFrom <= day) ?? inOrder[0];
    if (!valid) throw new TypeError('there is no rulebook');
    return valid;
  }

  /** The version valid when something occurred. */
  validAt(occurredAt: Instant, knownAt?: string): Rulebook {
    return this.validOn(dayOf(occurredAt), knownAt);
  }

  /** In the order in which they were added. */
  all(): readonly Rulebook[] {
    return this.added.map(({ rulebook }) => rulebook);
  }
}
