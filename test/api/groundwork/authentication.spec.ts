import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { generateKeyPair } from 'jose';
import { principalIn } from '../../../src/http/authentication/caller.js';
import { isPublic } from '../../../src/http/authentication/public.js';
import { IdentityUnavailable } from '../../../src/identity/invalid-token.js';
import { TokenVerifier } from '../../../src/identity/token-verifier.js';
import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face } from '../../support/http/face.js';
import { exchange } from '../../support/http/raw-exchange.js';
import { forgedToken, signedToken } from '../../support/http/signed-token.js';

let face: Face;
afterEach(() => face.end());

const me = (authorization?: string) =>
  face.app.inject({ url: '/v1/me', headers: authorization === undefined ? {} : { authorization } });

describe('a route', () => {
  beforeEach(async () => {
    face = await startFace();
  });

  it('knows who asks', async () => {
    expect((await me(face.bearer)).json()).toEqual({
      subject: 'adviser-7',
      roles: ['adviser'],
      office: 'office-1',
    });
    expect((await me(face.bearer.replace('Bearer', 'bearer'))).statusCode).toBe(200);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Bearer a.b.ç',
    'a.b.c',
  ])('asks for a token when it gets %j', async authorization => {
    const answer = await me(authorization);
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="teilhabe"');
  });

  it('takes no token that is forged, expired, of elsewhere or for elsewhere, and does not say why', async () => {
    const { issuer } = face.key;
    const now = face.clock.now() / 1_000;
    const claims = { sub: 'adviser-7', roles: ['admin'], iss: issuer, aud: issuer, exp: now + 60 };
    const other = (await generateKeyPair('ES256')).privateKey;
    const expired = await face.key.sign({ subject: 'a', roles: ['admin'] }, { expiresIn: 1 });
    face.clock.advance(10_000);
    const tokens = [
      forgedToken({ alg: 'none' }, claims),
      await signedToken(claims, new TextEncoder().encode('secret'), { alg: 'HS256' }),
      await signedToken(claims, other, { alg: 'ES256' }),
      expired,
    ];
    const bodies = new Set<string>();
    for (const token of tokens) {
      const answer = await me(`Bearer ${token}`);
      const problem = expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="teilhabe", error="invalid_token"');
      bodies.add(JSON.stringify({ ...problem, instance: '' }));
    }
    expect(bodies.size).toBe(1);
    const reasons = face.log.filter(line => line.message === 'token refused').map(line => line.reason);
    expect(reasons).toHaveLength(4);
    expect(reasons[3]).toBe('ERR_JWT_EXPIRED');
    expect(JSON.stringify(face.log)).not.toMatch(/adviser-7|eyJ/);
  });

  it('takes no second Authorization header', async () => {
    const port = await face.listen();
    const line = `authorization: ${face.bearer}\r\n`;
    const [answer] = await exchange(
      port,
      `GET /v1/me HTTP/1.1\r\nhost: a\r\n${line}${line}connection: close\r\n\r\n`,
    );
    expectProblem(answer!, 400, 'bad-request');
  });

  it('takes no token in the query', async () => {
    const answer = await face.app.inject({ url: `/v1/me?access_token=${face.bearer.slice(7)}` });
    expectProblem(answer, 401, 'unauthenticated');
  });

  it('is served to everyone where it is public, whatever the header says', async () => {
    for (const url of ['/health/live', '/health/ready', '/metrics', '/v1/fail']) {
      expect((await face.app.inject({ url })).statusCode).toBe(200);
      expect((await face.app.inject({ url, headers: { authorization: 'Bearer a.b.c' } })).statusCode).toBe(
        200,
      );
    }
  });
});

it('says that tokens cannot be checked where that is so', async () => {
  class Down extends TokenVerifier {
    verify(): Promise<never> {
      return Promise.reject(new IdentityUnavailable({ cause: new Error('connect ECONNREFUSED 10.1.2.3') }));
    }
  }
  face = await startFace({ verifier: new Down() });
  const answer = await me(face.bearer);
  expectProblem(answer, 503, 'identity-unavailable');
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.body).not.toContain('10.1.2.3');
});

it('comes before the guards of the module that is served', async () => {
  const seen: string[] = [];

  @Injectable()
  class Later implements CanActivate {
    constructor(private readonly reflector: Reflector) {}

    canActivate(context: ExecutionContext): boolean {
      seen.push(isPublic(this.reflector, context) ? 'public' : principalIn(context).subject);
      return seen.length < 3;
    }
  }

  face = await startFace({ providers: [{ provide: APP_GUARD, useClass: Later }] });
  expectProblem(await me(), 401, 'unauthenticated');
  expect((await face.app.inject({ url: '/health/live' })).statusCode).toBe(200);
  expect((await me(face.bearer)).statusCode).toBe(200);
  expect(seen).toEqual(['public', 'adviser-7']);
  expectProblem(await me(face.bearer), 403, 'forbidden');
});
