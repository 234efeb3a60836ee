import { v5 } from 'uuid';

/** A UUID that always comes out the same for the same command and purpose (RFC 9562, version 5). */
export const derivedId = (commandId: string, purpose: string): string => v5(purpose, commandId);
