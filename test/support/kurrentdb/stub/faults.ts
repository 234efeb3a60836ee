import { Metadata, status } from '@grpc/grpc-js';
import type { Failure } from './protocol.js';

/** A call of a client, as faults know it. A subscription is one from its beginning to its end. */
export type Kind = 'append' | 'read' | 'subscribe' | 'gossip';

/** Whether an append is committed before the fault: what the caller cannot know. */
interface Committing {
  readonly commits?: boolean;
}

export type Fault =
  /** The connection is torn down, and whatever else runs on it. */
  | ({ readonly does: 'reset' } & Committing)
  /** Never an answer. */
  | ({ readonly does: 'hang' } & Committing)
  /** A clear answer, of an error. */
  | ({ readonly does: 'fail'; readonly with: Failure } & Committing)
  /** The answer to a read is made at once, and sent when this resolves: meanwhile others write. */
  | ({ readonly does: 'wait'; readonly until: Promise<unknown> } & Committing);

/** What a node does wrong: the next few calls, or all until it is healed. */
export class Faults {
  private readonly queued: { kind: Kind; fault: Fault }[] = [];
  private readonly lasting = new Map<Kind, Fault>();
  private count = 0;

  /** How many calls met a fault. */
  get met(): number {
    return this.count;
  }

  next(kind: Kind, fault: Fault, times = 1): void {
    for (let n = 0; n < times; n++) this.queued.push({ kind, fault });
  }

  always(kind: Kind, fault: Fault): void {
    this.lasting.set(kind, fault);
  }

  heal(): void {
    this.queued.length = 0;
    this.lasting.clear();
  }

  /** The fault that a call meets, used up by it. */
  take(kind: Kind): Fault | undefined {
    const index = this.queued.findIndex(queued => queued.kind === kind);
    const fault = index < 0 ? this.lasting.get(kind) : this.queued.splice(index, 1)[0]!.fault;
    if (fault) this.count++;
    return fault;
  }
}

/** The answer to an append is lost after its events were committed. */
export const losesAnswer: Fault = { does: 'reset', commits: true };
/** The connection is lost before anything was committed. */
export const losesRequest: Fault = { does: 'reset' };
export const hangs: Fault = { does: 'hang' };
export const hangsAfterCommit: Fault = { does: 'hang', commits: true };

export const waits = (until: Promise<unknown>): Fault => ({ does: 'wait', until });

export const fails = (failure: Failure, commits = false): Fault => ({ does: 'fail', with: failure, commits });

const failure = (code: number, details: string, trailers: Record<string, string> = {}): Failure => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details, metadata };
};

/** The node's words, as the server says them. */
export const notReady = failure(status.UNAVAILABLE, 'Server Is Not Ready');
export const tooBusy = failure(status.UNAVAILABLE, 'Server Is Too Busy');
export const shuttingDown = failure(status.UNAVAILABLE, 'Server is shutting down');
export const deadlineExceeded = failure(status.DEADLINE_EXCEEDED, 'Deadline Exceeded');
export const timedOut = failure(status.ABORTED, 'Operation timed out: Prepare phase timeout.');
export const cancelled = failure(status.CANCELLED, 'Call canceled by the server');
export const consumerTooSlow = failure(status.ABORTED, 'Operation timed out: Consumer too slow.');
export const accessDenied = failure(status.PERMISSION_DENIED, 'Access Denied', {
  exception: 'access-denied',
});
export const unauthenticated = failure(status.UNAUTHENTICATED, 'Unauthenticated');
export const noLeaderInfo = failure(status.UNKNOWN, 'No leader info available in response');
export const notLeader = (leader: { readonly host: string; readonly port: number }): Failure =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': `${leader.port}`,
  });
export const tooLarge = (limit: number): Failure =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${limit}`,
  });
export const unknown = (details: string): Failure => failure(status.UNKNOWN, details);
