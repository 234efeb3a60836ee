import { isInTimeRecordedLater, standingAt, type DemandStanding } from '../../provider-case/demand.js';
import type { CaseStep, Deadline } from '../../provider-case/events.js';
import { caseOf } from '../../provider-case/evolve.js';
import type { Established, ProviderCase } from '../../provider-case/state.js';
import type { CaseClosing, DeficiencyCategory, DeficiencySeverity } from '../../terms/catalogues.js';
import { dayOf, type Day, type Instant } from '../../terms/times.js';

export interface DemandItem {
  readonly demandId: string;
  readonly demandedAt: Instant;
  readonly deadline: Deadline;
  /** How it stands now; `reported` is reported in time and not re-inspected yet. */
  readonly standing: DemandStanding;
  /** True once the system has declared that the deadline lapsed; that stands for ever. */
  readonly lapseDeclared: boolean;
  /** Declared lapsed, although it shows now that it was cured, or reported, in time. */
  readonly inTimeRecordedLater: boolean;
}

export interface HearingItem {
  readonly invitedAt: Instant;
  readonly deadline: Deadline;
}

/** How a case stands, in codes and days: the same for the office and for the provider. */
export interface ProviderCaseItem {
  readonly caseId: string;
  readonly officeId: string;
  readonly providerId: string;
  readonly measureId: string | null;
  readonly phase: Exclude<ProviderCase['phase'], 'none'>;
  /** Of the latest finding or, where there is none, as it was observed. */
  readonly category: DeficiencyCategory;
  readonly severity: DeficiencySeverity;
  readonly observedOn: Day;
  /** Of the first finding. */
  readonly foundOn: Day | null;
  readonly demands: readonly DemandItem[];
  /** Invitations to make a statement, in the order in which they were recorded. */
  readonly hearings: readonly HearingItem[];
  /** When each statement of the provider came. */
  readonly statements: readonly Instant[];
  readonly warnings: readonly Instant[];
  readonly closedOn: Day | null;
  readonly result: CaseClosing | null;
}

/** @param steps all of a case, at least its opening @param now the moment at which its demands are judged */
export function caseItem(caseId: string, steps: readonly CaseStep[], now: Instant): ProviderCaseItem {
  const state = caseOf(steps);
  const opening = steps.find(step => step.type === 'DeficiencyObserved');
  if (state.phase === 'none' || !opening) throw new TypeError(`case ${caseId} was never opened`);
  const pursued = state.phase === 'observed' ? undefined : state;
  const { category, severity } = pursued?.findings.at(-1) ?? opening.data;
  const { officeId, providerId, measureId = null, observedOn, invitations, statements } = state;
  const first = pursued?.findings[0];
  return {
    caseId,
    officeId,
    providerId,
    measureId,
    phase: state.phase,
    category,
    severity,
    observedOn,
    foundOn: first ? dayOf(first.at) : null,
    demands: pursued ? demandItems(pursued, now) : [],
    hearings: invitations.map(({ at, deadline }) => ({ invitedAt: at, deadline })),
    statements,
    warnings: pursued?.warnings.map(({ at }) => at) ?? [],
    closedOn: state.phase === 'closed' ? dayOf(state.lastAt) : null,
    result: state.phase === 'closed' ? state.result : null,
  };
}

const demandItems = ({ demands }: Pick<Established, 'demands'>, now: Instant): readonly DemandItem[] =>
  [...demands.values()].map(demand => ({
    demandId: demand.demandId,
    demandedAt: demand.demandedAt,
    deadline: demand.deadline,
    standing: standingAt(demand, now),
    lapseDeclared: demand.declared,
    inTimeRecordedLater: isInTimeRecordedLater(demand, now),
  }));
