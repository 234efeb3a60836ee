/** Wakes those who wait for something new. As long as anybody waits, `look` is called every so many milliseconds. */
export class WakeUps {
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly every: number,
    private readonly look: () => void,
  ) {}

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
      this.timer ??= setInterval(this.look, this.every).unref();
    });
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
