import type { LoggedRead } from '../../src/access-log/access-log.js';
import { callerNames, callerOf, type CallerName } from '../support/api/callers.js';
import { letThrough, pathIn } from '../support/api/let-through.js';
import type { Answer } from '../support/api/product.js';
import { caseIdsOf, reachedCase } from '../support/api/provider-case.js';
import { routesOf } from '../support/api/routes.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, offered, started } from '../support/api/steps.js';

const { given, product } = stage();

/** Read by a system and by no person. */
const bySystems: readonly string[] = ['GET /v1/feed'];
/** What tells of no person in particular: decided here, route by route, and held to it. */
const ofNobody: readonly string[] = [
  'GET /v1/schemas',
  'GET /v1/schemas/:type/:version',
  'GET /v1/measures',
  'GET /v1/measures/:measureId/escalation',
  'GET /v1/measures/:measureId/history',
  'GET /v1/measures/:measureId/occupancy',
  'GET /v1/occupancy',
  'GET /v1/offices',
  'GET /v1/offices/:officeId/figures',
  'GET /v1/operations/policies',
  'GET /v1/providers',
  'GET /v1/providers/:providerId/escalation',
  'GET /v1/providers/:providerId/history',
  'GET /v1/reach',
  'GET /v1/rulebooks',
  'GET /v1/rulebooks/:rulebookId',
];

/** In every list there is: started, with a crisis that nobody has answered. */
let scene: Scene;
let early: Scene;
beforeAll(async () => {
  scene = await given(...started, commands.OpenCrisis(), commands.AppointDeputy(), ...reachedCase);
  early = await given(...offered);
});

const logged = (): Promise<readonly LoggedRead[]> => product().instance.accessLog.reads({}, { limit: 5 });
const lastLogged = async (): Promise<string> => (await logged())[0]?.id ?? '';

/** An answer, and what was written to the log for it. */
async function read(route: string, caller: CallerName) {
  const { is, beforeAssignment } = callerOf(caller);
  const where = beforeAssignment ? early : scene;
  const url = pathIn(where, route);
  const before = await lastLogged();
  const headers = { 'access-purpose': 'audit 7/2026' };
  const answer = await product().send({ by: is(where), method: 'GET', url, headers });
  return { answer, where, rows: (await logged()).filter(({ id }) => id > before) };
}

/** An answer that packs what it tells is searched for nothing: that it is of a case is enough. */
const isPacked = ({ statusCode, headers }: Answer): boolean =>
  statusCode === 200 && !/json/.test(String(headers['content-type']));

/** Which of the scene's persons and, where the route is about cases, of its provider cases an answer tells of. */
const toldIn = (route: string, { body }: Answer, where: Scene): readonly string[] =>
  [
    where.ids.participationId!,
    where.ids.clientId!,
    ...(ofNobody.includes(route) ? [] : [caseIdsOf(where).caseId]),
  ].filter(id => body.includes(`"${id}"`));

const reads = () => routesOf(product()).filter(route => route.startsWith('GET /v1/'));

it('every read is logged with those whom its answer tells of, and no other, on every route and by everybody', async () => {
  const seen = new Set<string>();
  for (const route of reads())
    for (const caller of callerNames) {
      const { answer, where, rows } = await read(route, caller);
      if (bySystems.includes(route)) continue;
      const named = rows.flatMap(row => [...row.participationIds, ...row.clientIds, ...row.caseIds]);
      if (isPacked(answer)) expect([route, caller, named.length]).not.toEqual([route, caller, 0]);
      const shown = isPacked(answer) ? named : toldIn(route, answer, where);
      const told = answer.statusCode === 200 ? shown : [];
      if (told.length) seen.add(route);
      const itself = route === 'GET /v1/access-log' && answer.statusCode === 200;
      const auditing = answer.statusCode === 200 && rows[0]?.reader.role === 'auditor';
      expect([route, caller, named]).toEqual([route, caller, itself ? named : told]);
      expect([route, caller, rows.length]).toEqual([
        route,
        caller,
        Number(told.length > 0 || itself || auditing),
      ]);
    }
  // Of each of them it was shown that it is logged: one that tells of nobody in this scene shows nothing.
  const unseen = reads().filter(route => !seen.has(route) && !bySystems.includes(route));
  expect(unseen.toSorted()).toEqual(ofNobody.toSorted());
});

it('every read of an auditor is logged, also of what tells of nobody', async () => {
  const open = reads().filter(route => letThrough[route]?.includes('auditor'));
  expect(open.length).toBeGreaterThan(5);
  for (const route of open) {
    const { rows } = await read(route, 'auditor');
    expect([route, rows.map(({ reader, purpose }) => [reader.role, purpose])]).toEqual([
      route,
      [['auditor', 'audit 7/2026']],
    ]);
  }
});

it('no auditor reads anything without a purpose, and nothing is logged then', async () => {
  const before = await lastLogged();
  for (const route of reads().filter(one => letThrough[one]?.includes('auditor'))) {
    const url = pathIn(scene, route);
    const answer = await product().send({ by: callerOf('auditor').is(scene), method: 'GET', url });
    expect([route, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      route,
      400,
      'purpose-required',
    ]);
    expect(toldIn(route, answer, scene)).toEqual([]);
  }
  expect(await lastLogged()).toBe(before);
});

it('a refused read is not logged: it told of nobody', async () => {
  const before = await lastLogged();
  for (const route of reads()) {
    const { answer } = await read(route, 'nobody');
    expect(answer.statusCode).toBe(401);
  }
  expect(await lastLogged()).toBe(before);
});

describe('where the log cannot be written', () => {
  it('no case is told, on any route, and what tells of nobody still is', async () => {
    product().instance.accessLog.close();
    for (const route of reads().filter(one => !ofNobody.includes(one) && one !== 'GET /v1/access-log'))
      for (const caller of ['lead', 'provider', 'auditor'] as const) {
        if (!letThrough[route]?.includes(caller)) continue;
        const { answer } = await unlogged(route, caller);
        expect([route, caller, answer.statusCode]).toEqual([route, caller, 503]);
        expect(answer.json()).toMatchObject({ code: 'access-log-unavailable' });
        expect(answer.headers).toMatchObject({
          'retry-after': '5',
          'content-type': 'application/problem+json',
        });
        expect(answer.headers).not.toHaveProperty('etag');
        expect(toldIn(route, answer, scene)).toEqual([]);
        expect(answer.body).not.toMatch(/sqlite|database|closed/i);
      }
    expect((await unlogged('GET /v1/measures', 'lead')).answer.statusCode).toBe(200);
    await product().restart();
    expect((await read('GET /v1/clients/:clientId', 'adviser')).answer.statusCode).toBe(200);
  });
});

async function unlogged(route: string, caller: CallerName) {
  const url = pathIn(scene, route);
  const headers = { 'access-purpose': 'audit 7/2026' };
  return { answer: await product().send({ by: callerOf(caller).is(scene), method: 'GET', url, headers }) };
}
