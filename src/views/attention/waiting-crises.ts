import type { EventOf, ParticipationEntry } from '../../participation/events.js';
import { openCrises, type Active } from '../../participation/state.js';
import type { RulesOf } from '../../participation/warnings.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { deadlineInWorkingDays } from '../../rulebook/working-days.js';
import type { Severity } from '../../terms/catalogues.js';
import type { Recorded } from '../../terms/fact.js';
import { dayOf, epochOf, toInstant, type Instant } from '../../terms/times.js';

type Worse = Recorded<EventOf<'CrisisOpened' | 'CrisisReassessed'>>;
type Intervention = Recorded<EventOf<'InterventionRecorded'>>;

/** An open crisis to which nobody has responded since it was opened or last rose in severity. */
export interface WaitingCrisis {
  readonly crisisId: string;
  readonly severity: Severity;
  /** What the response is owed to. */
  readonly since: Worse;
  readonly dueAt: Instant;
}

/** By when the office responds (D-crisis), from when it learned; undefined where it has no duty. */
function dueAt(
  severity: Severity,
  learnedAt: Instant,
  { duties: { crisis } }: Rulebook,
): Instant | undefined {
  if (severity === 1) return undefined;
  if (severity === 4) return toInstant(epochOf(learnedAt) + crisis['4'].hours * 3_600_000);
  return deadlineInWorkingDays(dayOf(learnedAt), crisis[severity].workingDays);
}

// One that was written before the office learned that it is worse answers what was known then, not this.
const answers = (intervention: Intervention, worse: Worse): boolean =>
  intervention.occurredAt >= worse.occurredAt &&
  (intervention.revision > worse.revision || intervention.occurredAt >= worse.learnedAt);

function waiting(
  crisisId: string,
  events: readonly ParticipationEntry[],
  rulesOf: RulesOf,
): WaitingCrisis | undefined {
  let severity: Severity | undefined;
  let since: Worse | undefined;
  const interventions: Intervention[] = [];
  for (const event of events) {
    if (event.type === 'InterventionRecorded' && event.data.crisisId === crisisId) interventions.push(event);
    if (event.type !== 'CrisisOpened' && event.type !== 'CrisisReassessed') continue;
    if (event.data.crisisId !== crisisId) continue;
    if (severity === undefined || event.data.severity > severity) since = event;
    severity = event.data.severity;
  }
  if (!severity || !since || interventions.some(intervention => answers(intervention, since)))
    return undefined;
  const due = dueAt(severity, since.learnedAt, rulesOf(since));
  return due === undefined ? undefined : { crisisId, severity, since, dueAt: due };
}

/** @param events the effective history that came to `state` */
export const waitingCrises = (
  state: Active,
  events: readonly ParticipationEntry[],
  rulesOf: RulesOf,
): readonly WaitingCrisis[] =>
  openCrises(state).flatMap(crisisId => waiting(crisisId, events, rulesOf) ?? []);
