import { endOfDay, epochOf, toInstant, type Day, type Instant } from '../../terms/times.js';
import type { Axes } from '../../views/case-history/axes.js';
import type { Acting } from '../authorisation/acting.js';
import { Problem } from '../problem/problem.js';

/** Last day that a caller is told of: of an auditor's order, else undefined. */
export const lastTold = ({ role, principal }: Acting): Day | undefined =>
  role === 'auditor' ? principal.audit!.to : undefined;

/** Last moment that a caller is told of. */
export function lastMomentTold(acting: Acting): Instant | undefined {
  const day = lastTold(acting);
  return day === undefined ? undefined : toInstant(epochOf(endOfDay(day)) - 1);
}

export const afterPeriod = (): Problem =>
  new Problem('bad-query', 'Parameters of the query are wrong.', {
    errors: [{ field: 'asOf', problem: 'is after the period that is audited' }],
  });

/** As of the end of the period where nothing earlier is asked for. @throws Problem for something later */
export function withinPeriod(axes: Axes, acting: Acting): Axes {
  const last = lastMomentTold(acting);
  if (last === undefined) return axes;
  if (axes.asOf !== undefined && axes.asOf > last) throw afterPeriod();
  return { ...axes, asOf: axes.asOf ?? last };
}
