import type { Principal } from '../identity/principal.js';
import type { Showcase } from './showcase.js';

/** What somebody asks of the API, to see what it is good for. */
export interface Look {
  readonly title: string;
  /** Below `/v1/`. */
  readonly path: string;
  readonly as: Principal;
  /** What it is read for, where that has to be said. */
  readonly purpose?: string;
}

/** The first things to look at, each as somebody who may. */
export function looksAt(shown: Showcase): readonly Look[] {
  const { adviserId, officeId, teamLead, silent, honest, caseId, participationId, endedOn, year } = shown;
  const adviser = { subject: adviserId, roles: ['adviser'], office: officeId } as const;
  const lead = { subject: teamLead.id, roles: ['team-lead'], office: teamLead.officeId } as const;
  const audit = { providers: [silent.id], measures: [], ...year };
  return [
    { title: `What ${adviserId} has to see to, in this order`, path: 'attention?limit=20', as: adviser },
    { title: `The timeline of ${adviserId}, the newest first`, path: 'timeline?limit=20', as: adviser },
    {
      title: `${silent.name} keeps silent: its level, and whom it lost without a word`,
      path: `providers/${silent.id}/escalation`,
      as: adviser,
    },
    {
      title: `${honest.name} loses many, and says so in time: level 0`,
      path: `providers/${honest.id}/escalation`,
      as: adviser,
    },
    {
      title: `One participation (add ?knownAt=${endedOn} for what the office knew on its last day)`,
      path: `participations/${participationId}/history`,
      as: adviser,
    },
    { title: 'The open case, for the office', path: `provider-cases/${caseId}`, as: lead },
    {
      title: 'The same case, as the provider reads it',
      path: `provider-cases/${caseId}`,
      as: { subject: `${silent.id}-1`, roles: ['provider'], provider: silent.id },
    },
    {
      title: 'An auditor, with an order for that provider and this year',
      path: `providers/${silent.id}/history`,
      as: { subject: 'auditor-1', roles: ['auditor'], audit },
      purpose: 'audit 7 of this year',
    },
    {
      title: 'The feed from its beginning (add -H "accept: text/event-stream" to follow it)',
      path: 'feed?limit=3',
      as: { subject: 'statistics', roles: ['integrator'] },
    },
    {
      title: 'Who read the case',
      path: `access-log?caseId=${caseId}`,
      as: { subject: 'data-protection-1', roles: ['data-protection'] },
    },
  ];
}
