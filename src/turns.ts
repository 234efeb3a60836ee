/** Lets work on the same stream wait its turn within this process, so that it seldom conflicts. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything before it on this stream is done, whether well or not. */
  async take<T>(stream: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(stream) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.last.set(stream, settled);
    try {
      return await mine;
    } finally {
      if (this.last.get(stream) === settled) this.last.delete(stream);
    }
  }
}
