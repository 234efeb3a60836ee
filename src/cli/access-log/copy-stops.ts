import { openStopRecord, type WhereReadsAre } from '../../stores.js';
import type { Clock } from '../../clock.js';
import { toInstant } from '../../terms/times.js';

/**
 * Moves the stops of the policies and their resumptions, so that a stop that stands goes on standing.
 * @returns how many were moved; undefined where the target has others
 * @throws StoreUnavailable
 */
export async function copyStops(
  from: WhereReadsAre,
  to: WhereReadsAre,
  clock: Clock,
): Promise<number | undefined> {
  const source = await openStopRecord(from);
  const target = await openStopRecord(to);
  try {
    const [lines, there] = await Promise.all([source.after(0), target.after(0)]);
    const isBeginning = there.every(({ line }, index) => isSame(line, lines[index]?.line));
    if (!isBeginning) return undefined;
    for (const { number, line = cutOff(clock) } of lines.slice(there.length))
      if (!(await target.add(line, number))) return undefined;
    return lines.length - there.length;
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

/** A line that was cut off: nobody knows what it said, so it stands as a stop. */
const cutOff = (clock: Clock) => ({
  stopped: { since: toInstant(clock.now()), because: 'record-unreadable' as const, seconds: 0 },
});

/** As they were written; one that was cut off is a stop for that reason at the target. */
const isSame = (there: unknown, here: unknown): boolean =>
  here === undefined
    ? JSON.stringify(there)?.includes('record-unreadable') === true
    : JSON.stringify(there) === JSON.stringify(here);
