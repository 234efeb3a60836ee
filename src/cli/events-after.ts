import type { EventStore, StoredEvent } from '../event-store/event-store.js';

const pageSize = 2_000;

/** How many events stand after a position, or how many of these are `wanted`. */
export async function eventsAfter(
  store: EventStore,
  position: string | undefined,
  wanted: (event: StoredEvent) => boolean = () => true,
): Promise<number> {
  let count = 0;
  let after = position;
  for (;;) {
    const page = await store.readAll(after, pageSize);
    if (page.length === 0) return count;
    count += page.filter(wanted).length;
    after = page.at(-1)!.position;
  }
}
