import type { LegalBasis, Severity } from '../terms/catalogues.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';

export type RuleId = 'R1' | 'R2';

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
}

/** All versions of the rulebook. */
export class Rulebooks {
  private readonly newestFirst: readonly Rulebook[];

  constructor(versions: readonly Rulebook[]) {
    this.newestFirst = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
    if (!versions.length) throw new TypeError('there is no rulebook');
  }

  /** The version valid on a day; the first is valid from 1900. */
  validOn(day: Day): Rulebook {
    return this.newestFirst.find(rulebook => rulebook.validFrom <= day) ?? this.newestFirst.at(-1)!;
  }

  /** The version valid when something occurred. */
  validAt(occurredAt: Instant): Rulebook {
    return this.validOn(dayOf(occurredAt));
  }

  all(): readonly Rulebook[] {
    return this.newestFirst.toReversed();
  }
}
