import type { EventData } from '../event-store.js';
import { fromPosition } from './position.js';
import { identityStream } from './stream-names.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws TypeError for a name that the database, or this store, keeps for itself */
export function checkStream(stream: string): void {
  if (stream.startsWith('$') || stream === identityStream)
    throw new TypeError(
      `no events are appended to the stream ${stream}: the event store keeps it for itself`,
    );
}

/**
 * The client makes an event's text while it is sending; what fails there is lost, and the append never settles.
 * @throws TypeError for an event that cannot be stored so that any client reads it
 */
export function checkEvents(events: readonly EventData[]): void {
  for (const { id, type, data, metadata } of events) {
    if (!uuid.test(id)) throw new TypeError('an event id is a UUID in small letters');
    if (type === '') throw new TypeError('an event has a type');
    for (const value of [data, metadata])
      if (!JSON.stringify(value)?.startsWith('{'))
        throw new TypeError('data and metadata of an event are JSON objects');
  }
}

/** @throws TypeError for a position of another store */
export function checkPosition(position: string | undefined): void {
  if (position !== undefined) fromPosition(position);
}
