const pollMilliseconds = 200;

/**
 * Wakes those who wait for a commit: of this process at once, of another process by a look at the file's version
 * every 200 ms, as long as anybody waits.
 */
export class CommitSignal {
  private count = 0;
  private fileVersion: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<() => void>();

  /** @param readFileVersion a number that changes when another connection commits */
  constructor(private readonly readFileVersion: () => number | undefined) {
    this.fileVersion = readFileVersion();
  }

  /** To be taken before a look at the data, and handed to `after` if nothing new was there. */
  get seen(): number {
    return this.count;
  }

  announce(): void {
    this.count++;
    for (const wake of this.waiting) wake();
  }

  /** Resolves as soon as anything was announced since `seen` was taken, or when the signal aborts. */
  after(seen: number, signal: AbortSignal): Promise<void> {
    if (seen !== this.count || signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        if (this.waiting.size === 0) this.rest();
        resolve();
      };
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
      this.timer ??= setInterval(() => this.poll(), pollMilliseconds).unref();
    });
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
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
