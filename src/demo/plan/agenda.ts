interface Entry {
  readonly at: number;
  readonly order: number;
  readonly action: () => void;
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** What is still to happen, the earliest first; of what happens at the same moment, what was noted first. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private noted = 0;
  private current = 0;

  /** The moment that is being lived through. */
  get now(): number {
    return this.current;
  }

  at(moment: number, action: () => void): void {
    if (moment < this.current) throw new RangeError('an agenda does not go back');
    const { heap } = this;
    let place = heap.length;
    const entry = { at: moment, order: this.noted++, action };
    for (let above = (place - 1) >> 1; place > 0 && before(entry, heap[above]!); above = (place - 1) >> 1) {
      heap[place] = heap[above]!;
      place = above;
    }
    heap[place] = entry;
  }

  /** Lives through everything before `end`, what is noted on the way too; the rest stays undone. */
  run(end: number): void {
    while (this.heap.length && this.heap[0]!.at < end) {
      const { at, action } = this.take();
      this.current = at;
      action();
    }
  }

  private take(): Entry {
    const { heap } = this;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (!heap.length) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below++;
      if (!before(heap[below]!, last)) break;
      heap[place] = heap[below]!;
      place = below;
    }
    heap[place] = last;
    return first;
  }
}
