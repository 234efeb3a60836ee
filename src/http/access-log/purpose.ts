import type { FastifyRequest } from 'fastify';
import { isPurpose } from '../../access-log/access-log.js';
import { Problem } from '../problem/problem.js';

export const purposeHeader = 'access-purpose';

/** What the caller reads for, in the caller's words; null where nothing was said. @throws Problem `purpose-invalid` */
export function purposeIn({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const sent = headers[purposeHeader];
  if (sent === undefined) return null;
  const purpose = typeof sent === 'string' ? readable(sent) : '';
  if (!isPurpose(purpose))
    throw new Problem('purpose-invalid', 'Access-Purpose has 1 to 500 visible characters.');
  return purpose;
}

export const purposeRequired = (): Problem =>
  new Problem('purpose-required', 'Say in the header Access-Purpose what this is read for.');

/** Node hands over the bytes of a header one by one: they are UTF-8 from most programs, ISO 8859-1 from browsers. */
function readable(sent: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(sent, 'latin1'));
  } catch {
    return sent;
  }
}
