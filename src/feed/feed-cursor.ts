import type { StoredEvent } from '../event-store/event-store.js';

/** The log has no such event (any more): of another store, or of one that was restored to an earlier state. */
export class CursorGone extends Error {
  constructor() {
    super('the log lacks the event that the cursor names');
    this.name = 'CursorGone';
  }
}

/** The event up to which a reader has read. Opaque to readers; it holds whatever they filter by. */
export interface FeedCursor {
  readonly storeId: string;
  readonly position: string;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
}

export const cursorAt = (
  storeId: string,
  { position, id, stream, revision }: Omit<FeedCursor, 'storeId'>,
): string => Buffer.from(JSON.stringify([storeId, position, id, stream, revision])).toString('base64url');

/** Undefined for a text that is no cursor of any feed. */
export function cursorIn(text: string): FeedCursor | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [storeId, position, id, stream, revision] = parts as readonly unknown[];
  const known = isText(storeId) && isText(position) && isText(id) && isText(stream) && isRevision(revision);
  return known ? { storeId, position, id, stream, revision } : undefined;
}

/** Whether the log has at that place what stood there when the cursor was given out. */
export const pointsAt = (cursor: FeedCursor, event: StoredEvent | undefined): boolean =>
  event?.id === cursor.id && event.position === cursor.position && event.revision === cursor.revision;

const isText = (part: unknown): part is string =>
  typeof part === 'string' && part !== '' && part.isWellFormed() && !part.includes('\0');
const isRevision = (part: unknown): part is number => Number.isSafeInteger(part) && (part as number) >= 0;
