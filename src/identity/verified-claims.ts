import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../clock.js';
import { InvalidToken } from './invalid-token.js';

export interface Expected {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
}

/** Seconds by which the clocks of issuer and server may differ. */
const clockTolerance = 5;
const longestToken = 8_192;

/** The claims of a token that is signed, meant for us and valid now. @throws InvalidToken, and what `key` throws */
export async function verifiedClaims(
  token: string,
  key: JWTVerifyGetKey,
  expected: Expected,
  clock: Clock,
): Promise<JWTPayload> {
  if (token.length > longestToken) throw new InvalidToken('too long');
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: expected.issuer,
      audience: expected.audience,
      algorithms: [...expected.algorithms],
      requiredClaims: ['exp'],
      clockTolerance,
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (error) {
    if (error instanceof TypeError) throw new InvalidToken('its key cannot be used');
    if (!(error instanceof errors.JOSEError)) throw error;
    const claim = error instanceof errors.JWTClaimValidationFailed ? ` ${error.claim}` : '';
    throw new InvalidToken(`${error.code}${claim}`);
  }
}
