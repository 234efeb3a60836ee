import { wait } from '../wait.js';

/** Growing pauses between attempts, in milliseconds: each twice the one before, up to `longest`. */
export class Pauses {
  private next: number;

  constructor(
    private readonly shortest: number,
    private readonly longest: number,
  ) {
    this.next = shortest;
  }

  /** It worked: the next pause is the shortest again. */
  reset(): void {
    this.next = this.shortest;
  }

  /** Resolves after the pause, or at once when the signal aborts. */
  pause(signal: AbortSignal): Promise<void> {
    const length = this.next;
    this.next = Math.min(2 * length, this.longest);
    return wait(length, signal);
  }
}
