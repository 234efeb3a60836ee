import { callerNames, callerOf, type CallerName } from '../support/api/callers.js';
import { letThrough, pathIn } from '../support/api/let-through.js';
import { reachedCase } from '../support/api/provider-case.js';
import { routesOf } from '../support/api/routes.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, offered, started } from '../support/api/steps.js';

const { given, product } = stage();

/** What a path names, by which somebody is tied to it: the first of them is what is not there. */
const ties = ['case', 'participation', 'client', 'measure', 'provider', 'office'];

/** What somebody who is not let through must be told. */
function refusal(route: string, caller: CallerName): string {
  const { roles } = callerOf(caller);
  if (roles.length === 0) return 'unauthenticated';
  const ofOneRole = letThrough[route]!.map(callerOf).filter(other => other.roles.length === 1);
  const admitted = new Set(ofOneRole.flatMap(other => other.roles));
  // A role that may, but not this one: to the caller it is not there.
  if (roles.some(role => admitted.has(role)))
    return `unknown-${ties.find(what => route.includes(`:${what}Id`))}`;
  const reports = route.startsWith('POST') && roles.includes('provider');
  return reports ? 'provider-may-not-decide' : 'forbidden';
}

let scene: Scene;
let early: Scene;
beforeAll(async () => {
  scene = await given(...started, commands.AppointDeputy(), ...reachedCase);
  early = await given(...offered);
});

let tries = 0;
const size = () =>
  `authorisation: ${Object.keys(letThrough).length} routes × ${callerNames.length} (role × relation) = ${tries} tries`;
afterAll(() => void process.stdout.write(`${size()}\n`));

/** A body with a field that no command has: whoever is told so was let through, and nothing is recorded. */
async function told(route: string, caller: CallerName): Promise<string> {
  tries++;
  const { is, beforeAssignment } = callerOf(caller);
  const method = route.startsWith('GET ') ? 'GET' : 'POST';
  const where = beforeAssignment ? early : scene;
  const url = pathIn(where, route);
  const body = method === 'POST' ? { body: { 'no-such-field': true } } : {};
  const headers = { 'access-purpose': 'audit 7/2026' };
  const answer = await product().send({ by: is(where), method, url, headers, ...body });
  if (answer.statusCode === 200) return 'let through';
  const { code } = answer.json<{ code: string }>();
  return method === 'POST' && code === 'validation' ? 'let through' : code;
}

it('has an expectation for every route of the running app, and for no other', () => {
  expect(Object.keys(letThrough).toSorted()).toEqual([...routesOf(product())].toSorted());
});

it.each(Object.keys(letThrough))('%s lets through whom rules.md names', async route => {
  const before = await product().head();
  const expected = callerNames.map(caller => [
    caller,
    letThrough[route]!.includes(caller) ? 'let through' : refusal(route, caller),
  ]);
  const answered: [CallerName, string][] = [];
  for (const caller of callerNames) answered.push([caller, await told(route, caller)]);
  expect(Object.fromEntries(answered)).toEqual(Object.fromEntries(expected));
  expect(await product().head()).toBe(before);
});

it('has tried every role of a token, in every relation, on every route', () => {
  expect(tries).toBe(Object.keys(letThrough).length * callerNames.length);
});
