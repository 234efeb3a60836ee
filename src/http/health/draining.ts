/** Whether the server has begun to close: then it finishes what it has begun and takes nothing new. */
export class Draining {
  private closing = false;

  get begun(): boolean {
    return this.closing;
  }

  begin(): void {
    this.closing = true;
  }
}
