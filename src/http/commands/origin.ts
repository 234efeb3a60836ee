import { createHmac, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { v5 } from 'uuid';
import type { Origin } from '../../application/recording.js';
import { actingIn, actorOf } from '../authorisation/acting.js';
import { Problem } from '../problem/problem.js';

const namespace = '5b3c2d0e-8d0f-4f0b-9d63-0d0b6ff0a8f4';

/** Who sent a request and under which identity. The idempotency key itself is kept nowhere, only what derives from it. */
export function originOf(request: FastifyRequest, body: object): Origin {
  const acting = actingIn(request);
  const key = idempotencyKey(request);
  const expectedRevision = revisionIn(request);
  return {
    actor: actorOf(acting),
    channel: 'api',
    ...(key === undefined
      ? { commandId: randomUUID(), digest: '' }
      : identityOf(key, `${acting.principal.subject}|${request.url}`, body)),
    correlationId: request.id,
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

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
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem('idempotency-key-invalid', 'A key has 1 to 255 visible ASCII characters.');
  return key;
}

function revisionIn({ headers }: FastifyRequest): number | undefined {
  const tag = headers['if-match'];
  if (tag === undefined) return undefined;
  const revision = /^"(\d{1,15})"$/.exec(tag)?.[1];
  if (revision === undefined)
    throw new Problem('bad-request', 'If-Match is the revision in quotes, as in "7".');
  return Number(revision);
}
