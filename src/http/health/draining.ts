/** Whether the server has begun to close: then it finishes what it has begun and takes nothing new. */
export class Draining {
  private readonly closing = new AbortController();

  get begun(): boolean {
    return this.closing.signal.aborted;
  }

  /** Aborts when closing begins: what would go on by itself ends then. */
  get signal(): AbortSignal {
    return this.closing.signal;
  }

  begin(): void {
    this.closing.abort();
  }

  /** Called by Nest: whoever closes the app without draining it first must not wait for those streams either. */
  onModuleDestroy(): void {
    this.begin();
  }
}
