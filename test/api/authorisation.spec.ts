import type { Principal } from '../../src/identity/principal.js';
import type { Role } from '../../src/terms/actor.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, offered, started } from '../support/api/steps.js';
import { routesOf } from '../support/api/routes.js';

const { given, product } = stage();

/** Everybody who may ask. `early` is the provider of the measure before a place is assigned to the client. */
const callers = [
  'adviser',
  'deputy',
  'foreignAdviser',
  'lead',
  'foreignLead',
  'provider',
  'otherProvider',
  'early',
  'auditor',
  'integrator',
  'dataProtection',
  'admin',
  'nobody',
  'leadAndOtherProvider',
  'auditorAndAdmin',
] as const;
type Caller = (typeof callers)[number];

const rolesOf: Readonly<Record<Caller, readonly Role[]>> = {
  adviser: ['adviser'],
  deputy: ['adviser'],
  foreignAdviser: ['adviser'],
  lead: ['team-lead'],
  foreignLead: ['team-lead'],
  provider: ['provider'],
  otherProvider: ['provider'],
  early: ['provider'],
  auditor: ['auditor'],
  integrator: ['integrator'],
  dataProtection: ['data-protection'],
  admin: ['admin'],
  nobody: [],
  leadAndOtherProvider: ['team-lead', 'provider'],
  auditorAndAdmin: ['auditor', 'admin'],
};

// From rules.md, "Who may do what", by hand: whom each route lets through.
const theOffice: readonly Caller[] = ['adviser', 'deputy', 'lead', 'leadAndOtherProvider'];
const theLead: readonly Caller[] = ['lead', 'leadAndOtherProvider'];
const reporting: readonly Caller[] = [...theOffice, 'provider'];
const everyLead: readonly Caller[] = [...theLead, 'foreignLead'];
const everyOffice: readonly Caller[] = [...theOffice, 'foreignAdviser', 'foreignLead'];
const everyProvider: readonly Caller[] = ['provider', 'otherProvider', 'early', 'leadAndOtherProvider'];
const admins: readonly Caller[] = ['admin', 'auditorAndAdmin'];
const figures = everyOffice;
const catalogue: readonly Caller[] = [...everyOffice, ...admins];

const letThrough: Readonly<Record<string, readonly Caller[]>> = {
  'GET /docs': callers,
  'GET /docs/favicon-32x32.png': callers,
  'GET /docs/page.js': callers,
  'GET /docs/swagger-ui-bundle.js': callers,
  'GET /docs/swagger-ui.css': callers,
  'GET /health/live': callers,
  'GET /health/ready': callers,
  'GET /metrics': callers,
  'GET /openapi.json': callers,
  'POST /v1/offices/:officeId/deputies': theLead,
  'POST /v1/offices/:officeId/deputies/:deputyId/endings': theLead,
  'GET /v1/clients': everyOffice,
  'POST /v1/clients': everyOffice,
  'GET /v1/clients/:clientId': theOffice,
  'POST /v1/clients/:clientId/mandates': theOffice,
  'POST /v1/clients/:clientId/hand-overs': theLead,
  'GET /v1/providers': catalogue,
  'POST /v1/providers': admins,
  'GET /v1/providers/:providerId/escalation': figures,
  'GET /v1/providers/:providerId/escalation/participations': everyOffice,
  'GET /v1/measures': catalogue,
  'POST /v1/measures': admins,
  'GET /v1/measures/:measureId/occupancy': catalogue,
  'GET /v1/measures/:measureId/escalation': figures,
  'GET /v1/occupancy': catalogue,
  'GET /v1/timeline': everyOffice,
  'GET /v1/attention': everyOffice,
  'GET /v1/reach': everyLead,
  'GET /v1/participations': [...everyOffice, ...everyProvider],
  'POST /v1/participations': everyOffice,
  'GET /v1/participations/:participationId': reporting,
  'GET /v1/participations/:participationId/history': reporting,
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
  'POST /v1/participations/:participationId/entries/:eventId/disputes': [...reporting, 'dataProtection'],
  'POST /v1/participations/:participationId/disputes/:disputeId/settlements': [
    ...theOffice,
    'dataProtection',
  ],
  'POST /v1/participations/:participationId/annulments': theLead,
};

const queries: Readonly<Record<string, string>> = {
  'GET /v1/providers/:providerId/escalation/participations': '?figure=started',
};

/** What somebody who is not let through must be told. */
function refusal(route: string, caller: Caller): string {
  if (caller === 'nobody') return 'unauthenticated';
  const ofOneRole = letThrough[route]!.filter(other => rolesOf[other].length === 1);
  const admitted = new Set(ofOneRole.flatMap(other => rolesOf[other]));
  const named = ['participation', 'client', 'office'].find(what => route.includes(`:${what}Id`));
  // A role that may, but not this one: to the caller it is not there.
  if (rolesOf[caller].some(role => admitted.has(role))) return `unknown-${named}`;
  const reports = route.startsWith('POST') && rolesOf[caller].includes('provider');
  return reports ? 'provider-may-not-decide' : 'forbidden';
}

let scene: Scene;
let early: Scene;
beforeAll(async () => {
  scene = await given(...started, commands.AppointDeputy());
  early = await given(...offered);
});

function principalOf(caller: Caller): Principal | null {
  const { colleague: deputy, ...people } = scene.people;
  const { office } = people.lead;
  const both: Principal = {
    ...people.otherProvider,
    subject: 'both',
    roles: ['team-lead', 'provider'],
    office: office!,
  };
  const auditing: Principal = { subject: 'auditing', roles: ['auditor', 'admin'] };
  return {
    ...people,
    deputy,
    early: early.people.provider,
    nobody: null,
    leadAndOtherProvider: both,
    auditorAndAdmin: auditing,
  }[caller];
}

/** A body with a field that no command has: whoever is told so was let through, and nothing is recorded. */
async function told(route: string, caller: Caller): Promise<string> {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string];
  const where = caller === 'early' ? early : scene;
  const url = where.path(path, { eventId: 'an-entry', disputeId: 'a-dispute' }) + (queries[route] ?? '');
  const body = method === 'POST' ? { body: { 'no-such-field': true } } : {};
  const answer = await product().send({ by: principalOf(caller), method, url, ...body });
  if (answer.statusCode === 200) return 'let through';
  const { code } = answer.json<{ code: string }>();
  return method === 'POST' && code === 'validation' ? 'let through' : code;
}

it('has an expectation for every route of the running app, and for no other', () => {
  expect(Object.keys(letThrough).toSorted()).toEqual([...routesOf(product())].toSorted());
});

it.each(Object.keys(letThrough))('%s lets through whom rules.md names', async route => {
  const before = await product().head();
  const allowed = letThrough[route]!;
  const expected = callers.map(caller => [
    caller,
    allowed.includes(caller) ? 'let through' : refusal(route, caller),
  ]);
  const answered: [Caller, string][] = [];
  for (const caller of callers) answered.push([caller, await told(route, caller)]);
  expect(Object.fromEntries(answered)).toEqual(Object.fromEntries(expected));
  expect(await product().head()).toBe(before);
});
