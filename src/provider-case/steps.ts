import type { Rulebook } from '../rulebook/rulebook.js';
import type { Decided, Issued } from '../terms/fact.js';
import { isRejection, reject, rejectInput, type Decision, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';
import { unready } from './closing.js';
import type { CaseCommandOf } from './commands.js';
import { deadlineOf, usualDays } from './deadline.js';
import { isLapseDue, type Demand } from './demand.js';
import type { ProviderCaseEvent } from './events.js';
import { unlawful } from './sanctions.js';
import type { Established, Observed } from './state.js';

export type Decisions = Decision<Decided<ProviderCaseEvent>>;
export type Open = Observed | Established;

export const before = (what: string): Rejection => reject('time-order', `it lies before ${what}`);
/** Steps are compared by their days: of two on the same day nobody may have noted which came first. */
export const isBefore = (a: Instant, b: Instant): boolean => dayOf(a) < dayOf(b);

/** Why a day that is asserted cannot be one of what occurred then. */
function notYet(day: Day, what: string, { at }: Issued): Rejection | undefined {
  if (day > dayOf(at.recordedAt)) return rejectInput('time-order', `${day} has not come yet`);
  return day > dayOf(at.occurredAt) ? before(what) : undefined;
}

/** The free text that was sent. */
export function secret<Field extends string>(texts: Readonly<Record<Field, string | undefined>>) {
  const said = Object.entries<string | undefined>(texts).filter(([, text]) => text !== undefined);
  return said.length ? { sensitive: Object.fromEntries(said) as Partial<Record<Field, string>> } : {};
}

export function open(
  { type: _, fact, place, witness, ...data }: CaseCommandOf<'OpenProviderCase'>,
  issued: Issued,
): Decisions {
  const early = notYet(data.observedOn, 'the day of the observation', issued);
  return early ?? [{ type: 'DeficiencyObserved', data, ...secret({ fact, place, witness }) }];
}

export function establish(
  { type: _, finding, ...data }: CaseCommandOf<'EstablishFinding'>,
  state: Open,
  issued: Issued,
): Decisions {
  const { exculpatory, breachedOn } = data;
  // What the provider has stated speaks for it too (§ 24 SGB X).
  const speaksForIt = state.exculpatory || state.statements.length > 0;
  if (exculpatory === 'weighed' && !speaksForIt)
    return reject('unknown-evidence', 'nothing in the case speaks for the provider that was weighed');
  if (exculpatory === 'none-found' && speaksForIt)
    return reject('wrong-phase', 'evidence or a statement in the case speaks for the provider: weigh it');
  const early = breachedOn === undefined ? undefined : notYet(breachedOn, 'the day of the breach', issued);
  if (early) return early;
  const warned = state.phase === 'established' ? state.warnings.map(warning => dayOf(warning.at)) : [];
  const again = breachedOn !== undefined && warned.some(day => day < breachedOn);
  const found = { ...data, ...(again ? { afterWarning: true as const } : {}) };
  return [{ type: 'FindingEstablished', data: found, sensitive: { finding } }];
}

export function demandCure(
  { demandId, demands, proofOfDelivery, ...wanted }: CaseCommandOf<'DemandCure'>,
  state: Established,
  rules: Rulebook,
  issued: Issued,
): Decisions {
  if (state.demands.has(demandId)) return reject('already-open', `there is a demand ${demandId} already`);
  const { severity } = state.findings.at(-1)!;
  const deadline = deadlineOf(wanted, usualDays(severity, rules), rules, issued);
  if (isRejection(deadline)) return deadline;
  return [{ type: 'CureDemanded', data: { demandId, deadline, proofOfDelivery }, sensitive: { demands } }];
}

export function invite(
  { proofOfDelivery, ...wanted }: CaseCommandOf<'InviteStatement'>,
  rules: Rulebook,
  issued: Issued,
): Decisions {
  const deadline = deadlineOf(wanted, rules.duties.hearing, rules, issued);
  return isRejection(deadline)
    ? deadline
    : [{ type: 'StatementInvited', data: { deadline, proofOfDelivery } }];
}

export function hear(
  { documents, statement }: CaseCommandOf<'RecordStatement'>,
  state: Open,
  { at }: Issued,
): Decisions {
  if (state.reachedAt === undefined)
    return reject('wrong-phase', 'nothing of the case has reached the provider yet');
  if (isBefore(at.occurredAt, state.reachedAt)) return before('the provider learned of the case');
  return [{ type: 'ProviderHeard', data: { documents }, sensitive: { statement }, source: 'provider' }];
}

export function reinspect(
  { type: _, findings, ...data }: CaseCommandOf<'Reinspect'>,
  { demandedAt }: Demand,
  issued: Issued,
): Decisions {
  if (data.inspectedOn < dayOf(demandedAt)) return before('the cure was demanded');
  const early = notYet(data.inspectedOn, 'the day of the re-inspection', issued);
  return early ?? [{ type: 'Reinspected', data, ...secret({ findings }) }];
}

export function lapse(demand: Demand, { at }: Issued): Decisions {
  const { demandId, deadline, rulebook } = demand;
  if (!isLapseDue(demand, at.recordedAt))
    return reject('already-recorded', 'there is no lapse to be declared');
  const data = { demandId, dueAt: deadline.endsAt, rule: 'D-cure', rulebook } as const;
  return [{ type: 'CureDeadlineLapsed', data, source: 'system' }];
}

export function record(
  command: CaseCommandOf<'RecordDecision'>,
  state: Established,
  rules: Rulebook,
  { at }: Issued,
): Decisions {
  const refused = unlawful(command, state, rules, at.occurredAt);
  if (refused) return refused;
  const { type: _, reasons, ...data } = command;
  return [{ type: 'DecisionRecorded', data, ...secret({ reasons }) }];
}

export function close(
  { result, note }: CaseCommandOf<'CloseProviderCase'>,
  state: Open,
  { at }: Issued,
): Decisions {
  if (isBefore(at.occurredAt, state.lastAt)) return before('what else happened in the case');
  return (
    unready(result, state, at.occurredAt) ?? [
      { type: 'ProviderCaseClosed', data: { result }, ...secret({ note }) },
    ]
  );
}
