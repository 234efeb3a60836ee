import { shippedRulebooks } from '../../../src/application/rulebook-seeds.js';
import type {
  CaseCommandOf,
  ProviderCaseCommand,
  ProviderCaseCommandType,
} from '../../../src/provider-case/commands.js';
import { decideCase } from '../../../src/provider-case/decide.js';
import type { CaseEventOf, ProviderCaseEntry, ProviderCaseEvent } from '../../../src/provider-case/events.js';
import type { Rulebook } from '../../../src/rulebook/rulebook.js';
import { deadlineInDays } from '../../../src/rulebook/working-days.js';
import type { Recorded } from '../../../src/terms/fact.js';
import { dayIn2026 } from './moments.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

/** The shipped rulebook, with one exception that needs no lapsed cure. */
export const rules: Rulebook = { ...shippedRulebooks()[0]!, exceptions: ['danger-to-clients'] };

const asHistory = (past: readonly Recorded<ProviderCaseEvent>[]) => past as readonly ProviderCaseEntry[];

/** given(…what happened in one case). */
export const given = specification<ProviderCaseEvent, ProviderCaseCommand>((command, past, issued) =>
  decideCase(command, asHistory(past), rules, issued),
);

const usual: { readonly [T in ProviderCaseCommandType]: Omit<CaseCommandOf<T>, 'type'> } = {
  OpenProviderCase: {
    officeId: 'office-1',
    providerId: 'provider-1',
    measureId: 'measure-1',
    category: 'D4',
    severity: 'considerable',
    dutyBreached: { clause: '§ 4 (2)', conceptPage: 12 },
    observedOn: '2026-05-04',
    participationIds: ['participation-1'],
    evidence: [{ participationId: 'participation-1', eventId: 'entry-3' }],
    fact: 'no talk in three weeks',
    place: 'Hauptstr. 1',
    witness: 'the client',
  },
  AddEvidence: { evidence: [], documents: ['a'.repeat(64)], exculpatory: true, note: 'a plan of talks' },
  EstablishFinding: {
    category: 'D4',
    severity: 'considerable',
    exculpatory: 'none-found',
    finding: 'no talks',
  },
  DemandCure: {
    demandId: 'demand-1',
    demands: 'a talk a week',
    proofOfDelivery: 'acknowledgement',
    region: 'BE',
  },
  InviteStatement: { proofOfDelivery: 'acknowledgement', region: 'BE' },
  RecordStatement: { documents: [], statement: 'the coach was ill' },
  ReportCure: { demandId: 'demand-1', documents: [], cure: 'a new coach' },
  Reinspect: { demandId: 'demand-1', inspectedOn: '2026-05-25', result: 'not-cured' },
  IssueWarning: { proofOfDelivery: 'registered-letter', warning: 'next time we terminate' },
  ReferCase: { to: 'purchasing-centre' },
  RecordDecision: {
    decision: 'termination',
    decidedBy: 'purchasing-centre',
    legalBasis: '§ 9 of the contract',
  },
  CloseProviderCase: { result: 'cured' },
  DeclareLapse: { demandId: 'demand-1' },
};

/** A command as it usually is, with some fields otherwise. */
export const command = <T extends ProviderCaseCommandType>(
  type: T,
  fields: Partial<CaseCommandOf<T>> = {},
): ProviderCaseCommand => ({ type, ...usual[type], ...fields }) as ProviderCaseCommand;

type Event = Told<ProviderCaseEvent>;
type Fields<T extends ProviderCaseEvent['type']> = Partial<CaseEventOf<T>['data']>;

export const observed = (fields: Fields<'DeficiencyObserved'> = {}, day = '05-04'): Event => {
  const { fact, place, witness, ...data } = usual.OpenProviderCase;
  return on(day, {
    type: 'DeficiencyObserved',
    data: { ...data, ...fields },
    sensitive: { fact, place, witness },
  } as ProviderCaseEvent);
};
export const evidence = (exculpatory: boolean, day = '05-05'): Event =>
  on(day, {
    type: 'EvidenceAdded',
    data: { evidence: [], documents: ['a'.repeat(64)], exculpatory },
    sensitive: { note: 'a plan of talks' },
  });
export const found = (fields: Fields<'FindingEstablished'> = {}, day = '05-06'): Event =>
  on(day, {
    type: 'FindingEstablished',
    data: { category: 'D4', severity: 'considerable', exculpatory: 'none-found', ...fields },
    sensitive: { finding: 'no talks' },
  });
export const deadline = (from: string, days: number) => ({
  from: dayIn2026(from),
  days,
  region: 'BE' as const,
  endsAt: deadlineInDays(dayIn2026(from), days, 'BE'),
});
export const demanded = (day = '05-07', days = 14, demandId = 'demand-1'): Event =>
  on(day, {
    type: 'CureDemanded',
    data: { demandId, deadline: deadline(day, days), proofOfDelivery: 'acknowledgement' },
    sensitive: { demands: 'a talk a week' },
  });
export const invited = (day = '05-07', days = 14): Event =>
  on(day, {
    type: 'StatementInvited',
    data: { deadline: deadline(day, days), proofOfDelivery: 'acknowledgement' },
  });
export const heard = (day = '05-12'): Event => ({
  ...on(day, {
    type: 'ProviderHeard',
    data: { documents: [] },
    sensitive: { statement: 'the coach was ill' },
  }),
  source: 'provider',
});
export const reported = (day: string, demandId = 'demand-1'): Event => ({
  ...on(day, { type: 'CureReported', data: { demandId, documents: [] }, sensitive: { cure: 'a new coach' } }),
  source: 'provider',
});
export const reinspected = (
  result: CaseEventOf<'Reinspected'>['data']['result'],
  day = '05-25',
  demandId = 'demand-1',
): Event => on(day, { type: 'Reinspected', data: { demandId, inspectedOn: dayIn2026(day), result } });
export const warned = (day = '05-08'): Event =>
  on(day, {
    type: 'WarningIssued',
    data: { proofOfDelivery: 'registered-letter' },
    sensitive: { warning: 'next time we terminate' },
  });
export const lapsed = (from = '05-07', days = 14, demandId = 'demand-1'): Event => {
  const { endsAt } = deadline(from, days);
  return {
    ...on(endsAt, {
      type: 'CureDeadlineLapsed',
      data: { demandId, dueAt: endsAt, rule: 'D-cure', rulebook: 'usual' },
    }),
    source: 'system',
  };
};
export const decided = (fields: Fields<'DecisionRecorded'> = {}, day = '06-01'): Event =>
  on(day, {
    type: 'DecisionRecorded',
    data: {
      decision: 'termination',
      decidedBy: 'purchasing-centre',
      legalBasis: '§ 9 of the contract',
      ...fields,
    },
  });
export const closed = (
  result: CaseEventOf<'ProviderCaseClosed'>['data']['result'] = 'cured',
  day = '06-02',
): Event => on(day, { type: 'ProviderCaseClosed', data: { result } });
