import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v5 } from 'uuid';
import type { Origin } from './recording.js';

const namespace = '5b3c2d0e-8d0f-4f0b-9d63-0d0b6ff0a8f4';

/** What an idempotency key looks like: 1 to 255 visible ASCII characters. */
export const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** A command's identity under an idempotency key: hashed with the key, so that neither can be guessed from it; the same body is the same however it was written (RFC 8785). */
export function identityOf(key: string, scope: string, body: object): Pick<Origin, 'commandId' | 'digest'> {
  return {
    commandId: v5(createHmac('sha256', key).update(scope).digest('hex'), namespace),
    digest: createHmac('sha256', key).update(canonicalize(body)!).digest('base64url'),
  };
}
