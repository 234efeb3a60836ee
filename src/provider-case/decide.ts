import type { Rulebook } from '../rulebook/rulebook.js';
import type { Issued } from '../terms/fact.js';
import { reject } from '../terms/rejection.js';
import type { Instant } from '../terms/times.js';
import type { ProviderCaseCommand } from './commands.js';
import type { Demand } from './demand.js';
import type { ProviderCaseEntry } from './events.js';
import { caseOf } from './evolve.js';
import type { Established, ProviderCase } from './state.js';
import {
  before,
  close,
  demandCure,
  establish,
  hear,
  invite,
  isBefore,
  lapse,
  open,
  record,
  reinspect,
  secret,
  type Decisions,
  type Open,
} from './steps.js';

/** A step that only a finding opens, and that cannot lie before it. */
function uponFinding(state: Open, at: Instant, decided: (state: Established) => Decisions): Decisions {
  if (state.phase === 'observed') return reject('wrong-phase', 'no finding has been established yet');
  return isBefore(at, state.findings[0]!.at) ? before('the first finding') : decided(state);
}

function ofDemand(
  state: Open,
  demandId: string,
  at: Instant,
  decided: (demand: Demand) => Decisions,
): Decisions {
  const demand = state.phase === 'established' ? state.demands.get(demandId) : undefined;
  if (!demand) return reject('unknown-demand', `no cure was demanded under ${demandId}`);
  return isBefore(at, demand.demandedAt) ? before('the cure was demanded') : decided(demand);
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
  if (isBefore(issued.at.occurredAt, state.openedAt)) return before('the observation');
  return step(command, state, rules, issued);
}
