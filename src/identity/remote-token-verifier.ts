import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../clock.js';
import type { IdentityProvider } from '../config.js';
import { IdentityUnavailable } from './invalid-token.js';
import { principalOf, type Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';
import { verifiedClaims } from './verified-claims.js';

/** Asymmetric only: with a shared secret whoever verifies could also sign. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Milliseconds. `cooldown`: how long an unknown key id does not make the keys be fetched again. */
export interface KeyFetching {
  readonly timeout: number;
  readonly cooldown: number;
}

/** Accepts what the identity provider has signed with a key of its JWKS. */
export class RemoteTokenVerifier extends TokenVerifier {
  private readonly key: JWTVerifyGetKey;

  constructor(
    private readonly provider: IdentityProvider,
    private readonly clock: Clock,
    fetching: KeyFetching = { timeout: 3_000, cooldown: 30_000 },
  ) {
    super();
    const keys = createRemoteJWKSet(new URL(provider.jwksUrl), {
      timeoutDuration: fetching.timeout,
      cooldownDuration: fetching.cooldown,
    });
    this.key = (header, token) => keys(header, token).catch(tellUnavailable);
  }

  async verify(token: string): Promise<Principal> {
    const claims = await verifiedClaims(token, this.key, { ...this.provider, algorithms }, this.clock);
    return principalOf(claims, this.provider.claims);
  }
}

/** A key that is not in the set is the token's fault; a set that cannot be had is not. */
function tellUnavailable(error: unknown): never {
  const tokenAtFault =
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported;
  throw tokenAtFault ? error : new IdentityUnavailable({ cause: error });
}
