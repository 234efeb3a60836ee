import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { StoredEvent } from '../event-store/event-store.js';

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** The fingerprint of an event as the log keeps it; its position, the store's own, has no part in it (RFC 8785). */
export const fingerprintOf = ({ stream, revision, id, type, data, metadata }: StoredEvent): string =>
  sha256(canonicalize({ stream, revision, id, type, data, metadata })!);
