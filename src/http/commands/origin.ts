import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { identityOf, keyPattern } from '../../application/command-identity.js';
import type { Origin } from '../../application/recording.js';
import { actorOf, type Acting } from '../authorisation/acting.js';
import { Problem } from '../problem/problem.js';

/** Who sent a request and under which identity. The idempotency key itself is kept nowhere, only what derives from it. */
export function originOf(request: FastifyRequest, acting: Acting, body: object): Origin {
  const key = idempotencyKey(request);
  const expectedRevision = revisionIn(request);
  return {
    actor: actorOf(acting),
    channel: 'api',
    ...(key === undefined
      ? { commandId: randomUUID(), digest: '' }
      : identityOf(key, `${acting.principal.subject}|${pathOf(request)}`, body)),
    correlationId: request.id,
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  };
}

/** A command has no query, but may come with the mark of one: it is the same path. */
const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0]!;

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !keyPattern.test(key))
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
