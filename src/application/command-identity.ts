import { createHmac } from 'node:crypto';
import { v5 } from 'uuid';
import type { Origin } from './recording.js';

const namespace = '5b3c2d0e-8d0f-4f0b-9d63-0d0b6ff0a8f4';

/** What an idempotency key looks like: 1 to 255 visible ASCII characters. */
export const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** A command's identity under an idempotency key: hashed with the key, so that neither can be guessed from it. */
export function identityOf(key: string, scope: string, body: object): Pick<Origin, 'commandId' | 'digest'> {
  return {
    commandId: v5(createHmac('sha256', key).update(scope).digest('hex'), namespace),
    digest: createHmac('sha256', key).update(canonical(body)).digest('base64url'),
  };
}

/** JSON with its keys in order: the same body however it was written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
