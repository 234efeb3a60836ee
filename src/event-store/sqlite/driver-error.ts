import { StoreUnavailable } from '../event-store.js';

/** Faults of the one row that was given, not of the store. */
const rowFaults = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/;

/**
 * SQLite's code of an error that the driver threw. Told by its shape: the addon lives once a process, so that its
 * error class may be that of another module registry.
 */
export function sqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** Whether the store as a whole is in trouble (disk full, input or output failed, locked), not one append. */
export function isStoreTrouble(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && !rowFaults.test(code);
}

/** The error as the port promises it; what is not the driver's stays as it is. */
export function translated(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  return isStoreTrouble(error)
    ? new StoreUnavailable(`the event store cannot be used now (${code})`, { cause: error })
    : new TypeError(`the event store cannot hold this event (${code})`, { cause: error });
}
