import { SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/** A token with whatever header and claims, signed with whatever key. */
export function signedToken(
  claims: JWTPayload,
  key: CryptoKey | Uint8Array,
  header: { alg: string; kid?: string },
) {
  return new SignJWT(claims).setProtectedHeader(header).sign(key);
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token whose signature is what is given. */
export const forgedToken = (header: object, claims: object, signature = ''): string =>
  `${encoded(header)}.${encoded(claims)}.${signature}`;
