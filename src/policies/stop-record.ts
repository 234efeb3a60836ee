import type { Instant } from '../terms/times.js';

export const stopReasons = ['clocks-parted', 'clock-behind-log', 'record-unreadable'] as const;

/** Why the policies stand still. */
export interface Stop {
  readonly since: Instant;
  readonly because: (typeof stopReasons)[number];
  /** How far: the wall clock against the monotonic one, or against the newest event; negative where it is behind. */
  readonly seconds: number;
  /** On which node that was; absent where there is only one. */
  readonly node?: string;
}

/** Who let them go on, and why. */
export interface Resumption {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
}

export type StopLine = { readonly stopped: Stop } | { readonly resumed: Resumption };

/** A line with its place, dense from 1; without one where it was cut off while it was written. */
export interface StopEntry {
  readonly number: number;
  readonly line: StopLine | undefined;
}

/** Every stop of the policies and every resumption, of all nodes. It only grows; what it says last holds. */
export abstract class StopRecord {
  /** What stands after a place, in order. @throws where it cannot be read now */
  abstract after(number: number): Promise<readonly StopEntry[]>;

  /**
   * Durable when it resolves.
   * @returns false where another line has come to stand there: then nothing was written
   * @throws where it cannot be written now; it may stand all the same
   */
  abstract add(line: StopLine, number: number): Promise<boolean>;

  abstract close(): Promise<void>;
}

export const isStopLine = (value: unknown): value is StopLine =>
  typeof value === 'object' && value !== null && ('stopped' in value || 'resumed' in value);
