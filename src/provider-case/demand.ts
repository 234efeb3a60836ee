import type { ReinspectionResult } from '../terms/catalogues.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';
import type { Deadline } from './events.js';

/** A cure that was demanded, and what came of it. */
export interface Demand {
  readonly demandId: string;
  readonly demandedAt: Instant;
  readonly deadline: Deadline;
  /** Version of the rulebook under which it was set. */
  readonly rulebook: string;
  /** Recorded only after its own deadline: never declared lapsed. */
  readonly exempt: boolean;
  readonly reports: readonly { readonly occurredAt: Instant; readonly learnedAt: Instant }[];
  readonly inspections: readonly {
    readonly occurredAt: Instant;
    readonly inspectedOn: Day;
    readonly result: ReinspectionResult;
  }[];
  /** True once its lapse was declared, which happens once and stands for ever. */
  readonly declared: boolean;
  /** When the case was closed: from then on it stands as it did. */
  readonly closedAt?: Instant;
}

/** `reported` is reported in time and not re-inspected yet. */
export type DemandStanding = 'running' | 'reported' | 'lapsed' | 'cured';

/**
 * How a demand stood at a moment, as known today (rules.md, D-cure). A cure reported by the deadline holds it until
 * somebody has looked; one reported later does not, but a re-inspection that finds it cured always ends it. Nothing
 * lapses any more in a case that was closed.
 */
export function standingAt(demand: Demand, asked: Instant): DemandStanding {
  const { deadline, reports, inspections, closedAt = asked } = demand;
  const at = closedAt < asked ? closedAt : asked;
  const inspected = inspections
    .filter(({ occurredAt }) => occurredAt <= at)
    .toSorted((a, b) => (a.inspectedOn < b.inspectedOn ? -1 : a.inspectedOn > b.inspectedOn ? 1 : 0));
  if (inspected.at(-1)?.result === 'cured') return 'cured';
  const inTime = reports.filter(
    ({ occurredAt, learnedAt }) => occurredAt <= at && learnedAt <= deadline.endsAt,
  );
  const lastReport = inTime.map(({ occurredAt }) => occurredAt).reduce((a, b) => (a > b ? a : b), '');
  const looked = inspected.some(({ occurredAt }) => occurredAt >= lastReport);
  if (lastReport !== '' && !looked) return 'reported';
  return at < deadline.endsAt ? 'running' : 'lapsed';
}

/** Whether the system has to declare by now that the deadline has lapsed. */
export const isLapseDue = (demand: Demand, now: Instant): boolean =>
  !demand.declared && !demand.exempt && standingAt(demand, now) === 'lapsed';

/** Declared lapsed, although it shows now that it was cured, or reported, in time: it stands, and leaves all counts. */
export function isInTimeRecordedLater(demand: Demand, now: Instant): boolean {
  if (!demand.declared) return false;
  const standing = standingAt(demand, now);
  return standing === 'reported' || (standing === 'cured' && curedInTime(demand, now));
}

function curedInTime({ deadline, reports, inspections }: Demand, now: Instant): boolean {
  const cured = inspections.filter(({ occurredAt, result }) => occurredAt <= now && result === 'cured');
  const found = inspections.some(({ result }) => result !== 'cured');
  const seen = cured.some(({ inspectedOn }) => inspectedOn < dayOf(deadline.endsAt));
  return seen || (!found && reports.some(({ learnedAt }) => learnedAt <= deadline.endsAt));
}
