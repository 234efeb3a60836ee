import type { Clock } from '../clock.js';
import { instanceAlgorithm, instanceClaims, type InstanceKey } from './instance-key.js';
import { principalOf, type Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';
import { verifiedClaims } from './verified-claims.js';

/** Accepts what this instance's own key has signed: the embedded default. */
export class LocalTokenVerifier extends TokenVerifier {
  constructor(
    private readonly key: InstanceKey,
    private readonly clock: Clock,
  ) {
    super();
  }

  async verify(token: string): Promise<Principal> {
    const { issuer, publicKey } = this.key;
    const expected = { issuer, audience: issuer, algorithms: [instanceAlgorithm] };
    return principalOf(await verifiedClaims(token, () => publicKey, expected, this.clock), instanceClaims);
  }
}
