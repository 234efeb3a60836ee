import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, GenerateKeyPairResult, JWK, JWTPayload } from 'jose';
import { OwnedClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import { InstanceKey } from '../../../src/identity/instance-key.js';
import { IdentityUnavailable, InvalidToken } from '../../../src/identity/invalid-token.js';
import { LocalTokenVerifier } from '../../../src/identity/local-token-verifier.js';
import { RemoteTokenVerifier } from '../../../src/identity/remote-token-verifier.js';
import type { TokenVerifier } from '../../../src/identity/token-verifier.js';
import { forgedToken, signedToken } from '../../support/http/signed-token.js';
import { temporaryDirectory } from '../../support/http/temporary-directory.js';

const clock = new OwnedClock(Date.UTC(2030, 0, 7, 9));
const now = clock.now() / 1_000;
const dataDir = temporaryDirectory();

/** A verifier with what is needed to make tokens that it accepts. */
interface Issuer {
  readonly verifier: TokenVerifier;
  readonly claims: JWTPayload;
  readonly publicPem: string;
  sign(claims: JWTPayload): Promise<string>;
}

let keys: GenerateKeyPairResult;
let jwks: Server;
let served: object;
let asked: number;

beforeEach(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  served = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' }] };
  asked = 0;
  jwks = createServer((_request, response) => {
    asked++;
    response.end(JSON.stringify(served));
  });
  await once(jwks.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  jwks.closeAllConnections();
  jwks.close();
});

function remote(environment: Record<string, string> = {}): TokenVerifier {
  const { identityProvider } = Config.from({
    AUTH_JWKS_URL: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys`,
    AUTH_ISSUER: 'https://id.example',
    AUTH_AUDIENCE: 'teilhabe',
    ...environment,
  });
  return new RemoteTokenVerifier(identityProvider!, clock, { timeout: 2_000, cooldown: 0 });
}

async function remoteIssuer(): Promise<Issuer> {
  return {
    verifier: remote(),
    claims: { iss: 'https://id.example', aud: 'teilhabe', sub: 'p-1', roles: ['admin'], exp: now + 60 },
    publicPem: await exportSPKI(keys.publicKey),
    sign: claims => signedToken(claims, keys.privateKey, { alg: 'ES256', kid: 'k1' }),
  };
}

async function localIssuer(): Promise<Issuer> {
  const key = await InstanceKey.open(dataDir(), clock);
  const file = JSON.parse(await readFile(join(dataDir(), 'instance-key.json'), 'utf8')) as { key: JWK };
  const privateKey = (await importJWK(file.key, 'ES256')) as CryptoKey;
  return {
    verifier: new LocalTokenVerifier(key, clock),
    claims: { iss: key.issuer, aud: key.issuer, sub: 'p-1', roles: ['admin'], exp: now + 60 },
    publicPem: await exportSPKI(key.publicKey),
    sign: claims => signedToken(claims, privateKey, { alg: 'ES256' }),
  };
}

const order = { providers: ['v-1'], from: '2026-01-01', to: '2026-12-31' };

const badOrders = Object.entries({
  'that is null': null,
  'that is a text': 'everything',
  'that is a list': [order],
  'without a provider or a measure': { ...order, providers: [] },
  'without a first day': { ...order, from: undefined },
  'without a last day': { ...order, to: undefined },
  'that ends before it begins': { ...order, from: '2026-02-01', to: '2026-01-31' },
  'with a day that the calendar lacks': { ...order, to: '2026-02-30' },
  'with a time for a day': { ...order, from: '2026-01-01T00:00:00Z' },
  'of a provider that is no id': { ...order, providers: ['v/1'] },
  'of a measure that is no id': { ...order, measures: [''] },
  'of a provider in place of a list': { ...order, providers: 'v-1' },
  'of a measure that is null': { ...order, measures: [null] },
  'of more than can be asked for': { ...order, measures: Array.from({ length: 101 }, () => 'm-1') },
  'with a field that might narrow it': { ...order, offices: ['o-1'] },
}).map(([how, audit]): [string, object] => [
  `of an auditor with an order ${how}`,
  { roles: ['auditor'], audit },
]);

describe.each([
  ['of this instance', localIssuer],
  ['of an identity provider', remoteIssuer],
])('a token %s', (_, issuerOf) => {
  let issuer: Issuer;
  beforeEach(async () => {
    issuer = await issuerOf();
  });

  const accepted = async (claims: object) =>
    issuer.verifier.verify(await issuer.sign({ ...issuer.claims, ...claims }));
  const refuses = (token: string) => expect(issuer.verifier.verify(token)).rejects.toThrow(InvalidToken);
  const refused = async (claims: object) => refuses(await issuer.sign({ ...issuer.claims, ...claims }));

  it('tells who asks', async () => {
    expect(await accepted({})).toEqual({ subject: 'p-1', roles: ['admin'] });
    expect(await accepted({ roles: ['adviser'], office: 'o-1' })).toEqual({
      subject: 'p-1',
      roles: ['adviser'],
      office: 'o-1',
    });
    expect(await accepted({ roles: ['provider'], provider: 'v-1' })).toEqual({
      subject: 'p-1',
      roles: ['provider'],
      provider: 'v-1',
    });
    expect(await accepted({ roles: ['king', 'integrator', 7] })).toEqual({
      subject: 'p-1',
      roles: ['integrator'],
    });
    expect(await accepted({ roles: ['auditor'], audit: order })).toEqual({
      subject: 'p-1',
      roles: ['auditor'],
      audit: { ...order, measures: [] },
    });
    expect(await accepted({ audit: 'an order of somebody who audits nothing' })).not.toHaveProperty('audit');
    expect(await accepted({ aud: ['other', issuer.claims.aud] })).toMatchObject({ subject: 'p-1' });
    expect(await accepted({ sub: 'ä'.repeat(128) })).toMatchObject({ roles: ['admin'] });
  });

  it.each([
    ['expired', { exp: now - 6 }],
    ['not valid yet', { nbf: now + 6 }],
    ['without an expiry', { exp: undefined }],
    ['with an expiry that is no number', { exp: '2040-01-01' }],
    ['for another audience', { aud: 'other' }],
    ['for no audience', { aud: undefined }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of no issuer', { iss: undefined }],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with a long subject', { sub: 'a'.repeat(129) }],
    ['with a number as subject', { sub: 1 }],
    ['with a line break in its subject', { sub: 'a\nb' }],
    ['with NUL in its subject', { sub: 'a\0' }],
    ['without roles', { roles: undefined }],
    ['with a role that is no list', { roles: 'admin' }],
    ['with no role', { roles: [] }],
    ['with unknown roles only', { roles: ['king'] }],
    ['of the system', { roles: ['system'] }],
    ['of an adviser without an office', { roles: ['adviser'] }],
    ['of a team-lead without an office', { roles: ['integrator', 'team-lead'] }],
    ['of a provider without its id', { roles: ['provider'], office: 'o-1' }],
    ['of an auditor without an order', { roles: ['auditor'] }],
    ...badOrders,
    ['with an office that is no id', { office: 'o/1' }],
    ['with an office that is null', { office: null }],
    ['with a long provider', { provider: 'a'.repeat(65) }],
    ['with a list of providers', { provider: ['v-1'] }],
  ])('%s is refused', async (_why, claims) => {
    await refused(claims);
  });

  it('is taken within five seconds of its bounds', async () => {
    expect(await accepted({ exp: now - 4, nbf: now + 4 })).toMatchObject({ subject: 'p-1' });
  });

  it('unsigned is refused, however it says so', async () => {
    for (const alg of ['none', 'None', 'NONE', '', undefined]) {
      await refuses(forgedToken({ alg }, issuer.claims));
      await refuses(forgedToken({ alg }, issuer.claims, 'AAAA'));
    }
    const [header, body] = (await issuer.sign(issuer.claims)).split('.');
    await refuses(`${header}.${body}.`);
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const secret = new TextEncoder().encode(issuer.publicPem);
    for (const alg of ['HS256', 'HS384', 'HS512'])
      await refuses(await signedToken(issuer.claims, secret, { alg }));
  });

  it('signed with another key is refused, even one it brings along', async () => {
    const other = await generateKeyPair('ES256', { extractable: true });
    await refuses(await signedToken(issuer.claims, other.privateKey, { alg: 'ES256', kid: 'k1' }));
    const jwk = await exportJWK(other.publicKey);
    await refuses(
      await signedToken(issuer.claims, other.privateKey, { alg: 'ES256', jwk } as { alg: string }),
    );
  });

  it('with a claim changed after it was signed is refused', async () => {
    const [header, , signature] = (await issuer.sign(issuer.claims)).split('.');
    const body = Buffer.from(JSON.stringify({ ...issuer.claims, sub: 'p-2' })).toString('base64url');
    await refuses(`${header}.${body}.${signature}`);
  });

  it('with an extension that must be understood is refused', async () => {
    await refuses(forgedToken({ alg: 'ES256', crit: ['x'], x: 1 }, issuer.claims, 'AAAA'));
  });

  it.each(['', '.', '..', 'a', 'a.b', 'a.b.c', '....', 'e30.e30.e30', `${'a'.repeat(9_000)}.a.a`])(
    '%.20s is none',
    async token => {
      await refuses(token);
    },
  );
});

it('of another instance is refused', async () => {
  const mine = await InstanceKey.open(dataDir(), clock);
  const theirs = await InstanceKey.open(`${dataDir()}/other`, clock);
  const token = await theirs.sign({ subject: 'a', roles: ['admin'] }, { expiresIn: 60 });
  await expect(new LocalTokenVerifier(mine, clock).verify(token)).rejects.toThrow(InvalidToken);
  expect(await new LocalTokenVerifier(theirs, clock).verify(token)).toMatchObject({ subject: 'a' });
});

describe('an identity provider', () => {
  it('may name its claims as it likes', async () => {
    const verifier = remote({
      AUTH_CLAIM_SUBJECT: 'oid',
      AUTH_CLAIM_ROLES: 'https://id.example/roles',
      AUTH_CLAIM_OFFICE: 'dienststelle',
      AUTH_CLAIM_PROVIDER: 'traeger',
    });
    const { claims, sign } = await remoteIssuer();
    const named = {
      oid: 'p-9',
      'https://id.example/roles': ['adviser', 'provider'],
      dienststelle: 'o-9',
      traeger: 'v-9',
    };
    expect(await verifier.verify(await sign({ ...claims, ...named }))).toEqual({
      subject: 'p-9',
      roles: ['adviser', 'provider'],
      office: 'o-9',
      provider: 'v-9',
    });
  });

  it('is asked once for many tokens', async () => {
    const { verifier, sign, claims } = await remoteIssuer();
    const token = await sign(claims);
    await Promise.all(Array.from({ length: 10 }, () => verifier.verify(token)));
    await verifier.verify(token);
    expect(asked).toBe(1);
  });

  it('may change its keys: the new one is fetched, the old one is refused', async () => {
    const { verifier, sign, claims } = await remoteIssuer();
    const old = await sign(claims);
    await verifier.verify(old);
    const next = await generateKeyPair('ES256', { extractable: true });
    served = { keys: [{ ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'ES256' }] };
    const fresh = await signedToken(claims, next.privateKey, { alg: 'ES256', kid: 'k2' });
    expect(await verifier.verify(fresh)).toMatchObject({ subject: 'p-1' });
    await expect(verifier.verify(old)).rejects.toThrow(InvalidToken);
  });

  it('that is down makes itself known, and what it said before still counts', async () => {
    const { verifier, sign, claims } = await remoteIssuer();
    const token = await sign(claims);
    await verifier.verify(token);
    const cold = remote();
    jwks.closeAllConnections();
    await new Promise(resolve => jwks.close(resolve));
    expect(await verifier.verify(token)).toMatchObject({ subject: 'p-1' });
    await expect(cold.verify(token)).rejects.toThrow(IdentityUnavailable);
  });

  it.each([
    [
      'an error',
      (server: Server) =>
        server.removeAllListeners('request').on('request', (_, r) => r.writeHead(500).end('{}')),
    ],
    [
      'no JSON',
      (server: Server) => server.removeAllListeners('request').on('request', (_, r) => r.end('<html>')),
    ],
    ['no keys', () => (served = { nothing: true })],
    [
      'a redirect',
      (server: Server) =>
        server
          .removeAllListeners('request')
          .on('request', (_, r) => r.writeHead(302, { location: '/' }).end()),
    ],
    [
      'an unusable key',
      () => (served = { keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'k1', alg: 'ES256' }] }),
    ],
  ])('that answers with %s is not available', async (_, spoil) => {
    const { verifier, sign, claims } = await remoteIssuer();
    spoil(jwks);
    await expect(verifier.verify(await sign(claims))).rejects.toThrow(IdentityUnavailable);
  });

  it('is not asked for a token that could never be accepted', async () => {
    const { verifier, claims, publicPem } = await remoteIssuer();
    await expect(verifier.verify(forgedToken({ alg: 'none' }, claims))).rejects.toThrow(InvalidToken);
    const secret = new TextEncoder().encode(publicPem);
    await expect(
      verifier.verify(await signedToken(claims, secret, { alg: 'HS256', kid: 'k1' })),
    ).rejects.toThrow(InvalidToken);
    expect(asked).toBe(0);
  });
});
