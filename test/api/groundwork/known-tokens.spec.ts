import fc from 'fast-check';
import { errors, generateKeyPair, type CryptoKey, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import { OwnedClock } from '../../../src/clock.js';
import { instanceClaims } from '../../../src/identity/instance-key.js';
import { IdentityUnavailable, InvalidToken } from '../../../src/identity/invalid-token.js';
import { KnownTokens } from '../../../src/identity/known-tokens.js';
import { signedToken } from '../../support/http/signed-token.js';

const start = Date.UTC(2030, 0, 7, 9);
const second = start / 1_000;
const expected = { issuer: 'i', audience: 'a', algorithms: ['ES256'] };
const claims: JWTPayload = { iss: 'i', aud: 'a', sub: 'p-1', roles: ['admin'], exp: second + 60 };

let own: GenerateKeyPairResult;
let other: GenerateKeyPairResult;
beforeAll(async () => {
  [own, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
});

let clock: OwnedClock;
let key: CryptoKey | Error;
let asked: number;
beforeEach(() => {
  clock = new OwnedClock(start);
  key = own.publicKey;
  asked = 0;
});

const tokens = (most?: number): KnownTokens => {
  const keyOf = () => {
    asked++;
    return key instanceof Error ? Promise.reject(key) : Promise.resolve(key);
  };
  return new KnownTokens(keyOf, expected, instanceClaims, clock, most);
};
const sign = (more: object = {}) => signedToken({ ...claims, ...more }, own.privateKey, { alg: 'ES256' });

/** A token that was accepted once, and the memory of it. */
async function seen(more: object = {}): Promise<() => Promise<unknown>> {
  const [known, token] = [tokens(), await sign(more)];
  expect(await known.principalIn(token)).toEqual({ subject: 'p-1', roles: ['admin'] });
  return () => known.principalIn(token);
}

describe('a token that was accepted before', () => {
  it('is accepted again', async () => {
    const again = await seen();
    expect(await again()).toEqual({ subject: 'p-1', roles: ['admin'] });
  });

  it('is refused from five seconds after its end, and before its beginning', async () => {
    const again = await seen({ nbf: second });
    clock.set(start + 64_999);
    expect(await again()).toMatchObject({ subject: 'p-1' });
    clock.set(start + 65_000);
    await expect(again()).rejects.toThrow(new InvalidToken('ERR_JWT_EXPIRED'));
    clock.set(start - 5_000);
    expect(await again()).toMatchObject({ subject: 'p-1' });
    clock.set(start - 5_001);
    await expect(again()).rejects.toThrow(new InvalidToken('ERR_JWT_CLAIM_VALIDATION_FAILED nbf'));
  });

  it('is refused from the moment at which its key is gone, and accepted when it is back', async () => {
    const again = await seen();
    key = new errors.JWKSNoMatchingKey();
    await expect(again()).rejects.toThrow(new InvalidToken('ERR_JWKS_NO_MATCHING_KEY'));
    key = own.publicKey;
    expect(await again()).toMatchObject({ subject: 'p-1' });
  });

  it('is refused where another key has taken the place of its own', async () => {
    const again = await seen();
    key = other.publicKey;
    await expect(again()).rejects.toThrow(new InvalidToken('ERR_JWS_SIGNATURE_VERIFICATION_FAILED'));
  });

  it('is not answered while the keys cannot be had, which is asked once', async () => {
    const again = await seen();
    key = new IdentityUnavailable();
    const before = asked;
    await expect(again()).rejects.toThrow(IdentityUnavailable);
    expect(asked).toBe(before + 1);
  });

  it('vouches for no other signature of the same claims', async () => {
    const [known, token] = [tokens(), await sign()];
    await known.principalIn(token);
    const text = token.slice(0, token.lastIndexOf('.'));
    await expect(known.principalIn(`${text}.${'A'.repeat(86)}`)).rejects.toThrow(InvalidToken);
    const forged = await signedToken(claims, other.privateKey, { alg: 'ES256' });
    await expect(known.principalIn(forged)).rejects.toThrow(InvalidToken);
  });
});

it('more tokens than are remembered are told apart all the same', async () => {
  const known = tokens(2);
  const three = await Promise.all(['a', 'b', 'c'].map(sub => sign({ sub })));
  for (const token of [...three, ...three.toReversed(), ...three]) await known.principalIn(token);
  expect(await Promise.all(three.map(token => known.principalIn(token)))).toMatchObject(
    ['a', 'b', 'c'].map(subject => ({ subject })),
  );
});

it('what is remembered changes no answer, whatever becomes of time and keys', async () => {
  const signed = await Promise.all([sign(), sign({ nbf: second }), sign({ sub: 'p-2', exp: second + 30 })]);
  const step = fc.record({
    at: fc.integer({ min: -10, max: 70 }),
    key: fc.constantFrom(own.publicKey, own.publicKey, other.publicKey, new errors.JWKSNoMatchingKey()),
    token: fc.constantFrom(...signed),
  });
  const told = (known: KnownTokens, token: string): Promise<unknown> =>
    known.principalIn(token).catch((error: unknown) => String(error));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      const known = tokens();
      for (const { at, key: standing, token } of steps) {
        clock.set(start + at * 1_000);
        key = standing;
        expect(await told(known, token)).toEqual(await told(tokens(), token));
      }
    }),
    { numRuns: 60 },
  );
});
