import type { Rulebook } from '../rulebook/rulebook.js';
import type { Decided, Issued } from '../terms/fact.js';
import { isRejection, reject, type Decision, type Rejection } from '../terms/rejection.js';
import { dayOf, type Instant } from '../terms/times.js';
import { unready } from './closing.js';
import type { CaseCommandOf, ProviderCaseCommand } from './commands.js';
import { deadlineOf, usualDays } from './deadline.js';
import { isLapseDue, type Demand } from './demand.js';
import { caseOf } from './evolve.js';
import type { ProviderCaseEntry, ProviderCaseEvent } from './events.js';
import { unlawful } from './sanctions.js';
import type { Established, Observed, ProviderCase } from './state.js';

type Decisions = Decision<Decided<ProviderCaseEvent>>;
type Open = Observed | Established;

const before = (what: string): Rejection => reject('time-order', `it lies before ${what}`);

/** The free text that was sent. */
function secret<Field extends string>(texts: Readonly<Record<Field, string | undefined>>) {
  const said = Object.entries<string | undefined>(texts).filter(([, text]) => text !== undefined);
  return said.length ? { sensitive: Object.fromEntries(said) as Partial<Record<Field, string>> } : {};
}

function open(
  { type: _, fact, place, witness, ...data }: CaseCommandOf<'OpenProviderCase'>,
  { at }: Issued,
): Decisions {
  if (data.observedOn > dayOf(at.occurredAt)) return before('the day of the observation');
  return [{ type: 'DeficiencyObserved', data, ...secret({ fact, place, witness }) }];
}

function establish(
  { type: _, finding, ...data }: CaseCommandOf<'EstablishFinding'>,
  state: Open,
  { at }: Issued,
): Decisions {
  const { exculpatory, breachedOn } = data;
  if (exculpatory === 'weighed' && !state.exculpatory)
    return reject('unknown-evidence', 'there is no exculpatory evidence in the case that was weighed');
  if (exculpatory === 'none-found' && state.exculpatory)
    return reject('wrong-phase', 'there is exculpatory evidence in the case, which has to be weighed');
  if (breachedOn !== undefined && breachedOn > dayOf(at.occurredAt)) return before('the day of the breach');
  const warned = state.phase === 'established' ? state.warnings.map(warning => dayOf(warning.at)) : [];
  const again = breachedOn !== undefined && warned.some(day => day < breachedOn);
  const found = { ...data, ...(again ? { afterWarning: true as const } : {}) };
  return [{ type: 'FindingEstablished', data: found, sensitive: { finding } }];
}

function demandCure(
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

function invite(
  { proofOfDelivery, ...wanted }: CaseCommandOf<'InviteStatement'>,
  rules: Rulebook,
  issued: Issued,
): Decisions {
  const deadline = deadlineOf(wanted, rules.duties.hearing, rules, issued);
  return isRejection(deadline)
    ? deadline
    : [{ type: 'StatementInvited', data: { deadline, proofOfDelivery } }];
}

function hear(
  { documents, statement }: CaseCommandOf<'RecordStatement'>,
  state: Open,
  { at }: Issued,
): Decisions {
  if (state.reachedAt === undefined)
    return reject('wrong-phase', 'nothing of the case has reached the provider yet');
  if (at.occurredAt < state.reachedAt) return before('the provider learned of the case');
  return [{ type: 'ProviderHeard', data: { documents }, sensitive: { statement }, source: 'provider' }];
}

function reinspect(
  { type: _, findings, ...data }: CaseCommandOf<'Reinspect'>,
  { demandedAt }: Demand,
  { at }: Issued,
): Decisions {
  if (data.inspectedOn < dayOf(demandedAt)) return before('the cure was demanded');
  if (data.inspectedOn > dayOf(at.occurredAt)) return before('the day of the re-inspection');
  return [{ type: 'Reinspected', data, ...secret({ findings }) }];
}

function lapse(demand: Demand, { at }: Issued): Decisions {
  const { demandId, deadline, rulebook } = demand;
  if (!isLapseDue(demand, at.recordedAt))
    return reject('already-recorded', 'there is no lapse to be declared');
  const data = { demandId, dueAt: deadline.endsAt, rule: 'D-cure', rulebook } as const;
  return [{ type: 'CureDeadlineLapsed', data, source: 'system' }];
}

function record(
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

function close({ result, note }: CaseCommandOf<'CloseProviderCase'>, state: Open, { at }: Issued): Decisions {
  if (at.occurredAt < state.lastAt) return before('what else happened in the case');
  return (
    unready(result, state, at.occurredAt) ?? [
      { type: 'ProviderCaseClosed', data: { result }, ...secret({ note }) },
    ]
  );
}

/** A step that only a finding opens, and that cannot lie before it. */
function uponFinding(state: Open, at: Instant, decided: (state: Established) => Decisions): Decisions {
  if (state.phase === 'observed') return reject('wrong-phase', 'no finding has been established yet');
  return at < state.findings[0]!.at ? before('the first finding') : decided(state);
}

function ofDemand(
  state: Open,
  demandId: string,
  at: Instant,
  decided: (demand: Demand) => Decisions,
): Decisions {
  const demand = state.phase === 'established' ? state.demands.get(demandId) : undefined;
  if (!demand) return reject('unknown-demand', `no cure was demanded under ${demandId}`);
  return at < demand.demandedAt ? before('the cure was demanded') : decided(demand);
}

function step(
  command: Exclude<ProviderCaseCommand, { type: 'OpenProviderCase' }>,
  state: Open,
  rules: Rulebook,
  issued: Issued,
): Decisions {
  const at = issued.at.occurredAt;
  switch (command.type) {
    case 'AddEvidence': {
      const { type: _, note, ...data } = command;
      return [{ type: 'EvidenceAdded', data, ...secret({ note }) }];
    }
    case 'EstablishFinding':
      return establish(command, state, issued);
    case 'DemandCure':
      return uponFinding(state, at, established => demandCure(command, established, rules, issued));
    case 'InviteStatement':
      return invite(command, rules, issued);
    case 'RecordStatement':
      return hear(command, state, issued);
    case 'ReportCure':
      return ofDemand(state, command.demandId, at, () => {
        const { demandId, documents, cure } = command;
        return [
          { type: 'CureReported', data: { demandId, documents }, sensitive: { cure }, source: 'provider' },
        ];
      });
    case 'Reinspect':
      return ofDemand(state, command.demandId, at, demand => reinspect(command, demand, issued));
    case 'DeclareLapse':
      return ofDemand(state, command.demandId, at, demand => lapse(demand, issued));
    case 'IssueWarning':
      return uponFinding(state, at, () => {
        const { proofOfDelivery, warning } = command;
        return [{ type: 'WarningIssued', data: { proofOfDelivery }, sensitive: { warning } }];
      });
    case 'ReferCase':
      return [{ type: 'CaseReferred', data: { to: command.to }, ...secret({ note: command.note }) }];
    case 'RecordDecision':
      return uponFinding(state, at, established => record(command, established, rules, issued));
    case 'CloseProviderCase':
      return close(command, state, issued);
  }
}

/** What a command comes to in a provider case. */
export function decideCase(
  command: ProviderCaseCommand,
  history: readonly ProviderCaseEntry[],
  rules: Rulebook,
  issued: Issued,
): Decisions {
  const state: ProviderCase = caseOf(history);
  if (command.type === 'OpenProviderCase')
    return state.phase === 'none'
      ? open(command, issued)
      : reject('already-open', 'there is such a case already');
  if (state.phase === 'none') return reject('unknown-case', 'there is no such case');
  if (state.phase === 'closed') return reject('wrong-phase', `the case was closed as ${state.result}`);
  if (issued.at.occurredAt < state.openedAt) return before('the observation');
  return step(command, state, rules, issued);
}
