import type { Clock } from '../../clock.js';
import type { EventStore } from '../../event-store/event-store.js';
import type { Instance } from '../../instance.js';
import { progress } from '../progress.js';

const pageSize = 2_000;

/** How many events stand after a position. */
export async function eventsAfter(store: EventStore, position: string | undefined): Promise<number> {
  let count = 0;
  let after = position;
  for (;;) {
    const page = await store.readAll(after, pageSize);
    if (page.length === 0) return count;
    count += page.length;
    after = page.at(-1)!.position;
  }
}

/** Brings the views up to the log's head, so that the server need not, unless `stop` aborts before. */
export async function catchUp(
  { store, log, projector }: Instance,
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  const head = await log.head();
  if (head === undefined) return;
  const bar = progress('bringing the views up to date', clock);
  try {
    await projector.start();
    const total = await eventsAfter(store, projector.position());
    for (let reached = false; !reached && !stop.aborted && !projector.failure;) {
      bar.update(Math.min(projector.counters.events, total), total);
      reached = await projector.waitFor(head, 250);
    }
  } finally {
    bar.stop();
  }
  if (projector.failure) throw projector.failure;
}
