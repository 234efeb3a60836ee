import type { CommandName } from '../../src/application/commands.js';
import { commandRoutes } from '../../src/http/commands/routes.js';
import { citing } from '../support/api/dispute.js';
import type { Answer, Request } from '../support/api/product.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { annulEntry, commands, correctEntry, offered, started } from '../support/api/steps.js';
import { beforeEachCommand } from '../support/openapi/before-each-command.js';
import { Description, type Route } from '../support/openapi/description.js';

const { given, product } = stage();
let description: Description;
beforeAll(async () => {
  description = await Description.of(product());
});

const commandsByRoute = new Map<Route, CommandName>(
  Object.entries(commandRoutes).flatMap(([resource, routes]) =>
    routes.map(({ path, command }) => [`POST /v1/${resource}${path && `/${path}`}`, command] as const),
  ),
);
const queries = [
  'GET /v1/access-log',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /v1/clients',
  'GET /v1/clients/:clientId',
  'GET /v1/clients/:clientId/history',
  'GET /v1/offices',
  'GET /v1/offices/:officeId/figures',
  'GET /v1/rulebooks',
  'GET /v1/rulebooks/:rulebookId',
  'GET /v1/providers/:providerId/history',
  'GET /v1/providers',
  'GET /v1/providers/:providerId/escalation',
  'GET /v1/providers/:providerId/escalation/participations',
  'GET /v1/measures',
  'GET /v1/measures/:measureId/occupancy',
  'GET /v1/measures/:measureId/escalation',
  'GET /v1/measures/:measureId/history',
  'GET /v1/occupancy',
  'GET /v1/timeline',
  'GET /v1/attention',
  'GET /v1/reach',
  'GET /v1/participations',
  'GET /v1/participations/:participationId',
  'GET /v1/participations/:participationId/history',
  'GET /v1/provider-cases',
  'GET /v1/provider-cases/:caseId',
  'GET /v1/provider-cases/:caseId/dossier',
  'GET /v1/feed',
  'GET /v1/schemas',
  'GET /v1/schemas/:type/:version',
  'GET /v1/operations/policies',
] as const satisfies readonly Route[];
/** What an operator does to the server itself: recorded beside the log. */
const operation = 'POST /v1/operations/policy-resumptions' as const satisfies Route;
const needed: Readonly<Record<string, string>> = {
  'GET /v1/access-log': '?participationId=any',
  'GET /v1/providers/:providerId/escalation/participations': '?figure=started',
};

/** What a path names beside the ids of a scene. */
const inPath = { type: 'CrisisOpened', version: '1' };
/** Who may ask: those downstream have routes of their own. */
const askerOf = (route: Route) => {
  if (route === 'GET /v1/access-log') return 'dataProtection';
  if (route.includes('/operations/')) return 'admin';
  return /^GET \/v1\/(feed|schemas)/.test(route) ? 'integrator' : 'lead';
};

/** An answer that the document describes whole. */
async function described(route: Route, scene: Scene, step: Step): Promise<Answer> {
  const answer = await scene.does(step);
  expect(description.faultsOf(route, answer)).toEqual([]);
  return answer;
}

/** The command as it is recorded, with what came before it. */
const usually = (command: CommandName): Step =>
  command === 'AnnulEntry' ? annulEntry('MeasureExplained') : commands[command]({});

/** A question by somebody of the scene. */
const asking =
  (route: Route, who: keyof Scene['people'], more: Partial<Request> = {}): Step =>
  scene => ({
    by: scene.people[who],
    method: 'GET',
    url: scene.path(route.slice(route.indexOf(' ') + 1), inPath) + (needed[route] ?? ''),
    ...more,
  });

it('is asked here of every route that there is', () => {
  expect([...commandsByRoute.keys(), ...queries, operation].toSorted()).toEqual(
    description.routes.map(([route]) => route).toSorted(),
  );
});

it('finds whatever is not described', async () => {
  const scene = await given(...offered);
  const route: Route = 'GET /v1/participations/:participationId';
  const right = await described(route, scene, asking(route, 'adviser'));
  const refused = await described(route, scene, asking(route, 'integrator'));
  const otherwise = (answer: Answer, changes: object): readonly string[] =>
    description.faultsOf(route, {
      ...answer,
      body: JSON.stringify({ ...answer.json<object>(), ...changes }),
    });
  expect(otherwise(right, {})).toEqual([]);
  expect(otherwise(right, { stray: 1 })).toHaveLength(1);
  expect(otherwise(right, { startsOn: 'soon' })).toHaveLength(1);
  expect(otherwise(right, { phase: null })).toHaveLength(1);
  expect(otherwise(right, { measureId: undefined })).toHaveLength(1);
  expect(otherwise(refused, { code: 'no-mandate' })).toHaveLength(1);
  expect(description.faultsOf(route, { ...right, statusCode: 201 })).toHaveLength(1);
  expect(description.faultsOf(route, { ...right, headers: { 'content-type': 'text/html' } })).toHaveLength(1);
});

describe('a receipt is answered as it is described by', () => {
  it.each([...commandsByRoute])('%s', async (route, command) => {
    const scene = await given(...beforeEachCommand[command]);
    expect((await described(route, scene, usually(command))).statusCode).toBe(201);
  });
});

describe('what is read is answered as it is described by', () => {
  const { OpenCrisis, ReportAttendance, RecordContact, DisputeEntry, FlagDropoutRisk, ProposeDropout } =
    commands;
  const eventful: readonly Step[] = [
    ...started,
    ReportAttendance({ note: 'a quiet day' }),
    OpenCrisis({ description: 'at home', sourceKnewAt: '2026-05-11T07:59:00Z' }),
    commands.RecordIntervention({ addressedTo: ['provider'] }),
    FlagDropoutRisk(),
    ProposeDropout(),
    RecordContact({ summary: 'a talk', shared: true }),
    scene => correctEntry('CrisisOpened', { field: 'description', is: 'on the way' })(scene),
    DisputeEntry({}),
    annulEntry('ContactHeld'),
    commands.CorrectEntry({ field: 'decideBy', is: '2026-06-01' }),
    async scene => {
      const evidence = await citing(scene, 'AttendanceReported', 'CrisisOpened');
      return commands.OpenProviderCase({ evidence })(scene);
    },
    commands.EstablishFinding(),
    commands.DemandCure(),
    commands.InviteStatement(),
    commands.RecordStatement(),
  ];
  let scene: Scene;
  beforeAll(async () => {
    scene = await given(...eventful);
  });

  it.each(queries)('%s', async route => {
    const people = ['adviser', 'lead', 'provider', 'admin', 'integrator', 'dataProtection'] as const;
    const statuses: number[] = [];
    for (const who of people) statuses.push((await described(route, scene, asking(route, who))).statusCode);
    expect(statuses).toContain(200);
  });

  it('of a dropout as well, and page by page', async () => {
    const over = await given(...started, commands.ConfirmDropout(), commands.RecordWhereabouts());
    for (const route of queries) await described(route, over, asking(route, 'lead'));
    for (const path of ['/v1/timeline', '/v1/participations', '/v1/measures'] as const)
      await described(`GET ${path}`, over, asking(`GET ${path}`, 'adviser', { url: `${path}?limit=1` }));
  });
});

it('is answered to an operator as it is described', async () => {
  const scene = await given();
  const asked = (more: Partial<Request>): Step =>
    asking(operation, 'admin', { method: 'POST', body: { reason: 'the clock was set right' }, ...more });
  expect((await described(operation, scene, asked({}))).statusCode).toBe(409);
  expect((await described(operation, scene, asked({ body: {} }))).statusCode).toBe(422);
  expect((await described(operation, scene, asked({ by: scene.people.lead }))).statusCode).toBe(403);
  expect((await described(operation, scene, asked({ by: null }))).statusCode).toBe(401);
});

describe('what is wrong is answered as it is described by', () => {
  type Wrong = readonly [status: number, what: string, spoil: (request: Request, scene: Scene) => Request];
  const otherwise = (change: Partial<Request>) => (request: Request) => ({ ...request, ...change });
  const withHeader = (name: string, value: string) => (request: Request) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  });
  const elsewhere =
    (id: string) =>
    (request: Request, { ids }: Scene): Request => ({
      ...request,
      url: Object.values({ ...ids, ...inPath }).reduce(
        (url, known) => url.replace(`/${known}`, `/${id}`),
        request.url,
      ),
    });

  const anything: readonly Wrong[] = [
    [400, 'a stray query', request => ({ ...request, url: `${request.url.split('?')[0]}?stray=1` })],
    [400, 'a query twice', request => ({ ...request, url: `${request.url.split('?')[0]}?a=1&a=2` })],
    [401, 'no token', otherwise({ by: null })],
    [
      401,
      'a token that is none',
      request => withHeader('authorization', 'Bearer a.b.c')({ ...request, by: null }),
    ],
    [
      403,
      'a role that may not',
      (request, { people }) => ({
        ...request,
        by: request.by === people.integrator ? people.lead : people.integrator,
      }),
    ],
    [404, 'an unknown id', elsewhere('nothing')],
    [404, 'what is no id', elsewhere('no_id')],
    [413, 'a huge body', request => withHeader('content-length', '99999999')({ ...request, body: '{}' })],
    [
      415,
      'another media type',
      request => withHeader('content-type', 'text/plain')({ ...request, body: 'a' }),
    ],
  ];
  const ofCommands: readonly Wrong[] = [
    [400, 'what is no JSON', otherwise({ body: '{' })],
    [400, 'a body too deep', otherwise({ body: '['.repeat(40) + ']'.repeat(40) })],
    [400, 'a key that is none', withHeader('idempotency-key', '')],
    [400, 'a revision that is none', withHeader('if-match', '7')],
    [403, 'a provider', (request, { people }) => ({ ...request, by: people.otherProvider })],
    [412, 'another revision', withHeader('if-match', '"999"')],
    [422, 'an unknown field', request => ({ ...request, body: { ...(request.body as object), stray: 1 } })],
    [422, 'a text that cannot be kept', otherwise({ body: { note: '\u0000' } })],
    [
      422,
      'times in the future',
      request => ({ ...request, body: { ...(request.body as object), occurredAt: '2999-01-01T00:00:00Z' } }),
    ],
  ];

  /** Only what a route can be asked wrongly: one without an id has none that is unknown. */
  const applies = (route: Route, [status]: Wrong): boolean => {
    if (status === 401 || status === 403) return route.includes(' /v1/');
    return status !== 404 || route.includes(':');
  };

  async function spoiled(route: Route, scene: Scene, step: Step, wrongs: readonly Wrong[]): Promise<void> {
    for (const wrong of wrongs.filter(one => applies(route, one))) {
      const [status, what, spoil] = wrong;
      const answer = await described(route, scene, async () => spoil(await step(scene), scene));
      const expected = what === 'a provider' && answer.statusCode !== 403 ? 404 : status;
      expect([what, answer.statusCode]).toEqual([what, expected]);
    }
  }

  it.each([...commandsByRoute])('%s', async (route, command) => {
    const scene = await given(...beforeEachCommand[command]);
    await spoiled(route, scene, usually(command), [...anything, ...ofCommands]);
  });

  it.each(queries)('%s', async route => {
    const scene = await given(...offered, commands.OpenProviderCase());
    await spoiled(route, scene, asking(route, askerOf(route)), anything);
  });
});
