import type { Clock } from '../../clock.js';
import type { Instance } from '../../instance.js';
import { eventsAfter } from '../events-after.js';
import { progress } from '../progress.js';

/**
 * Brings the views up to the log's head, so that the server need not, or waits until the node that projects has done
 * so, unless `stop` aborts before.
 */
export async function catchUp(
  { store, log, node, projector }: Instance,
  clock: Clock,
  stop: AbortSignal,
): Promise<void> {
  const head = await log.head();
  if (head === undefined) return;
  const bar = progress('bringing the views up to date', clock);
  try {
    await node.start();
    const total = await eventsAfter(store, node.position());
    for (let reached = false; !reached && !stop.aborted && !node.failure;) {
      bar.update(Math.min(projector.counters.events, total), total);
      reached = await node.waitFor(head, 250);
    }
  } finally {
    bar.stop();
  }
  if (node.failure) throw node.failure;
}
