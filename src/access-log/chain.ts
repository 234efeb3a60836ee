import { createHash } from 'node:crypto';
import type { CaseRead } from './access-log.js';

/** A read as it is kept: its content as JSON text, and the hash that binds it to all before it. */
export interface Link {
  readonly number: number;
  readonly content: string;
  readonly hash: string;
}

/** What the first link is bound to. */
export const beginning = '0'.repeat(64);

/** The stored form, and what the hash is made of: always in this order. */
export const contentOf = ({ at, reader, operation, purpose, aboutReader, ...told }: CaseRead): string =>
  JSON.stringify({
    at,
    reader: { subject: reader.subject, role: reader.role, organisation: reader.organisation },
    operation,
    purpose,
    aboutReader,
    participationIds: told.participationIds,
    clientIds: told.clientIds,
    caseIds: told.caseIds,
  });

/** SHA-256 over the hash before, the number and the content. */
export const hashOf = (before: string, number: number, content: string): string =>
  createHash('sha256').update(`${before}\n${number}\n${content}`).digest('hex');
