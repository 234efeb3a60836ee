import type { OverdueDuties } from '../application/participation/overdue-duties.js';
import type { DueDuty, DutiesQuery } from '../views/duties/duties.query.js';
import type { Policy } from './policy.js';

/** Declares the duties of participations overdue that were not met by their due moment. */
export const declareOverdueDuties = (duties: DutiesQuery, overdue: OverdueDuties): Policy<DueDuty> => ({
  name: 'declare-overdue-duties',
  due: (now, after, limit) => duties.due(now, after, limit),
  act: duty => overdue.declare(duty),
  waiting: now => duties.waiting(now),
  next: now => duties.next(now),
});
