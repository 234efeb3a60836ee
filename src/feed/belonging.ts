import { LRUCache } from 'lru-cache';
import type { DomainEntry } from '../event-codec/domain-event.js';
import { streamIn } from '../event-codec/streams.js';
import type { EventStore, JsonObject } from '../event-store/event-store.js';

/** The measure and the provider that an event is about, as far as there is one. */
export interface Belonging {
  readonly measureId?: string;
  readonly providerId?: string;
}

/** Of an event's own word first, then of the stream's: what a measure or a case is about, its first event says. */
export class Belongings {
  private readonly ofStreams = new LRUCache<string, Belonging>({ max: 10_000 });

  constructor(private readonly store: EventStore) {}

  async of({ stream, measureId, providerId, data }: DomainEntry): Promise<Belonging> {
    const own = {
      ...namedIn(data as JsonObject),
      ...(measureId && { measureId }),
      ...(providerId && { providerId }),
    };
    const whole = own.measureId !== undefined && own.providerId !== undefined;
    return whole ? own : { ...(await this.ofStream(stream)), ...own };
  }

  private async ofStream(stream: string): Promise<Belonging> {
    const { kind, id } = streamIn(stream) ?? {};
    if (kind === 'provider') return { providerId: id! };
    if (kind !== 'measure' && kind !== 'provider-case') return {};
    const known = this.ofStreams.get(stream);
    if (known) return known;
    const [first] = await this.store.readStream(stream, { limit: 1 });
    const found = { ...namedIn(first?.data ?? {}), ...(kind === 'measure' && { measureId: id! }) };
    // what is not there yet may be there the next time
    if (first) this.ofStreams.set(stream, found);
    return found;
  }
}

function namedIn({ measureId, providerId }: JsonObject): Belonging {
  return {
    ...(typeof measureId === 'string' && { measureId }),
    ...(typeof providerId === 'string' && { providerId }),
  };
}
