import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, importJWK, type JWK } from 'jose';
import { OwnedClock } from '../../src/clock.js';
import { InstanceKey } from '../../src/identity/instance-key.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { exchange } from '../support/http/raw-exchange.js';
import { forgedToken, signedToken } from '../support/http/signed-token.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { client, commands, correctEntry, get, measure, offered, started } from '../support/api/steps.js';

const { given, product } = stage();

/** Commands of every kind: that make something, take lists, numbers, days, texts and whatever JSON. */
const targets: readonly (readonly [string, readonly Step[], Step])[] = [
  ['RegisterClient', [], commands.RegisterClient()],
  ['ClarifyMandate', client, commands.ClarifyMandate({ concern: 'childcare at noon' })],
  ['RegisterMeasure', [commands.RegisterProvider()], commands.RegisterMeasure()],
  ['OfferMeasure', [...measure, ...client], commands.OfferMeasure({ note: 'a second talk' })],
  ['ReportAttendance', started, commands.ReportAttendance()],
  ['OpenCrisis', started, commands.OpenCrisis({ description: 'a quarrel' })],
  ['CompleteParticipation', started, commands.CompleteParticipation({ gains: ['clarity'] })],
  ['CorrectEntry', offered, correctEntry('MeasureOffered', { is: '2026-05-11T07:00:00Z' })],
];

type Body = Record<string, unknown>;

/** Sends the step's request with another body or other headers; the answer is a problem, and nothing is recorded. */
async function expectRefused(
  scene: Scene,
  step: Step,
  change: { body?: (usual: Body) => unknown; headers?: Record<string, string> },
  status: number,
  code: string,
) {
  const request = await step(scene);
  const body = change.body ? change.body(request.body as Body) : request.body;
  const before = await product().head();
  const answer = await product().send({ ...request, body, headers: { ...change.headers } });
  const problem = expectProblem(answer, status, code);
  expect(await product().head()).toBe(before);
  expect(product().errors).toEqual([]);
  return problem;
}

const text = (change: (json: string) => string) => (usual: Body) => change(JSON.stringify(usual));
const inside = (member: string) => text(json => `{${member},${json.slice(1)}`);
const deep = (levels: number) => inside(`"deep":${'['.repeat(levels)}${']'.repeat(levels)}`);

describe.each(targets)('%s', (_, past, step) => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await given(...past);
  });

  it.each([
    ['an unknown field', inside('"colour":"red"'), 422, 'validation'],
    ['__proto__', inside('"__proto__":{"admin":true}'), 422, 'validation'],
    ['constructor.prototype', inside('"constructor":{"prototype":{"admin":true}}'), 422, 'validation'],
    ['the same key twice', text(json => `${json.slice(0, -1)},${json.slice(1)}`), 400, 'malformed-json'],
    ['10 MB', inside(`"long":"${'a'.repeat(10_000_000)}"`), 413, 'body-too-large'],
    ['10,000 levels', deep(10_000), 400, 'body-too-deep'],
    ['33 levels', deep(33), 400, 'body-too-deep'],
    ['NUL', inside('"word":"a\\u0000b"'), 422, 'bad-text'],
    ['a lone surrogate', inside('"word":"\\ud800"'), 422, 'bad-text'],
    [
      'bytes that are no UTF-8',
      (usual: Body) => Buffer.from(JSON.stringify({ ...usual, note: 'ü' }), 'latin1'),
      400,
      'malformed-json',
    ],
    ['half of it', text(json => json.slice(0, -1)), 400, 'malformed-json'],
    ['a list', text(json => `[${json}]`), 422, 'validation'],
    ['an empty list', () => '[]', 422, 'validation'],
    ['null', () => 'null', 422, 'validation'],
    ['a text', () => '"text"', 422, 'validation'],
    ['nothing', () => '', 422, 'validation'],
  ] as readonly [string, (usual: Body) => unknown, number, string][])(
    'refuses a body of %s',
    async (_what, body, status, code) => {
      await expectRefused(scene, step, { body }, status, code);
    },
  );

  it('refuses every field of a wrong type, each by its name', async () => {
    const { body } = await step(scene);
    for (const field of Object.keys(body as Body))
      for (const wrong of [null, [], {}, [[]], -0.5, true, 1e308, [null], [{}]]) {
        // A list may be empty, and what an entry should read instead can be whatever JSON.
        if (Array.isArray((body as Body)[field]) && Array.isArray(wrong) && wrong.length === 0) continue;
        if (field === 'is' && wrong !== null) continue;
        const change = { body: (usual: Body) => ({ ...usual, [field]: wrong }) };
        const { errors = [] } = await expectRefused(scene, step, change, 422, 'validation');
        expect(errors.map(fault => fault.field.split('.')[0])).toContain(field);
      }
  });

  it.each([
    'application/json\ta',
    'application/json; charset=utf-16',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/merge-patch+json',
  ])('refuses the content type %j', async type => {
    const change = { body: text(json => json), headers: { 'content-type': type } };
    await expectRefused(scene, step, change, 415, 'unsupported-media-type');
  });

  it('refuses a compressed body', async () => {
    await expectRefused(
      scene,
      step,
      { headers: { 'content-encoding': 'gzip' } },
      415,
      'unsupported-media-type',
    );
  });

  it('refuses a query', async () => {
    const request = await step(scene);
    const before = await product().head();
    const answer = await product().send({ ...request, url: `${request.url}?dry-run=true` });
    expectProblem(answer, 400, 'bad-query');
    expect(await product().head()).toBe(before);
  });

  it('is recorded all the same once it is in order', async () => {
    await scene.did(step);
  });
});

describe('a token', () => {
  const directory = temporaryDirectory();
  const claims = { sub: 'a', roles: ['adviser'], office: 'office-1' };

  const bad: readonly (readonly [string, () => Promise<string>])[] = [
    ['without a signature', async () => forgedToken({ alg: 'none', typ: 'JWT' }, await inOrder())],
    [
      'signed with the public key as a secret',
      async () => signedToken(await inOrder(), new TextEncoder().encode('x'.repeat(32)), { alg: 'HS256' }),
    ],
    ['for another audience', async () => other({ aud: 'another' })],
    ['of another issuer', async () => other({ iss: 'another' })],
    ['that has expired', async () => expired()],
    ['of another instance', async () => ofAnother()],
    [
      'signed by another key',
      async () => signedToken(await inOrder(), (await generateKeyPair('ES256')).privateKey, { alg: 'ES256' }),
    ],
    ['that was changed', async () => changed()],
    ['that is none', async () => 'a.b.c'],
  ];

  async function key(): Promise<InstanceKey> {
    return InstanceKey.open(product().dataDir, product().clock);
  }
  async function inOrder() {
    const { issuer } = await key();
    const now = Math.floor(product().clock.now() / 1_000);
    return { ...claims, iss: issuer, aud: issuer, iat: now, exp: now + 60 };
  }
  async function other(change: object): Promise<string> {
    // Signed with the instance's own key, which nobody else has: only the claim is at fault.
    const path = join(product().dataDir, 'instance-key.json');
    const { key: jwk } = JSON.parse(await readFile(path, 'utf8')) as { key: JWK };
    const own = await importJWK(jwk, 'ES256');
    return signedToken({ ...(await inOrder()), ...change }, own, { alg: 'ES256' });
  }
  async function expired(): Promise<string> {
    const { clock } = product();
    const past = await InstanceKey.open(product().dataDir, new OwnedClock(clock.now() - 3_600_000));
    return past.sign({ subject: 'a', roles: ['adviser'], office: 'office-1' }, { expiresIn: 60 });
  }
  async function ofAnother(): Promise<string> {
    const another = await InstanceKey.open(directory(), product().clock);
    return another.sign({ subject: 'a', roles: ['adviser'], office: 'office-1' }, { expiresIn: 60 });
  }
  async function changed(): Promise<string> {
    const [header, , signature] = (
      await (await key()).sign({ subject: 'a', roles: ['integrator'] }, { expiresIn: 60 })
    ).split('.');
    return `${header}.${Buffer.from(JSON.stringify(await inOrder())).toString('base64url')}.${signature}`;
  }

  it.each(bad)('%s is refused, to read and to write', async (_, make) => {
    const authorization = `Bearer ${await make()}`;
    const before = await product().head();
    for (const [method, url] of [
      ['GET', '/v1/clients'],
      ['POST', '/v1/clients'],
    ] as const) {
      const answer = await product().send({
        by: null,
        method,
        url,
        headers: { authorization },
        ...(method === 'POST' ? { body: {} } : {}),
      });
      expectProblem(answer, 401, 'unauthenticated');
    }
    expect(await product().head()).toBe(before);
  });

  it('in order is accepted', async () => {
    const authorization = `Bearer ${await (await key()).sign({ subject: 'a', roles: ['adviser'], office: 'office-1' }, { expiresIn: 60 })}`;
    const answer = await product().send({
      by: null,
      method: 'GET',
      url: '/v1/clients',
      headers: { authorization },
    });
    expect(answer.statusCode).toBe(200);
  });
});

describe('a path that no client writes', () => {
  let port: number;
  beforeAll(async () => {
    port = await product().listen();
  });

  it.each([
    ['/v1/client%73', 400, 'bad-path'],
    ['/v1/p%61rticipations', 400, 'bad-path'],
    ['/v1/participations/%61', 400, 'bad-path'],
    ['/v1/participations/%00', 400, 'bad-path'],
    ['/v1/participations/../clients', 400, 'bad-path'],
    ['//v1/clients', 400, 'bad-path'],
    ['/v1/participations/a_b', 404, 'not-found'],
    [`/v1/participations/${'a'.repeat(65)}`, 404, 'not-found'],
    ['/v1/participations/', 404, 'not-found'],
    ['/v1/nothing', 404, 'not-found'],
    ['/v1/clients?limit=1&limit=2', 400, 'bad-query'],
    ['/v1/clients?limit=1&l%69mit=2', 400, 'bad-query'],
    ['/v1/clients?__proto__=1', 400, 'bad-query'],
    ['/v1/clients?limit[]=1', 400, 'bad-query'],
    ['/v1/clients?limit=%00', 400, 'bad-query'],
    ['/v1/clients?colour=red', 400, 'bad-query'],
  ])('%s is refused', async (path, status, code) => {
    const bearer = await product().bearer(
      new Set(Object.values((await given()).people)).values().next().value!,
    );
    const [answer] = await exchange(
      port,
      `GET ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${bearer}\r\nconnection: close\r\n\r\n`,
    );
    expectProblem(answer!, status, code);
  });

  it('with the mark of a query and nothing after it is the same path to an idempotency key', async () => {
    const scene = await given();
    const bearer = await product().bearer(scene.people.adviser);
    const receipts = await Promise.all(
      ['/v1/clients', '/v1/clients?'].map(async path => {
        const [answer] = await exchange(
          port,
          `POST ${path} HTTP/1.1\r\nhost: a\r\nauthorization: ${bearer}\r\nidempotency-key: k\r\n` +
            'content-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
        );
        return answer!.body;
      }),
    );
    expect(receipts[0]).toBe(receipts[1]);
  });
});

describe('a query', () => {
  const lists = [
    '/v1/clients',
    '/v1/participations',
    '/v1/timeline',
    '/v1/attention',
    '/v1/providers',
    '/v1/measures',
    '/v1/occupancy',
    '/v1/providers/:providerId/escalation/participations?figure=started',
  ];
  const dated = [
    '/v1/providers/:providerId/escalation',
    '/v1/measures/:measureId/escalation',
    '/v1/providers/:providerId/escalation/participations?figure=started',
  ];
  const withQuery = (path: string, query: string): Step =>
    get(`${path}${path.includes('?') ? '&' : '?'}${query}`);

  it('that a route does not take is told to those alone who may use the route', async () => {
    const scene = await given(...started);
    const request = await commands.RecordContact()(scene);
    const { adviser, foreignAdviser, admin } = scene.people;
    const told = async (by: typeof request.by): Promise<number> =>
      (await product().send({ ...request, by, url: `${request.url}?stray=1` })).statusCode;
    const answers = [await told(null), await told(admin), await told(foreignAdviser), await told(adviser)];
    expect(answers).toEqual([401, 403, 404, 400]);
  });

  it.each(lists)('of %s refuses limits and cursors that are none', async path => {
    const scene = await given(...started);
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=-1',
      'limit=1.5',
      'limit=1e2',
      'limit=',
      'limit=abc',
      'limit=99999999999999999999',
      'cursor=',
      'cursor=a.b',
      'cursor=abc',
      `cursor=${'a'.repeat(513)}`,
      `cursor=${Buffer.from('["another-list","x"]').toString('base64url')}`,
      `cursor=${Buffer.from('{"a":1}').toString('base64url')}`,
      `cursor=${Buffer.from('[]').toString('base64url')}`,
      `cursor=${Buffer.from('[1,2]').toString('base64url')}`,
      `cursor=${Buffer.from('["clients","\\ud800"]').toString('base64url')}`,
      'min-position=',
      'min-position=%C3%BC',
      `min-position=${'9'.repeat(65)}`,
      'offset=5',
    ])
      expectProblem(await scene.does(withQuery(path, query)), 400, 'bad-query');
    expect(product().errors).toEqual([]);
  });

  it.each(dated)('of %s refuses days that are none', async path => {
    const scene = await given(...started);
    for (const day of ['0000-01-01', '9999-12-31', '2025-02-29', '2026-13-01', 'today', ''])
      expectProblem(await scene.does(withQuery(path, `asOf=${day}`)), 400, 'bad-query');
    for (const day of ['1900-01-01', '2024-02-29', '2999-12-31'])
      await scene.sees(withQuery(path, `asOf=${day}`));
  });

  it.each(['asOf', 'knownAt', 'recordedBy'])(
    'of the history refuses a moment that is none as %s',
    async axis => {
      const scene = await given(...started);
      const path = '/v1/participations/:participationId/history';
      for (const moment of [
        '0000-01-01T00:00:00Z',
        '9999-12-31T23:59:59Z',
        '2025-02-29T00:00:00Z',
        'now',
        '',
      ])
        expectProblem(await scene.does(withQuery(path, `${axis}=${moment}`)), 400, 'bad-query');
      await scene.sees(withQuery(path, `${axis}=2999-12-31T00:00:00Z`));
    },
  );
});
