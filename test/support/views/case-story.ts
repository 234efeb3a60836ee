import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import type { ProviderCaseEvent } from '../../../src/provider-case/events.js';
import { deadlineInDays } from '../../../src/rulebook/working-days.js';
import type { Provenance } from '../../../src/terms/fact.js';
import type { Day } from '../../../src/terms/times.js';
import { byProvider, on } from './told.js';

const step = (day: Day, event: ProviderCaseEvent, provenance: Partial<Provenance> = {}): NewEntry =>
  on(day, event, provenance);

export const deadlineFrom = (from: Day, days = 14) => ({
  from,
  days,
  region: 'BUND' as const,
  endsAt: deadlineInDays(from, days),
});

/** Until 24:00 on the 17 June. */
export const inJune = deadlineFrom('2026-06-03');

export const caseOpened = (more: object = {}): NewEntry =>
  step('2026-06-01', {
    type: 'DeficiencyObserved',
    data: {
      officeId: 'o-1',
      providerId: 'pr-1',
      measureId: 'm-1',
      category: 'D4',
      severity: 'considerable',
      dutyBreached: { conceptPage: 12 },
      observedOn: '2026-06-01',
      participationIds: [],
      evidence: [],
      ...more,
    },
    sensitive: { fact: 'no talks' },
  });
export const evidenceAdded = (): NewEntry =>
  step('2026-06-01', {
    type: 'EvidenceAdded',
    data: { evidence: [], documents: ['a'.repeat(64)], exculpatory: false },
  });
export const foundThat = (
  severity: 'minor' | 'considerable' | 'grave' = 'considerable',
  day = '2026-06-02',
): NewEntry =>
  step(day, {
    type: 'FindingEstablished',
    data: { category: 'D4', severity, exculpatory: 'none-found' },
    sensitive: { finding: 'no talks' },
  });
export const cureDemanded = (demandId = 'd-1', provenance: Partial<Provenance> = {}): NewEntry =>
  step(
    '2026-06-03',
    {
      type: 'CureDemanded',
      data: { demandId, deadline: inJune, proofOfDelivery: 'acknowledgement' },
      sensitive: { demands: 'talks' },
    },
    provenance,
  );
export const statementInvited = (): NewEntry =>
  step('2026-06-03', {
    type: 'StatementInvited',
    data: { deadline: inJune, proofOfDelivery: 'acknowledgement' },
  });
export const cureReported = (day: Day): NewEntry =>
  step(day, { type: 'CureReported', data: { demandId: 'd-1', documents: [] } }, byProvider);
export const reinspection = (day: Day, result: 'cured' | 'partly' | 'not-cured'): NewEntry =>
  step(day, { type: 'Reinspected', data: { demandId: 'd-1', inspectedOn: day, result } });
export const cureLapsed = (): NewEntry =>
  step(
    '2026-06-18',
    {
      type: 'CureDeadlineLapsed',
      data: { demandId: 'd-1', dueAt: inJune.endsAt, rule: 'D-cure', rulebook: '1900-1' },
    },
    { occurredAt: inJune.endsAt, source: 'system' },
  );
export const caseClosed = (day: Day): NewEntry =>
  step(day, { type: 'ProviderCaseClosed', data: { result: 'sanctioned' } });

/** A case in which every type of event occurs, as appends of one event to its stream. */
export const wholeCase: readonly (readonly [string, NewEntry])[] = [
  caseOpened(),
  evidenceAdded(),
  foundThat(),
  cureDemanded(),
  statementInvited(),
  step(
    '2026-06-10',
    { type: 'ProviderHeard', data: { documents: [] }, sensitive: { statement: 'ill' } },
    byProvider,
  ),
  cureReported('2026-06-11'),
  reinspection('2026-06-18', 'partly'),
  cureLapsed(),
  step('2026-06-19', { type: 'WarningIssued', data: { proofOfDelivery: 'acknowledgement' } }),
  step('2026-06-19', { type: 'CaseReferred', data: { to: 'purchasing-centre' } }),
  step('2026-06-22', {
    type: 'DecisionRecorded',
    data: { decision: 'termination', decidedBy: 'purchasing-centre', legalBasis: '§ 9' },
  }),
  caseClosed('2026-06-23'),
].map(entry => ['provider-case-k-1', entry]);
