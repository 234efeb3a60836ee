import { randomUUID } from 'node:crypto';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { caughtUpAnswer, checkpointAnswer, confirmationAnswer, eventAnswer } from './answers.js';
import { filterOf, type Matches } from './filter.js';
import type { Log, Recorded } from './log.js';
import { streamNameOf, type Failure, type Reading } from './protocol.js';
import { pushed } from './reads.js';

/** Where a subscription is in the log, and what of it it wants. */
interface Asked {
  at: number;
  readonly matches: Matches;
  readonly checkpointEach: number | undefined;
}

/** The subscriptions that run on a node, and what becomes of them. */
export class Subscriptions {
  private readonly running = new Map<Reading, AbortController>();

  constructor(private readonly log: Log) {}

  get count(): number {
    return this.running.size;
  }

  /** Sends what stands, says that this was all, and goes on with what comes. Returns when the reader is gone. */
  async serve(call: Reading): Promise<void> {
    const over = new AbortController();
    this.running.set(call, over);
    call.once('cancelled', () => over.abort());
    try {
      await this.follow(call, askedFor(this.log, call.request.getOptions()!), over.signal);
    } finally {
      this.running.delete(call);
    }
  }

  /** Ends all with an error, as a node that sheds its load does. */
  drop(failure: Failure): void {
    for (const call of this.stopped()) call.emit('error', failure);
  }

  /** Ends all without a word of why. */
  end(): void {
    for (const call of this.stopped()) call.end();
  }

  private stopped(): readonly Reading[] {
    const calls = [...this.running.keys()];
    for (const over of this.running.values()) over.abort();
    this.running.clear();
    return calls;
  }

  private async follow(call: Reading, asked: Asked, over: AbortSignal): Promise<void> {
    const send = (answer: Parameters<typeof pushed>[1]): Promise<boolean> | false =>
      over.aborted ? false : pushed(call, answer);
    if (!(await send(confirmationAnswer(randomUUID())))) return;
    let [looked, told, live] = [0, -1n, asked.at >= this.log.events.length];
    if (live && !(await send(caughtUpAnswer()))) return;
    for (;;) {
      while (asked.at < this.log.events.length) {
        const event = this.log.events[asked.at++]!;
        if (asked.matches(event) && !(await send(eventAnswer(event)))) return;
        if (asked.checkpointEach === undefined || ++looked < asked.checkpointEach) continue;
        [looked, told] = [0, event.position];
        if (!(await send(checkpointAnswer(told)))) return;
      }
      if (!live) {
        live = true;
        const last = this.log.events[asked.at - 1]!.position;
        if (asked.checkpointEach && last !== told && !(await send(checkpointAnswer(last)))) return;
        if (asked.at < this.log.events.length) continue;
        if (!(await send(caughtUpAnswer()))) return;
      }
      if (asked.at >= this.log.events.length) await this.log.changed(over);
      if (over.aborted) return;
    }
  }
}

/** A subscription begins after the event that it names, however it names it. */
function askedFor(log: Log, options: ReadReq.Options): Asked {
  if (options.hasAll()) {
    const all = options.getAll()!;
    const position = BigInt(all.getPosition()?.getCommitPosition() ?? 0);
    const at = all.hasEnd() ? log.events.length : all.hasPosition() ? log.indexOf(position + 1n) : 0;
    return { at, ...beyond(all.hasPosition() ? position : undefined, filterOf(options)) };
  }
  const stream = options.getStream()!;
  const name = streamNameOf(stream.getStreamIdentifier());
  const after = stream.hasEnd()
    ? log.stream(name).length - 1
    : stream.hasRevision()
      ? Number(stream.getRevision())
      : -1;
  const matches = (event: Recorded): boolean => event.stream === name && event.revision > after;
  return { at: stream.hasEnd() ? log.events.length : 0, matches, checkpointEach: undefined };
}

/** Who begins after a position that is not reached yet is not told of what comes before it. */
function beyond(
  position: bigint | undefined,
  { matches, checkpointEach }: { readonly matches: Matches; readonly checkpointEach: number | undefined },
): Pick<Asked, 'matches' | 'checkpointEach'> {
  if (position === undefined) return { matches, checkpointEach };
  return { matches: event => event.position > position && matches(event), checkpointEach };
}
