import type { Clock } from '../clock.js';
import { instanceAlgorithm, instanceClaims, type InstanceKey } from './instance-key.js';
import { KnownTokens } from './known-tokens.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

/** Accepts what this instance's own key has signed: the embedded default. */
export class LocalTokenVerifier extends TokenVerifier {
  private readonly tokens: KnownTokens;

  constructor({ issuer, publicKey }: InstanceKey, clock: Clock) {
    super();
    const expected = { issuer, audience: issuer, algorithms: [instanceAlgorithm] };
    this.tokens = new KnownTokens(() => publicKey, expected, instanceClaims, clock);
  }

  verify(token: string): Promise<Principal> {
    return this.tokens.principalIn(token);
  }
}
