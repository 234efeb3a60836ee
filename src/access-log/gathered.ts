import { setImmediate as arrivals } from 'node:timers/promises';

interface Waiting<Item> {
  readonly item: Item;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/** How many share one transaction at most. */
const most = 1_000;

/** Whatever waits at the same time is written together: those that come while one group is written are the next. */
export class Gathered<Item> {
  private waiting: Waiting<Item>[] = [];
  private writing: Promise<void> | undefined;
  private count = 0;

  /** @param write takes all or none of a group */
  constructor(private readonly write: (group: readonly Item[]) => void | Promise<void>) {}

  /** How many groups were written. */
  get groups(): number {
    return this.count;
  }

  /** Resolves when the item is written; rejects as its group did. */
  add(item: Item): Promise<void> {
    return new Promise((written, failed) => {
      this.waiting.push({ item, written, failed });
      this.writing ??= this.writeAll();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    // the event loop first takes in whatever else has arrived
    await arrivals();
    while (this.waiting.length) await this.writeGroup(this.waiting.splice(0, most));
    this.writing = undefined;
  }

  private async writeGroup(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.write(group.map(({ item }) => item));
      this.count++;
    } catch (error) {
      for (const { failed } of group) failed(error);
      return;
    }
    for (const { written } of group) written();
  }
}
