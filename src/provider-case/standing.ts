import { dayOf, endOfDay, epochOf, toInstant, type Day } from '../terms/times.js';
import { standingAt } from './demand.js';
import { caseOf } from './evolve.js';
import type { CaseStep } from './events.js';

/** What of a case bears on its provider's escalation level. */
export interface CaseStanding {
  readonly open: boolean;
  /** A cure was demanded and is not made. */
  readonly cureDemanded: boolean;
  /** A deadline of a cure that is not made has lapsed. */
  readonly cureLapsed: boolean;
}

/**
 * How a case stood at the end of a day, as known today (rules.md, "escalation level"): nothing of a closed one counts.
 * A lapse counts once it was declared, unless it shows that the cure was reported in time.
 * @param steps all of the case, in the order of the log
 */
export function caseStanding(steps: readonly CaseStep[], day: Day): CaseStanding {
  const state = caseOf(steps.filter(({ occurredAt }) => dayOf(occurredAt) <= day));
  const atEnd = toInstant(epochOf(endOfDay(day)) - 1);
  const demands = state.phase === 'established' ? [...state.demands.values()] : [];
  return {
    open: state.phase === 'observed' || state.phase === 'established',
    cureDemanded: demands.some(demand => standingAt(demand, atEnd) !== 'cured'),
    cureLapsed: demands.some(demand => demand.declared && standingAt(demand, atEnd) === 'lapsed'),
  };
}
