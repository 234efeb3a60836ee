import { createRemoteJWKSet, errors, type JWTHeaderParameters } from 'jose';
import type { Clock } from '../clock.js';
import type { IdentityProvider } from '../config.js';
import { IdentityUnavailable } from './invalid-token.js';
import { KnownTokens } from './known-tokens.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

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
  private readonly tokens: KnownTokens;

  constructor(
    provider: IdentityProvider,
    clock: Clock,
    fetching: KeyFetching = { timeout: 3_000, cooldown: 30_000 },
  ) {
    super();
    const keys = createRemoteJWKSet(new URL(provider.jwksUrl), {
      timeoutDuration: fetching.timeout,
      cooldownDuration: fetching.cooldown,
    });
    const keyOf = (header: JWTHeaderParameters) => keys(header).catch(tellUnavailable);
    this.tokens = new KnownTokens(keyOf, { ...provider, algorithms }, provider.claims, clock);
  }

  verify(token: string): Promise<Principal> {
    return this.tokens.principalIn(token);
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
