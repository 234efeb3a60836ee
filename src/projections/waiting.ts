/** Those who wait for a position. */
export class Waiting {
  private readonly waiting = new Set<{
    readonly position: string;
    readonly resolve: (reached: boolean) => void;
  }>();

  private another = Promise.withResolvers<void>();

  /** True as soon as `reached` is told of the position or a later one, false after the time or when all give up. */
  for(position: string, timeoutMs: number): Promise<boolean> {
    return new Promise(resolve => {
      const waiter = {
        position,
        resolve: (reached: boolean): void => {
          clearTimeout(timer);
          this.waiting.delete(waiter);
          resolve(reached);
        },
      };
      const timer = setTimeout(() => waiter.resolve(false), timeoutMs).unref();
      this.waiting.add(waiter);
      this.another.resolve();
      this.another = Promise.withResolvers();
    });
  }

  /** Resolves when the next one comes. */
  next(): Promise<void> {
    return this.another.promise;
  }

  /** Whether anybody waits. */
  get some(): boolean {
    return this.waiting.size > 0;
  }

  reached(position: string): void {
    for (const waiter of this.waiting) if (waiter.position <= position) waiter.resolve(true);
  }

  giveUp(): void {
    for (const waiter of this.waiting) waiter.resolve(false);
  }
}
