import type { Rulebook } from '../rulebook/rulebook.js';
import { reject, rejectInput, type Rejection } from '../terms/rejection.js';
import { dayOf, type Instant } from '../terms/times.js';
import type { CaseCommandOf } from './commands.js';
import { standingAt, type Demand } from './demand.js';
import type { Established, Invitation } from './state.js';

type RecordDecision = CaseCommandOf<'RecordDecision'>;

/**
 * Why an exclusion or a termination cannot stand (domain.md, `cure-not-lapsed` and `not-heard`), judged at the moment
 * when it was decided. A penalty needs neither.
 */
export function unlawful(
  command: RecordDecision,
  state: Established,
  rules: Rulebook,
  at: Instant,
): Rejection | undefined {
  const { decision, exception } = command;
  if (exception !== undefined && !rules.exceptions.includes(exception))
    return rejectInput('unknown-exception', `rulebook ${rules.version} knows no exception ${exception}`);
  if (decision === 'penalty') return undefined;
  return cureNotLapsed(command, state, at) ?? notHeard(state, at);
}

function cureNotLapsed(
  { decision, exception }: RecordDecision,
  { demands, findings }: Established,
  at: Instant,
): Rejection | undefined {
  if (exception !== undefined) return undefined;
  const made = [...demands.values()].filter(({ demandedAt }) => demandedAt <= at);
  if (made.some(demand => standingAt(demand, at) === 'lapsed')) return undefined;
  const repeated = findings.some(finding => finding.afterWarning && finding.at <= at);
  if (decision === 'termination' && repeated) return undefined;
  const missing = made.length ? made.map(demand => stillOpen(demand, at)).join('; ') : 'no cure was demanded';
  const otherwise = decision === 'termination' ? ', and no new breach was found after a warning' : '';
  return reject('cure-not-lapsed', `${missing}${otherwise}`);
}

function stillOpen(demand: Demand, at: Instant): string {
  const { demandId, deadline } = demand;
  switch (standingAt(demand, at)) {
    case 'cured':
      return `what demand ${demandId} asked for is cured`;
    case 'reported':
      return `the cure reported for demand ${demandId} was not re-inspected`;
    case 'running':
    case 'lapsed':
      return `the deadline of demand ${demandId} runs until ${deadline.endsAt}`;
  }
}

/** Who invites anew waits for the answer anew. */
function notHeard({ invitations, statements }: Established, at: Instant): Rejection | undefined {
  const invited = invitations
    .filter(invitation => invitation.at <= at)
    .reduce<(typeof invitations)[number] | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
  if (statements.some((came, index) => came <= at && isAnswer(came, index, invited))) return undefined;
  if (!invited) return reject('not-heard', 'the provider was not invited to make a statement and made none');
  if (invited.deadline.endsAt <= at) return undefined;
  return reject('not-heard', `the provider has until ${invited.deadline.endsAt} to make its statement`);
}

/** Whether a statement came since an invitation; one of the same day unless it stood in the case before. */
function isAnswer(came: Instant, index: number, invited: Invitation | undefined): boolean {
  if (!invited) return true;
  const [day, since] = [dayOf(came), dayOf(invited.at)];
  return day > since || (day === since && index >= invited.statementsBefore);
}
