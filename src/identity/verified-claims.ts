import { errors, jwtVerify, type CryptoKey, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { InvalidToken } from './invalid-token.js';

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
}

/** The key that a token with this header must be signed with, as of now. */
export type KeyOf = (header: JWTHeaderParameters) => CryptoKey | Promise<CryptoKey>;

/** What a token says, and by which key. */
export interface Verified {
  readonly claims: JWTPayload;
  readonly header: JWTHeaderParameters;
  readonly key: CryptoKey;
}

/** Seconds by which the clocks of issuer and server may differ. */
const clockTolerance = 5;
const longestToken = 8_192;

/**
 * The claims of a token that is signed, meant for us and valid now.
 * @param now milliseconds
 * @throws InvalidToken, and what `keyOf` throws
 */
export async function verifiedClaims(
  token: string,
  keyOf: KeyOf,
  expected: Expected,
  now: number,
): Promise<Verified> {
  if (token.length > longestToken) throw new InvalidToken('too long');
  try {
    const { payload, protectedHeader, key } = await jwtVerify<JWTPayload>(token, header => keyOf(header), {
      issuer: expected.issuer,
      audience: expected.audience,
      algorithms: [...expected.algorithms],
      requiredClaims: ['exp'],
      clockTolerance,
      currentDate: new Date(now),
    });
    return { claims: payload, header: protectedHeader, key: key as CryptoKey };
  } catch (error) {
    if (error instanceof TypeError) throw new InvalidToken('its key cannot be used');
    if (!(error instanceof errors.JOSEError)) throw error;
    const claim = error instanceof errors.JWTClaimValidationFailed ? ` ${error.claim}` : '';
    throw new InvalidToken(`${error.code}${claim}`);
  }
}

/** Whether claims that were verified before are still of their time: the same limits, and the same tolerance. */
export function isTimely({ nbf, exp }: JWTPayload, now: number): boolean {
  const second = Math.floor(now / 1_000);
  return (nbf === undefined || nbf <= second + clockTolerance) && exp! > second - clockTolerance;
}
