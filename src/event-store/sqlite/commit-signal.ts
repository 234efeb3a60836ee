import { WakeUps } from '../wake-ups.js';

const pollMilliseconds = 200;

/**
 * Wakes those who wait for a commit: of this process at once, of another process by a look at the file's version
 * every 200 ms, as long as anybody waits.
 */
export class CommitSignal extends WakeUps {
  private fileVersion: number | undefined;

  /** @param readFileVersion a number that changes when another connection commits */
  constructor(private readonly readFileVersion: () => number | undefined) {
    super(pollMilliseconds, () => this.poll());
    this.fileVersion = readFileVersion();
  }

  private poll(): void {
    const version = this.currentFileVersion();
    if (version === this.fileVersion) return;
    this.fileVersion = version;
    this.announce();
  }

  /** A file that cannot be read is a change too: whoever waits is to run into the error itself. */
  private currentFileVersion(): number | undefined {
    try {
      return this.readFileVersion();
    } catch {
      return undefined;
    }
  }
}
