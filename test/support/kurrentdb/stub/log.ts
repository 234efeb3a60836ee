import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';

/** An event as it is sent. Data and metadata are base64. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: string;
  readonly metadata: string;
}

/** An event in the log. `position` is both its commit and its prepare position, as the server has it. */
export interface Recorded extends Proposed {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  /** In 100 nanoseconds since 1970. */
  readonly created: bigint;
}

export type Expected = 'any' | 'no-stream' | 'stream-exists' | number;

/** `revision` is -1 where the stream has no event, after an append of none. */
export type Appended =
  | { readonly ok: true; readonly revision: number; readonly position: bigint }
  | { readonly ok: false; readonly current: number };

const conflict = (current: number): Appended => ({ ok: false, current });
/** What a record takes beside its content. */
const frame = 72;

/**
 * The log of a node, in memory. Nodes that share it are one cluster. It decides on appends as the server does
 * (CheckCommit of its IndexWriter), which knows an event again in two ways: at the place where an exact revision says
 * it must be, for ever; and by its id alone, in this stream, only among those written since the node started.
 */
export class Log {
  readonly events: Recorded[] = [];
  private readonly streams = new Map<string, Recorded[]>();
  private readonly written = new Map<string, Recorded>();
  private readonly told = new EventEmitter().setMaxListeners(0);
  private next = 548n;

  constructor() {
    this.noteOf('$$$scavenges', '$metadata', { $maxAge: 2_592_000, $acl: { $r: '$ops', $w: [] } });
  }

  stream(name: string): readonly Recorded[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Appended {
    const current = this.stream(stream).length - 1;
    if (expected === 'stream-exists' && current < 0 && this.stream(`$$${stream}`).length === 0)
      return conflict(current);
    const known = typeof expected === 'number' || expected === 'no-stream' ? 'exactly' : 'by-id';
    const after = expected === 'no-stream' ? -1 : (expected as number);
    if (known === 'exactly' && after > current) return conflict(current);
    if (known === 'exactly' && after < current)
      return this.repeated(proposed, current, this.at(stream, after));
    if (known === 'by-id' && proposed.length > 0 && this.by(stream)(proposed[0]!.id, 0))
      return this.repeated(proposed, current, this.by(stream));
    return this.commit(stream, proposed);
  }

  /** The server's own notes stand between the events of others. */
  noteOf(stream: string, type: string, content: unknown): void {
    const data = Buffer.from(JSON.stringify(content)).toString('base64');
    this.commit(stream, [{ id: randomUUID(), type, contentType: 'application/json', data, metadata: '' }]);
  }

  /** As after a restart: an event is known again only where an exact revision says that it must be. */
  forgetIds(): void {
    this.written.clear();
  }

  /** Index of the first event at or after a position. */
  indexOf(position: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves when something was appended after the call, or `signal` aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    await new Promise<void>(resolve => {
      const done = (): void => {
        this.told.off('appended', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.told.once('appended', done);
      signal.addEventListener('abort', done);
    });
  }

  /** All were written already, or what is new comes after what is not: then it is none of both. */
  private repeated(
    proposed: readonly Proposed[],
    current: number,
    find: (id: string, index: number) => Recorded | undefined,
  ): Appended {
    const found = proposed.map(({ id }, index) => find(id, index));
    const last = found.at(-1);
    if (last === undefined || found.includes(undefined)) return conflict(current);
    return { ok: true, revision: last.revision, position: last.position };
  }

  private at(stream: string, after: number) {
    return (id: string, index: number): Recorded | undefined => {
      const event = this.stream(stream)[after + 1 + index];
      return event?.id === id ? event : undefined;
    };
  }

  private by(stream: string) {
    return (id: string, _index: number): Recorded | undefined => {
      const event = this.written.get(id);
      return event?.stream === stream ? event : undefined;
    };
  }

  private commit(stream: string, proposed: readonly Proposed[]): Appended {
    const events = this.streams.get(stream) ?? [];
    if (proposed.length > 0) this.streams.set(stream, events);
    let position = this.next;
    // an append of nothing is written down as well, where nobody reads it
    this.next += BigInt(frame + stream.length);
    const created = BigInt(Date.now()) * 10_000n;
    for (const event of proposed) {
      const recorded = { ...event, stream, revision: events.length, position: this.next, created };
      position = this.next;
      events.push(recorded);
      this.events.push(recorded);
      if (!this.written.has(event.id)) this.written.set(event.id, recorded);
      this.next += sizeOf(event) + BigInt(stream.length);
    }
    this.told.emit('appended');
    return { ok: true, revision: events.length - 1, position };
  }
}

const bytes = (base64: string): number => Buffer.byteLength(base64, 'base64');

const sizeOf = ({ type, data, metadata }: Proposed): bigint =>
  BigInt(frame + type.length + bytes(data) + bytes(metadata));

/** What the server counts of an event against its limit. */
export const weightOf = ({ type, data, metadata }: Proposed): number =>
  Buffer.byteLength(type, 'utf8') * 2 + bytes(data) + bytes(metadata);
