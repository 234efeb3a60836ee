import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import type { EventLog } from '../../../src/event-codec/event-log.js';
import type { Promised } from './crowd.js';

/** The log as it stands, read further with every look, and what must be true of it. */
export class Ledger {
  private readonly streams = new Map<string, number>();
  private readonly appends = new Map<string, DomainEntry[]>();
  private position: string | undefined;
  private count = 0;
  private byPolicy = 0;

  /** @param dense whether the store's positions count its events, as only those of SQLite do */
  constructor(private readonly dense = true) {}

  get events(): number {
    return this.count;
  }

  /** What the product did by itself: places freed that a kill had left half-taken. */
  get eventsOfPolicies(): number {
    return this.byPolicy;
  }

  /** Reads on. @throws Error at a gap in the positions of the log or in the revisions of a stream */
  async readOn(log: EventLog): Promise<void> {
    for (;;) {
      const batch = await log.readAll(this.position, 5_000);
      if (batch.length === 0) return;
      for (const event of batch) this.take(event);
    }
  }

  /** What was promised and is not there exactly once, where it was promised, with all its events side by side. */
  broken(promised: readonly Promised[]): readonly Promised[] {
    return promised.filter(({ stream, correlationId, receipt }) => {
      const events = this.appended(stream, correlationId);
      const last = events.at(-1);
      const whole = events.every(({ revision }, n) => revision === receipt.revision - events.length + 1 + n);
      const types = new Set(events.map(({ type }) => type));
      const there = last?.revision === receipt.revision && last.position === receipt.position;
      return !(there && whole && types.size === events.length && commandsOf(events) === 1);
    });
  }

  /** The events that a request left in a stream. */
  appended(stream: string, correlationId: string): readonly DomainEntry[] {
    return this.appends.get(`${stream} ${correlationId}`) ?? [];
  }

  private take(event: DomainEntry): void {
    this.count++;
    if (event.channel === 'policy') this.byPolicy++;
    if (this.dense && Number(event.position) !== this.count)
      throw new Error(`a gap in the log before ${event.position}`);
    if (this.position !== undefined && event.position <= this.position)
      throw new Error(`${event.position} comes after ${this.position}`);
    const next = (this.streams.get(event.stream) ?? -1) + 1;
    if (event.revision !== next) throw new Error(`a gap in ${event.stream} before ${event.revision}`);
    this.streams.set(event.stream, next);
    this.position = event.position;
    const key = `${event.stream} ${event.correlationId}`;
    const known = this.appends.get(key);
    if (known) known.push(event);
    else this.appends.set(key, [event]);
  }
}

const commandsOf = (events: readonly DomainEntry[]): number =>
  new Set(events.map(({ command }) => command.id)).size;
