import type { Rulebook } from '../rulebook/rulebook.js';
import { deadlineInDays, type Region } from '../rulebook/working-days.js';
import type { DeficiencySeverity } from '../terms/catalogues.js';
import type { Issued } from '../terms/fact.js';
import { rejectInput, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day } from '../terms/times.js';
import type { Deadline } from './events.js';

/** Calendar days to cure by the rulebook (D-cure). */
export const usualDays = (severity: DeficiencySeverity, { duties: { cure } }: Rulebook): number =>
  severity === 'grave' ? cure.grave : cure.usual;

interface Wanted {
  readonly days?: number;
  readonly deliveredOn?: Day;
  readonly region: Region;
}

/**
 * A deadline that a delivery starts, by § 26 SGB X. The rulebook's days are the least that is reasonable: more can be
 * given, fewer cannot.
 * @param least the rulebook's days, which hold where none were named
 */
export function deadlineOf(
  { days, deliveredOn, region }: Wanted,
  least: number,
  { duties: { cure } }: Rulebook,
  { at }: Issued,
): Deadline | Rejection {
  const made = dayOf(at.occurredAt);
  const from = deliveredOn ?? made;
  const given = days ?? least;
  if (given < least) return rejectInput('time-order', `${given} days are too short: ${least} are the least`);
  if (given > cure.atMost) return rejectInput('time-order', `at most ${cure.atMost} days can be given`);
  if (from < made) return rejectInput('time-order', `it was delivered on ${from}, and made on ${made}`);
  if (from > dayOf(at.recordedAt)) return rejectInput('time-order', `${from} has not come yet`);
  return { from, days: given, region, endsAt: deadlineInDays(from, given, region) };
}
