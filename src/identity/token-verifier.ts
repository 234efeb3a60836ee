import type { Principal } from './principal.js';

/** Tells from a bearer token (a JWT in compact form) who asks. */
export abstract class TokenVerifier {
  /** @throws InvalidToken, IdentityUnavailable */
  abstract verify(token: string): Promise<Principal>;
}
