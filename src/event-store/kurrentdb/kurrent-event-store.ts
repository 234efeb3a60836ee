import { checkAppend, checkLimit } from '../checked-append.js';
import type { AppendReceipt, EventData, ExpectedRevision, ReadOptions, StoredEvent } from '../event-store.js';
import { EventStore, StoreUnavailable } from '../event-store.js';
import { WakeUps } from '../wake-ups.js';
import { Appending } from './appending.js';
import { readConnection } from './connection.js';
import { Doorbell } from './doorbell.js';
import { checkEvents, checkPosition, checkStream } from './fit-to-store.js';
import { identified } from './identity.js';
import { KnownStreams } from './known-streams.js';
import { Lines } from './lines.js';
import { Log } from './log.js';
import { Reading } from './reading.js';
import { StreamNames } from './stream-names.js';
import { Tail, type TailOptions } from './tail.js';
import { unlessAborted } from './unless-aborted.js';

export interface KurrentOptions {
  /** A connection string without faults (connection.ts). */
  readonly connection: string;
  /** Sets our streams apart where others share the database; empty where it is ours alone. */
  readonly prefix: string;
  readonly times?: Partial<KurrentTimes>;
  /** How many event ids are kept in memory, over all streams. */
  readonly keptIds?: number;
  readonly tail?: TailOptions;
}

/** Milliseconds. */
export interface KurrentTimes {
  /** For one call, whose answer is not waited for any longer. Default: `defaultDeadline` of the connection, or 5 s. */
  readonly call: number;
  /** For finding out whether an append stands. */
  readonly append: number;
  /** Between two looks for new events while no signal comes. */
  readonly look: number;
  /** Before a signal that broke off is asked for again: at first, and at most. */
  readonly shortestPause: number;
  readonly longestPause: number;
}

const defaults: KurrentTimes = {
  call: 5000,
  append: 10_000,
  look: 1000,
  shortestPause: 100,
  longestPause: 5000,
};

interface Parts {
  readonly lines: Lines;
  readonly reading: Reading;
  readonly appending: Appending;
  readonly known: KnownStreams;
  readonly log: Log;
  readonly tail: Tail;
  readonly doorbell: Doorbell;
  readonly wakeUps: WakeUps;
}

/** The log in a KurrentDB (EventStoreDB). A position is where the event stands in the log of all its streams. */
export class KurrentEventStore extends EventStore {
  private closing: Promise<void> | undefined;

  private constructor(
    readonly storeId: string,
    private readonly parts: Parts,
  ) {
    super();
  }

  /** Opens the store, which is made if it is not there. @throws StoreFormatTooNew, StoreUnavailable, TypeError (connection) */
  static async open({
    connection: text,
    prefix,
    times: given,
    keptIds = 200_000,
    tail: kept,
  }: KurrentOptions): Promise<KurrentEventStore> {
    const connection = readConnection(text);
    const { defaultDeadline: call = defaults.call } = connection.options;
    const times = { ...defaults, call, ...given };
    const names = new StreamNames(prefix);
    const lines = new Lines(connection);
    const reading = new Reading(lines, names, times.call);
    const known = new KnownStreams(keptIds);
    const appending = new Appending(lines, reading, names, known, {
      attempt: times.call,
      total: times.append,
    });
    try {
      const { storeId, beginning } = await identified(reading, appending);
      // whether the user may read the whole log is told now rather than by the first view
      const [newest] = await reading.all('end', 'backward', 1);
      const wakeUps = new WakeUps(times.look, () => wakeUps.announce());
      const pauses = { shortest: times.shortestPause, longest: times.longestPause };
      const doorbell = new Doorbell(lines, names, pauses, () => wakeUps.announce());
      const log = new Log(reading, beginning);
      const tail = new Tail(reading, newest?.position ?? beginning, () => wakeUps.announce(), kept);
      return new KurrentEventStore(storeId, {
        lines,
        reading,
        appending,
        known,
        log,
        tail,
        doorbell,
        wakeUps,
      });
    } catch (error) {
      lines.close();
      throw error;
    }
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
  ): Promise<AppendReceipt> {
    checkAppend(stream, expected, events);
    checkStream(stream);
    checkEvents(events);
    this.ensureOpen();
    const receipt = await this.parts.appending.append(stream, expected, events);
    this.parts.wakeUps.announce();
    return receipt;
  }

  async readStream(stream: string, options: ReadOptions = {}): Promise<readonly StoredEvent[]> {
    const { direction = 'forward', limit } = options;
    const from = options.from ?? (direction === 'forward' ? 0 : 'end');
    checkLimit(limit);
    this.ensureOpen();
    if (from === 'end' || direction === 'backward')
      return this.parts.reading.stream(stream, from, direction, limit);
    const events =
      limit === undefined
        ? await this.streamFrom(stream, from)
        : await this.parts.reading.stream(stream, from, direction, limit);
    this.parts.known.learn(
      stream,
      from,
      events.map(event => event.id),
    );
    return events;
  }

  async readAll(after: string | undefined, limit: number): Promise<readonly StoredEvent[]> {
    checkLimit(limit);
    checkPosition(after);
    this.ensureOpen();
    return this.parts.log.after(after, limit);
  }

  async head(): Promise<string | undefined> {
    return (await this.newest())?.position;
  }

  async newest(): Promise<StoredEvent | undefined> {
    this.ensureOpen();
    return this.parts.log.newest();
  }

  async *subscribe(
    after: string | undefined,
    { signal, limit = 500 }: { readonly signal: AbortSignal; readonly limit?: number },
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    let position = after;
    while (!signal.aborted) {
      const { seen } = this.parts.wakeUps;
      const batch = await unlessAborted(this.newAfter(position, limit), signal);
      if (batch === undefined) return;
      if (batch.length === 0) {
        this.parts.doorbell.listen();
        await this.parts.wakeUps.after(seen, signal);
        continue;
      }
      position = batch.at(-1)!.position;
      yield batch;
    }
  }

  private async streamFrom(stream: string, from: number): Promise<readonly StoredEvent[]> {
    const { tail, reading } = this.parts;
    const since = await tail.since(stream, from);
    if (since) return since;
    const asOf = tail.position;
    const events = await reading.stream(stream, from, 'forward');
    tail.note(stream, from + events.length - 1, asOf);
    return events;
  }

  private async newAfter(position: string | undefined, limit: number): Promise<readonly StoredEvent[]> {
    const { tail } = this.parts;
    if (position !== undefined && tail.covers(position)) {
      this.ensureOpen();
      const known = tail.after(position, limit);
      if (known.length > 0) return known;
      await tail.reach();
      if (tail.covers(position)) return tail.after(position, limit);
    }
    return this.readAll(position, limit);
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    const { appending, doorbell, lines, wakeUps } = this.parts;
    doorbell.close();
    wakeUps.announce();
    await appending.idle();
    lines.close();
  }

  private ensureOpen(): void {
    if (this.closing) throw new StoreUnavailable('the event store is closed');
  }
}
