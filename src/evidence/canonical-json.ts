import { createHash } from 'node:crypto';
import type { Json, StoredEvent } from '../event-store/event-store.js';

/** JSON text that is the same for the same value: keys sorted by code unit, no blanks (RFC 8785). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join()}}`;
}

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** The fingerprint of an event as the log keeps it; its position, the store's own, has no part in it. */
export const fingerprintOf = ({ stream, revision, id, type, data, metadata }: StoredEvent): string =>
  sha256(canonicalJson({ stream, revision, id, type, data, metadata }));
