import { firedRules, type CountedDay, type Fired } from '../../rulebook/early-warning.js';
import type { Rulebook, RuleId } from '../../rulebook/rulebook.js';
import type { DayState } from '../../terms/catalogues.js';
import { addDays, type Day } from '../../terms/times.js';

export interface DayReport {
  readonly day: Day;
  readonly state: DayState;
}

interface Span {
  readonly from: Day;
  readonly until?: Day;
}

const within = (day: Day, spans: readonly Span[]): boolean =>
  spans.some(({ from, until }) => day >= from && (until === undefined || day < until));

const ended = (spans: readonly Span[], until: Day): Span[] =>
  spans.map((span, i) => (i === spans.length - 1 && span.until === undefined ? { ...span, until } : span));

/** What was reported of a participation's days, so that its teller knows when a rule speaks up. */
export class AttendanceBook {
  /** The dropout risk that is open. */
  openRisk: string | undefined;
  private readonly reported = new Map<Day, DayState>();
  private readonly lastReport = new Map<Day, number>();
  private interruptions: Span[] = [];
  private withoutConsent: Span[] = [];
  private readonly served: Record<RuleId, Set<Day>> = { R1: new Set(), R2: new Set() };
  private reports = 0;

  /** Takes note of a report. @returns its number, and the rules whose condition it completes */
  report(
    days: readonly DayReport[],
    rules: Rulebook,
    running: boolean,
  ): { readonly number: number; readonly fired: readonly Fired[] } {
    const number = ++this.reports;
    for (const { day, state } of days) {
      this.reported.set(day, state);
      this.lastReport.set(day, number);
    }
    if (!running || this.openRisk !== undefined) return { number, fired: [] };
    const fired = firedRules(rules, this.counted(), this.served, new Set(days.map(({ day }) => day)));
    for (const { rule, days: of } of fired) for (const day of of) this.served[rule].add(day);
    return { number, fired };
  }

  /** Whether a report is still the last word on all of its days. */
  isLastWord(number: number, days: readonly DayReport[]): boolean {
    return days.every(({ day }) => this.lastReport.get(day) === number);
  }

  /** A report reads otherwise now. */
  correct(days: readonly DayReport[]): void {
    for (const { day, state } of days) this.reported.set(day, state);
  }

  interrupt(from: Day): void {
    this.interruptions.push({ from });
  }

  resume(on: Day): void {
    this.interruptions = ended(this.interruptions, on);
  }

  consentWithdrawn(on: Day): void {
    this.withoutConsent.push({ from: addDays(on, 1) });
  }

  /** Consent is there again, or no longer needed. */
  consentSettled(on: Day): void {
    this.withoutConsent = ended(this.withoutConsent, addDays(on, 1));
  }

  private counted(): readonly CountedDay[] {
    const counted: CountedDay[] = [];
    for (const [day, said] of this.reported) {
      const state = said === 'sick' ? 'excused' : said;
      if (state === 'planned-free' || within(day, this.interruptions)) continue;
      if (state === 'unexcused' && within(day, this.withoutConsent)) continue;
      counted.push({ day, state });
    }
    return counted.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  }
}
