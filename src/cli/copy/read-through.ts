import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EventStore, StoredEvent } from '../../event-store/event-store.js';

const pageSize = 500;

/** What a copy must keep of an event, in one form for one content (RFC 8785): all of it but its position. */
const lineOf = ({ stream, revision, id, type, data, metadata }: StoredEvent): string =>
  `${canonicalize([stream, revision, id, type, data, metadata])}\n`;

/** An event with its line. */
export interface Told {
  readonly event: StoredEvent;
  readonly line: string;
}

/** A log read from its beginning; what was taken is counted and summed. At its end it can be asked again later. */
export class ReadThrough {
  private readonly sum = createHash('sha256');
  private page: readonly StoredEvent[] = [];
  private index = 0;
  private read: string | undefined;
  private taken = 0;
  private reached: string | undefined;

  constructor(private readonly store: EventStore) {}

  /** How many events were taken. */
  get count(): number {
    return this.taken;
  }

  /** The position of the event taken last. */
  get position(): string | undefined {
    return this.reached;
  }

  /** The SHA-256 over the lines of all events taken. */
  get sha256(): string {
    return this.sum.copy().digest('hex');
  }

  /** The next event without taking it; undefined where none stands yet. */
  async peek(): Promise<StoredEvent | undefined> {
    if (this.index === this.page.length) {
      this.page = await this.store.readAll(this.read, pageSize);
      this.index = 0;
      this.read = this.page.at(-1)?.position ?? this.read;
    }
    return this.page[this.index];
  }

  async take(): Promise<Told | undefined> {
    const event = await this.peek();
    if (!event) return undefined;
    this.index++;
    this.taken++;
    this.reached = event.position;
    const line = lineOf(event);
    this.sum.update(line);
    return { event, line };
  }
}
