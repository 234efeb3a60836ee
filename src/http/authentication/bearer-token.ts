import type { IncomingMessage } from 'node:http';
import { rawHeaders } from '../hygiene/raw-headers.js';
import { Problem } from '../problem/problem.js';

/** The JWT of the only Authorization header. @throws Problem `unauthenticated` */
export function bearerToken(request: IncomingMessage): string {
  const [header, ...more] = rawHeaders(request, 'authorization');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header ?? '')?.[1];
  if (token !== undefined && more.length === 0) return token;
  throw new Problem('unauthenticated', 'Send one header Authorization: Bearer <token>.', {
    headers: { 'www-authenticate': 'Bearer realm="teilhabe"' },
  });
}
