import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Resolves after so many milliseconds, or as soon as the signal aborts. It keeps no process alive. */
export const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);

/** Resolves when the signal aborts. */
export const aborted = async (signal: AbortSignal): Promise<void> =>
  void (signal.aborted || (await once(signal, 'abort')));
