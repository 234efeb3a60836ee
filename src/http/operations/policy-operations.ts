import type { Instant } from '../../terms/times.js';

/** Why the policies stand still. */
export interface PolicyStop {
  readonly since: Instant;
  /**
   * The clocks parted; the clock was behind the newest event at the start; the record of stops could not be read, which
   * ends by itself where its database was not there.
   */
  readonly because: 'clocks-parted' | 'clock-behind-log' | 'record-unreadable';
  /** How far the clock went ahead, or (negative) fell behind. */
  readonly seconds: number;
  /** Whose clock it was, where there are several nodes. */
  readonly node?: string;
}

/** How the policies stand: what the system does by itself, such as declaring a duty overdue. */
export interface PolicyStatus {
  /** False while they stand still, on all nodes, until an operator resumes them. */
  readonly running: boolean;
  readonly stopped: PolicyStop | null;
  readonly lastResumption: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
  /** Seconds by which this node's wall clock went ahead of the monotonic one, or (negative) fell behind it. */
  readonly driftSeconds: number;
  readonly nextDueAt: Instant | null;
  /** What is due and not done yet. */
  readonly overdue: number;
}

/** The policies as their operators see them. */
export abstract class PolicyOperations {
  abstract status(): Promise<PolicyStatus>;
  /** Lets them go on, durably, and compares the clocks anew. @returns false where they do not stand still */
  abstract resume(by: string, reason: string): Promise<boolean>;
}
