export type Outcome<Result> = { readonly result: Result } | { readonly error: unknown };

interface Waiting<Work, Result> {
  readonly work: Work;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Work that waits at the same time is committed together: the price of a commit is the disk's, once for all.
 * `commit` does a group's work in one transaction and returns an outcome for each; if it throws, all fail.
 */
export class GroupCommit<Work, Result> {
  private waiting: Waiting<Work, Result>[] = [];

  constructor(private readonly commit: (group: readonly Work[]) => readonly Outcome<Result>[]) {}

  add(work: Work): Promise<Result> {
    // runs after the event loop has taken in whatever arrived meanwhile
    if (this.waiting.length === 0) setImmediate(() => this.flush());
    return new Promise((resolve, reject) => this.waiting.push({ work, resolve, reject }));
  }

  flush(): void {
    const group = this.waiting;
    this.waiting = [];
    if (group.length === 0) return;
    const outcomes = this.outcomes(group.map(member => member.work));
    for (const [index, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[index]!;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.result);
    }
  }

  private outcomes(works: readonly Work[]): readonly Outcome<Result>[] {
    try {
      return this.commit(works);
    } catch (error) {
      return works.map(() => ({ error }));
    }
  }
}
