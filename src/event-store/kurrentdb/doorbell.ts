import { excludeSystemEvents, END, streamNameFilter } from '@eventstore/db-client';
import type { Lines, Line } from './lines.js';
import type { StreamNames } from './stream-names.js';

export interface DoorbellPauses {
  /** Milliseconds before it is tried again: at first, and at most. */
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Rings when something new may stand in the log, for which it follows the log's end: a signal and no more, for what
 * the database pushes is let go of at once and read by whoever it wakes. So it never falls behind, and where it
 * breaks off (the client neither tells nor mends this) nothing is lost but time.
 */
export class Doorbell {
  private listening = false;
  private over = false;
  private hangUp: (() => void) | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pause: number;

  constructor(
    private readonly lines: Lines,
    private readonly names: StreamNames,
    private readonly pauses: DoorbellPauses,
    private readonly ring: () => void,
  ) {
    this.pause = pauses.shortest;
  }

  /** From the first call on it listens until it is closed. */
  listen(): void {
    if (this.listening || this.over) return;
    this.listening = true;
    this.lines.line().then(
      line => this.follow(line),
      () => this.again(),
    );
  }

  close(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.hangUp?.();
  }

  private follow(line: Line): void {
    if (this.over) return;
    const { beginning } = this.names;
    const subscription = line.client.subscribeToAll({
      requiresLeader: true,
      fromPosition: END,
      filter: beginning === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [beginning] }),
    });
    let ended = false;
    const end = (fault?: unknown): void => {
      if (ended) return;
      ended = true;
      this.hangUp = undefined;
      subscription.unsubscribe().catch(() => undefined);
      if (fault !== undefined) this.lines.failed(line, fault);
      this.again();
    };
    this.hangUp = end;
    subscription.on('confirmation', () => {
      this.pause = this.pauses.shortest;
      // for what came between the last look and now
      this.ring();
    });
    subscription.on('data', () => this.ring());
    // stays for as long as the subscription does: an error that nobody listens to ends the process
    subscription.on('error', end);
    subscription.on('end', () => end());
    subscription.on('close', () => end());
  }

  private again(): void {
    this.listening = false;
    if (this.over) return;
    this.timer = setTimeout(() => this.listen(), this.pause).unref();
    this.pause = Math.min(2 * this.pause, this.pauses.longest);
  }
}
