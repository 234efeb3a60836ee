import { hash } from 'node:crypto';
import { errors } from 'jose';
import { LRUCache } from 'lru-cache';
import type { ClaimNames } from '../config.js';
import type { Clock } from '../clock.js';
import { principalOf, type Principal } from './principal.js';
import { isTimely, verifiedClaims, type Expected, type KeyOf, type Verified } from './verified-claims.js';

/** Tokens of one issuer. A signature that was good is good again: the same token is not computed twice. */
export class KnownTokens {
  /** By the hash of the whole text, so that no token is kept. */
  private readonly known: LRUCache<string, Verified & { readonly principal: Principal }>;

  /** @param most tokens that are remembered; of more the ones that were not used longest are verified anew */
  constructor(
    private readonly keyOf: KeyOf,
    private readonly expected: Expected,
    private readonly names: ClaimNames,
    private readonly clock: Clock,
    most = 10_000,
  ) {
    this.known = new LRUCache({ max: most });
  }

  /**
   * Who a token speaks for. Time and key are asked every time: a token that has run out, or whose key was taken back,
   * is refused as one that was never seen.
   * @throws InvalidToken, and what `keyOf` throws
   */
  async principalIn(token: string): Promise<Principal> {
    const name = hash('sha256', token, 'base64url');
    const known = this.known.get(name);
    if (known && isTimely(known.claims, this.clock.now()) && (await this.isStillKey(known)))
      return known.principal;
    const verified = await verifiedClaims(token, this.keyOf, this.expected, this.clock.now());
    const principal = principalOf(verified.claims, this.names);
    this.known.set(name, { ...verified, principal });
    return principal;
  }

  /** Keys that were fetched anew are other ones, also where they are equal: then the signature is computed again. */
  private async isStillKey({ header, key }: Verified): Promise<boolean> {
    try {
      return (await this.keyOf(header)) === key;
    } catch (error) {
      if (error instanceof errors.JOSEError) return false;
      throw error;
    }
  }
}
