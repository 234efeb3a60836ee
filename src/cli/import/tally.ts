import type { Outcome } from './importer.js';
import { headingOf, type Reason } from './reasons.js';

/** What became of the lines of a file. */
export class Tally {
  recorded = 0;
  /** Recorded before, by an earlier run or an earlier line. */
  repeated = 0;
  blank = 0;
  /** Of those refused, how many an earlier run of the file had refused already. */
  refusedBefore = 0;
  private readonly refusals = new Map<string, number>();

  add(outcome: Outcome): void {
    if (outcome.kind !== 'refused') {
      this[outcome.kind]++;
      return;
    }
    if (outcome.before) this.refusedBefore++;
    this.refuse(outcome.reasons);
  }

  private refuse(reasons: readonly Reason[]): void {
    const heading = headingOf(reasons);
    this.refusals.set(heading, (this.refusals.get(heading) ?? 0) + 1);
  }

  get refused(): number {
    return this.refusals.values().reduce((sum, count) => sum + count, 0);
  }

  get lines(): number {
    return this.recorded + this.repeated + this.refused + this.blank;
  }

  /** `36578 lines: 36570 recorded, 0 already there, 8 refused (wrong-phase 5, validation 3)` */
  toString(): string {
    const headings = [...this.refusals].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return [
      `${this.lines} lines: ${this.recorded} recorded`,
      `${this.repeated} already there`,
      `${this.refused} refused${headings.length ? ` (${headings.map(heading => heading.join(' ')).join(', ')})` : ''}`,
      ...(this.blank ? [`${this.blank} blank`] : []),
    ].join(', ');
  }
}
