/**
 * From rules.md, "Who may do what", by hand: whom each route lets through. A route of the running app that is not here
 * fails the test; one line is all it needs.
 */
import { callerNames, type CallerName } from './callers.js';
import { caseIdsOf } from './provider-case.js';
import type { Scene } from './scene.js';

type Callers = readonly CallerName[];

const theOffice: Callers = ['adviser', 'deputy', 'lead', 'leadAndOtherProvider'];
const theLead: Callers = ['lead', 'leadAndOtherProvider'];
const reporting: Callers = [...theOffice, 'provider'];
const everyLead: Callers = [...theLead, 'foreignLead'];
const everyOffice: Callers = [
  ...theOffice,
  'sameOffice',
  'foreignAdviser',
  'foreignLead',
  'strangerAndAuditor',
];
/** A case is the office's, whosever client is affected. */
const caseOffice: Callers = [...theOffice, 'sameOffice'];
const everyProvider: Callers = ['provider', 'otherProvider', 'early', 'leadAndOtherProvider'];
const everyAuditor: Callers = [
  'auditor',
  'measureAuditor',
  'otherAuditor',
  'formerAuditor',
  'auditorAndAdmin',
  'strangerAndAuditor',
];
/** Of the case: what the order names, in the days it names. */
const auditors: Callers = ['auditor', 'measureAuditor', 'strangerAndAuditor'];
/** Of figures, which are of no day: what the order names. */
const auditorsOfProvider: Callers = ['auditor', 'formerAuditor', 'strangerAndAuditor'];
const auditorsOfMeasure: Callers = [...auditorsOfProvider, 'measureAuditor'];
const admins: Callers = ['admin', 'auditorAndAdmin'];
const guardian: Callers = ['dataProtection'];
const readersOfSchemas: Callers = ['integrator', ...guardian, ...admins];
const everybody = callerNames;

export const letThrough: Readonly<Record<string, Callers>> = {
  'GET /docs': everybody,
  'GET /docs/favicon-32x32.png': everybody,
  'GET /docs/page.js': everybody,
  'GET /docs/swagger-ui-bundle.js': everybody,
  'GET /docs/swagger-ui.css': everybody,
  'GET /health/live': everybody,
  'GET /health/ready': everybody,
  'GET /metrics': everybody,
  'GET /openapi.json': everybody,
  'GET /v1/rulebooks': [...everyOffice, ...admins, ...everyAuditor],
  'GET /v1/rulebooks/:rulebookId': [...everyOffice, ...admins, ...everyAuditor],
  'POST /v1/rulebooks': admins,
  'GET /v1/offices': [...everyOffice, ...admins],
  'POST /v1/offices': admins,
  'POST /v1/offices/:officeId/deputies': theLead,
  'POST /v1/offices/:officeId/deputies/:deputyId/endings': theLead,
  'GET /v1/operations/policies': admins,
  'POST /v1/operations/policy-resumptions': admins,
  'GET /v1/access-log': guardian,
  'GET /v1/feed': ['integrator'],
  'GET /v1/schemas': readersOfSchemas,
  'GET /v1/schemas/:type/:version': readersOfSchemas,
  'GET /v1/clients': everyOffice,
  'POST /v1/clients': everyOffice,
  'GET /v1/clients/:clientId': theOffice,
  'GET /v1/clients/:clientId/history': theOffice,
  'POST /v1/clients/:clientId/consultations': theOffice,
  'POST /v1/clients/:clientId/colleague-consultations': theOffice,
  'POST /v1/clients/:clientId/complaints': theOffice,
  'POST /v1/clients/:clientId/complaints/:complaintId/answers': theOffice,
  'POST /v1/clients/:clientId/mandates': theOffice,
  'POST /v1/clients/:clientId/hand-overs': theLead,
  'GET /v1/providers': [...everyOffice, ...admins, ...everyAuditor],
  'POST /v1/providers': admins,
  'GET /v1/providers/:providerId/history': [...everyOffice, 'provider', 'early', ...auditorsOfProvider],
  'POST /v1/providers/:providerId/visits': everyOffice,
  'POST /v1/providers/:providerId/staff-changes': [...everyOffice, 'provider', 'early'],
  'GET /v1/providers/:providerId/escalation': [...everyOffice, ...auditorsOfProvider],
  'GET /v1/providers/:providerId/escalation/participations': [...everyOffice, ...auditorsOfProvider],
  'GET /v1/measures': [...everyOffice, ...admins, ...everyAuditor],
  'POST /v1/measures': admins,
  'GET /v1/measures/:measureId/occupancy': [...everyOffice, ...admins, 'auditor', 'measureAuditor'],
  'GET /v1/measures/:measureId/escalation': [...everyOffice, ...auditorsOfMeasure],
  'GET /v1/occupancy': [...everyOffice, ...admins],
  'GET /v1/timeline': everyOffice,
  'GET /v1/attention': everyOffice,
  'GET /v1/reach': everyLead,
  'GET /v1/participations': [...everyOffice, ...everyProvider, ...everyAuditor],
  'POST /v1/participations': everyOffice,
  'GET /v1/participations/:participationId': [...reporting, ...auditors],
  'GET /v1/participations/:participationId/history': [...reporting, ...auditors],
  'POST /v1/participations/:participationId/explanations': theOffice,
  'POST /v1/participations/:participationId/notices': theOffice,
  'POST /v1/participations/:participationId/deferrals': theOffice,
  'POST /v1/participations/:participationId/declinations': theOffice,
  'POST /v1/participations/:participationId/withdrawals': theOffice,
  'POST /v1/participations/:participationId/consents': theOffice,
  'POST /v1/participations/:participationId/consent-withdrawals': theOffice,
  'POST /v1/participations/:participationId/assignments': theOffice,
  'POST /v1/participations/:participationId/starts': reporting,
  'POST /v1/participations/:participationId/no-shows': reporting,
  'POST /v1/participations/:participationId/attendance': reporting,
  'POST /v1/participations/:participationId/interruptions': theOffice,
  'POST /v1/participations/:participationId/resumptions': theOffice,
  'POST /v1/participations/:participationId/contacts': reporting,
  'POST /v1/participations/:participationId/crises': reporting,
  'POST /v1/participations/:participationId/crises/:crisisId/reassessments': reporting,
  'POST /v1/participations/:participationId/crises/:crisisId/resolutions': theOffice,
  'POST /v1/participations/:participationId/interventions': theOffice,
  'POST /v1/participations/:participationId/risks': reporting,
  'POST /v1/participations/:participationId/risks/:riskId/clearances': theOffice,
  'POST /v1/participations/:participationId/dropout-proposals': reporting,
  'POST /v1/participations/:participationId/dropout-aversions': theOffice,
  'POST /v1/participations/:participationId/dropouts': theOffice,
  'POST /v1/participations/:participationId/completions': theOffice,
  'POST /v1/participations/:participationId/whereabouts': theOffice,
  'POST /v1/participations/:participationId/entries/:eventId/corrections': theOffice,
  'POST /v1/participations/:participationId/entries/:eventId/annulments': theLead,
  'POST /v1/participations/:participationId/entries/:eventId/disputes': [...reporting, ...guardian],
  'POST /v1/participations/:participationId/disputes/:disputeId/settlements': [...theOffice, ...guardian],
  'POST /v1/participations/:participationId/annulments': theLead,
  'GET /v1/measures/:measureId/history': [...everyOffice, ...auditorsOfMeasure],
  'POST /v1/measures/:measureId/amendments': admins,
  'POST /v1/measures/:measureId/reviews': everyOffice,
  'POST /v1/measures/:measureId/instructions': everyOffice,
  'POST /v1/measures/:measureId/instructions/:instructionId/objections': everyOffice,
  'POST /v1/measures/:measureId/pauses': everyLead,
  'POST /v1/measures/:measureId/resumptions': everyLead,
  'GET /v1/offices/:officeId/figures': theLead,
  'POST /v1/participations/:participationId/vouchers': theOffice,
  'POST /v1/participations/:participationId/voucher-redemptions': theOffice,
  'POST /v1/participations/:participationId/assessments': reporting,
  'POST /v1/participations/:participationId/remedies': theOffice,
  'GET /v1/provider-cases': [...everyOffice, ...everyProvider, ...everyAuditor],
  'GET /v1/provider-cases/:caseId': [...caseOffice, 'provider', ...auditors],
  'GET /v1/provider-cases/:caseId/dossier': [...theLead, ...auditors],
  'POST /v1/provider-cases': everyOffice,
  'POST /v1/provider-cases/:caseId/evidence': caseOffice,
  'POST /v1/provider-cases/:caseId/findings': caseOffice,
  'POST /v1/provider-cases/:caseId/cure-demands': theLead,
  'POST /v1/provider-cases/:caseId/cure-demands/:demandId/cure-reports': [...theLead, 'provider'],
  'POST /v1/provider-cases/:caseId/cure-demands/:demandId/reinspections': theLead,
  'POST /v1/provider-cases/:caseId/statement-invitations': theLead,
  'POST /v1/provider-cases/:caseId/statements': [...theLead, 'provider'],
  'POST /v1/provider-cases/:caseId/warnings': theLead,
  'POST /v1/provider-cases/:caseId/referrals': theLead,
  'POST /v1/provider-cases/:caseId/decisions': theLead,
  'POST /v1/provider-cases/:caseId/closings': theLead,
};

/** What a route must be asked with, to be answered. */
const queries: Readonly<Record<string, string>> = {
  'GET /v1/access-log': '?clientId=:clientId',
  'GET /v1/providers/:providerId/escalation/participations': '?figure=started',
};

/** The path of a route in a scene, with what it must be asked with; for what the scene lacks a name of something. */
export const pathIn = (scene: Scene, route: string): string =>
  scene.path(route.replace(/^[A-Z]+ /, '') + (queries[route] ?? ''), { ...inPath, ...caseIdsOf(scene) });

const inPath: Readonly<Record<string, string>> = {
  eventId: 'an-entry',
  disputeId: 'a-dispute',
  complaintId: 'a-complaint',
  instructionId: 'an-instruction',
  type: 'CrisisOpened',
  version: '1',
};
