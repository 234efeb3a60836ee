import type { Instant } from '../terms/times.js';
import type { Demand } from './demand.js';
import type { CaseStep } from './events.js';
import {
  noCase,
  nothingPursued,
  type Closed,
  type Established,
  type Observed,
  type Pursued,
} from './state.js';
import type { ProviderCase } from './state.js';

type Open = Observed | Established;
type StepOf<T extends CaseStep['type']> = Extract<CaseStep, { type: T }>;

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

function opened({ data, occurredAt }: StepOf<'DeficiencyObserved'>): Observed {
  const { officeId, providerId, measureId, observedOn } = data;
  return {
    phase: 'observed',
    officeId,
    providerId,
    ...(measureId === undefined ? {} : { measureId }),
    openedAt: occurredAt,
    observedOn,
    lastAt: occurredAt,
    exculpatory: false,
    invitations: [],
    statements: [],
  };
}

const pursuedIn = (state: Open): Pursued => (state.phase === 'observed' ? nothingPursued : state);

/** The provider learns of a case by what is sent to it, at the latest with a finding. */
const reached = <S extends Open>(state: S, at: Instant): S => ({
  ...state,
  reachedAt: state.reachedAt === undefined || at < state.reachedAt ? at : state.reachedAt,
});

function found(state: Open, { data, occurredAt: at }: StepOf<'FindingEstablished'>): Established {
  const { category, severity, afterWarning = false } = data;
  const pursued = pursuedIn(state);
  const findings = [...pursued.findings, { at, category, severity, afterWarning }];
  return { ...reached(state, at), ...pursued, phase: 'established', findings };
}

function demanded({ data, occurredAt, recordedAt, rulebook }: StepOf<'CureDemanded'>): Demand {
  const { demandId, deadline } = data;
  const exempt = recordedAt >= deadline.endsAt;
  return {
    demandId,
    demandedAt: occurredAt,
    deadline,
    rulebook,
    exempt,
    reports: [],
    inspections: [],
    declared: false,
  };
}

function withDemand(state: Open, demandId: string, change: (demand: Demand) => Demand): Open {
  if (state.phase === 'observed') return state;
  const demand = state.demands.get(demandId);
  if (!demand) return state;
  return { ...state, demands: new Map([...state.demands, [demandId, change(demand)]]) };
}

function closed(state: Open, { data }: StepOf<'ProviderCaseClosed'>): Closed {
  const pursued = pursuedIn(state);
  const stood = [...pursued.demands].map(
    ([id, demand]) => [id, { ...demand, closedAt: state.lastAt }] as const,
  );
  return { ...state, ...pursued, demands: new Map(stood), phase: 'closed', result: data.result };
}

/** The state after one more entry. What the path does not allow is never recorded and changes nothing. */
export function evolveCase(state: ProviderCase, entry: CaseStep): ProviderCase {
  if (entry.type === 'DeficiencyObserved') return opened(entry);
  if (state.phase === 'none' || state.phase === 'closed') return state;
  const { occurredAt, learnedAt } = entry;
  const now = { ...state, lastAt: later(state.lastAt, occurredAt) };
  switch (entry.type) {
    case 'EvidenceAdded':
      return { ...now, exculpatory: now.exculpatory || entry.data.exculpatory };
    case 'FindingEstablished':
      return found(now, entry);
    case 'StatementInvited': {
      const { deadline } = entry.data;
      const invitation = { at: occurredAt, deadline, statementsBefore: now.statements.length };
      return { ...reached(now, occurredAt), invitations: [...now.invitations, invitation] };
    }
    case 'ProviderHeard':
      return { ...now, statements: [...now.statements, occurredAt] };
    case 'CureDemanded': {
      if (now.phase === 'observed') return now;
      const demand = demanded(entry);
      return { ...reached(now, occurredAt), demands: new Map([...now.demands, [demand.demandId, demand]]) };
    }
    case 'CureReported':
      return withDemand(now, entry.data.demandId, demand => ({
        ...demand,
        reports: [...demand.reports, { occurredAt, learnedAt }],
      }));
    case 'Reinspected': {
      const { demandId, inspectedOn, result } = entry.data;
      return withDemand(now, demandId, demand => ({
        ...demand,
        inspections: [...demand.inspections, { occurredAt, inspectedOn, result }],
      }));
    }
    case 'CureDeadlineLapsed':
      return withDemand(now, entry.data.demandId, demand => ({ ...demand, declared: true }));
    case 'WarningIssued':
      return now.phase === 'observed' ? now : { ...now, warnings: [...now.warnings, { at: occurredAt }] };
    case 'DecisionRecorded':
      return now.phase === 'observed' ? now : { ...now, decisions: [...now.decisions, entry.data.decision] };
    case 'CaseReferred':
      return now;
    case 'ProviderCaseClosed':
      return closed(now, entry);
  }
}

export const caseOf = (history: readonly CaseStep[]): ProviderCase => history.reduce(evolveCase, noCase);
