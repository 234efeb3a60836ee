import { setImmediate as afterOtherWork } from 'node:timers/promises';
import { decode, UnreadableEvent } from '../event-codec/event-codec.js';
import { names } from '../event-codec/names.js';
import type { EventStore, StoredEvent } from '../event-store/event-store.js';
import { Belongings } from './belonging.js';
import { cloudEvent, type CloudEvent } from './cloud-event.js';
import { CursorGone, cursorAt, pointsAt, type FeedCursor } from './feed-cursor.js';

/** Which events a reader wants; of several conditions all hold. `types` by released name. */
export interface Wanted {
  readonly types?: readonly string[];
  readonly providerId?: string;
  readonly measureId?: string;
}

/** Events in the order of the log. `next`: where to go on, whatever was wanted; undefined while the log is empty. */
export interface FeedPart {
  readonly events: readonly CloudEvent[];
  readonly next?: string;
}

/** `event` where it is wanted. */
interface Passed {
  readonly stored: StoredEvent;
  readonly event?: CloudEvent;
}

const batch = 500;
const live = 100;

/** The log for those downstream: read from the store itself, in its order, nothing of it left out in silence. */
export class Feed {
  private readonly belongings: Belongings;

  /** @param most events that are looked at for one part, however few of them are wanted */
  constructor(
    private readonly store: EventStore,
    private readonly most = 5_000,
  ) {
    this.belongings = new Belongings(store);
  }

  /**
   * Up to `limit` wanted events after a cursor. It ends early before an event that cannot be read.
   * @throws CursorGone, StoreUnavailable; UnreadableEvent where that event is the first
   */
  async part(after: FeedCursor | undefined, limit: number, wanted: Wanted): Promise<FeedPart> {
    const events: CloudEvent[] = [];
    let last: StoredEvent | undefined;
    let seen = 0;
    try {
      for await (const { stored, event } of this.passing(await this.checked(after), wanted)) {
        last = stored;
        if (event) events.push(event);
        if (events.length === limit || ++seen === this.most) break;
      }
    } catch (error) {
      if (!last || !(error instanceof UnreadableEvent)) throw error;
    }
    const reached = last ? this.cursor(last) : after && cursorAt(after.storeId, after);
    return { events, ...(reached !== undefined && { next: reached }) };
  }

  /**
   * Everything after a cursor, then what is recorded, until the signal aborts. A part is pulled: a slow reader holds
   * up nobody. Parts without events tell only how far it has looked.
   * @returns once the cursor is checked @throws CursorGone, StoreUnavailable; later UnreadableEvent
   */
  async follow(
    after: FeedCursor | undefined,
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<FeedPart, void, undefined>> {
    return this.following(await this.checked(after), wanted, signal);
  }

  private async *following(
    after: string | undefined,
    wanted: Wanted,
    signal: AbortSignal,
  ): AsyncGenerator<FeedPart, void, undefined> {
    for await (const stored of this.store.subscribe(after, { signal, limit: live })) {
      const events: CloudEvent[] = [];
      let last: StoredEvent | undefined;
      let unreadable: unknown;
      try {
        for await (const passed of this.passed(stored, wanted)) {
          last = passed.stored;
          if (passed.event) events.push(passed.event);
        }
      } catch (error) {
        unreadable = error;
      }
      if (last) yield { events, next: this.cursor(last) };
      if (unreadable !== undefined) throw unreadable;
    }
  }

  private async *passing(after: string | undefined, wanted: Wanted): AsyncGenerator<Passed, void, undefined> {
    for (let position = after; ;) {
      const read = await this.store.readAll(position, batch);
      if (!read.length) return;
      yield* this.passed(read, wanted);
      position = read.at(-1)!.position;
      await afterOtherWork();
    }
  }

  private async *passed(
    events: readonly StoredEvent[],
    { types, providerId, measureId }: Wanted,
  ): AsyncGenerator<Passed, void, undefined> {
    for (const stored of events) {
      const entry = decode(stored);
      const ofType = !types || types.includes(names[entry.type].name);
      const about = ofType ? await this.belongings.of(entry) : {};
      const isWanted =
        ofType &&
        (providerId === undefined || about.providerId === providerId) &&
        (measureId === undefined || about.measureId === measureId);
      yield isWanted ? { stored, event: cloudEvent(this.store.storeId, entry, about) } : { stored };
    }
  }

  /** The position after which to read. */
  private async checked(cursor: FeedCursor | undefined): Promise<string | undefined> {
    if (!cursor) return undefined;
    const { storeId, stream, revision } = cursor;
    const [event] =
      storeId === this.store.storeId ? await this.store.readStream(stream, { from: revision, limit: 1 }) : [];
    if (!pointsAt(cursor, event)) throw new CursorGone();
    return cursor.position;
  }

  private cursor(event: StoredEvent): string {
    return cursorAt(this.store.storeId, event);
  }
}
