import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rawHeaders } from './raw-headers.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The caller's own, where it is a UUID: anything else could be a name, and would be kept for ever. */
export function correlationIdOf(request: IncomingMessage): string {
  const [given = ''] = rawHeaders(request, 'x-correlation-id');
  return uuid.test(given) ? given : randomUUID();
}
