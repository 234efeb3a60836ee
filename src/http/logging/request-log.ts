import { finished } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.js';

/** How one request went. `route` is the template, never the path: an id in it would be kept for ever. */
export interface Served {
  readonly correlationId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** The caller went away before the answer was sent. */
  readonly aborted?: true;
}

/** Tells `report` once how the request went, also when the caller has gone away. */
export function follow(
  request: FastifyRequest,
  reply: FastifyReply,
  clock: Clock,
  report: (served: Served) => void,
): void {
  const begun = clock.monotonic();
  finished(reply.raw, error => {
    report({
      correlationId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.raw.statusCode,
      milliseconds: Math.round((clock.monotonic() - begun) * 10) / 10,
      ...(error && { aborted: true }),
    });
  });
}
