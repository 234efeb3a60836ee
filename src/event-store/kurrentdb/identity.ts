import { randomUUID } from 'node:crypto';
import type { EventData, StoredEvent } from '../event-store.js';
import { RevisionConflict, StoreUnavailable } from '../event-store.js';
import { StoreFormatTooNew } from '../store-format.js';
import type { Appending } from './appending.js';
import type { Reading } from './reading.js';
import { identityStream } from './stream-names.js';

/** How the events are stored. Raised with every change that an older program would misread. */
export const storeFormat = 1;

export interface Identity {
  readonly storeId: string;
  /** Position of the event that says so: everything of ours stands after it. */
  readonly beginning: string;
}

/**
 * Reads what the store is, or makes it: the one event of a stream of its own. Nodes may come here at once: one of
 * them makes it, the others read it.
 * @throws StoreFormatTooNew, StoreUnavailable
 */
export async function identified(reading: Reading, appending: Appending): Promise<Identity> {
  const standing = (await read(reading)) ?? (await make(reading, appending));
  const { storeId, format } = standing.data;
  if (typeof format === 'number' && format > storeFormat) throw new StoreFormatTooNew(format, storeFormat);
  if (standing.type !== made || format !== storeFormat || typeof storeId !== 'string')
    throw new StoreUnavailable(`the stream ${identityStream} of the event store does not say what it is`);
  return { storeId, beginning: standing.position };
}

const made = 'StoreMade';

const read = async (reading: Reading): Promise<StoredEvent | undefined> =>
  (await reading.stream(identityStream, 0, 'forward', 1))[0];

async function make(reading: Reading, appending: Appending): Promise<StoredEvent> {
  const event: EventData = {
    id: randomUUID(),
    type: made,
    data: { storeId: randomUUID(), format: storeFormat },
    metadata: {},
  };
  try {
    await appending.append(identityStream, 'no-stream', [event]);
  } catch (error) {
    if (!(error instanceof RevisionConflict)) throw error;
  }
  const standing = await read(reading);
  if (!standing) throw new StoreUnavailable('the event store lost what it is');
  return standing;
}
