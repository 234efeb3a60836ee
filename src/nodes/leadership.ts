import { StoreUnavailable } from '../event-store/event-store.js';

/** What only the leading node may do cannot be done now. */
export class AnotherNodeLeads extends StoreUnavailable {
  constructor() {
    super('a node that serves these stores writes the views now: stop all nodes first');
    this.name = 'AnotherNodeLeads';
  }
}

/** What the leading node does beyond what all nodes do. */
export interface LeadersWork {
  /** Whether this node may lead at all now. */
  mayLead(): Promise<boolean>;
  /** Resolves when all of it is under way; begun by a node that leads. `lost` aborts as soon as it does not any more. */
  begin(lost: AbortSignal): Promise<void>;
  /** Resolves when nothing of it is under way any more. */
  end(): Promise<void>;
  /** Another node leads. */
  follow(): void;
}

/** Which of the nodes projects and runs the policies. */
export abstract class Leadership {
  /** Whether this node leads at this moment. */
  abstract readonly leads: boolean;

  /** From now on others see that this process is there, though it may neither lead nor follow. */
  abstract join(): Promise<void>;

  /** Resolves when the node leads and its work is begun, or when it follows. */
  abstract start(work: LeadersWork): Promise<void>;

  /** Lets another lead now, and leaves it to others for so many milliseconds. */
  abstract resign(rest: number): void;

  /** Whether no other node can have a command under way that it began within so many milliseconds. */
  abstract alone(within: number): Promise<boolean>;

  /** Does what only a leader may, instead of the usual work. @throws AnotherNodeLeads */
  abstract exclusively<T>(work: () => Promise<T>): Promise<T>;

  /** Resolves when the work has ended; others can lead then. */
  abstract stop(): Promise<void>;
}

/** Of a process with views of its own. */
export class SoleLeadership extends Leadership {
  private readonly ended = new AbortController();
  private work: LeadersWork | undefined;

  /** @param only whether no other process writes the same log */
  constructor(private readonly only: boolean) {
    super();
  }

  get leads(): boolean {
    return !this.ended.signal.aborted;
  }

  async join(): Promise<void> {}

  start(work: LeadersWork): Promise<void> {
    this.work = work;
    return work.begin(this.ended.signal);
  }

  resign(): void {}

  async alone(): Promise<boolean> {
    return this.only;
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.work?.end();
  }
}
