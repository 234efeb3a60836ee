import type { ResolvedEvent } from '@eventstore/db-client';
import type { Call } from './call.js';

/** What the client's reads return. */
export type EventStream = AsyncIterable<ResolvedEvent> & {
  on(event: 'data', listener: (event: ResolvedEvent) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  cancel(): Promise<void>;
};

/** A stream that was cancelled ends like one that was read through: whoever cancels must not wait for the answer. */
export function collected(stream: EventStream): Call<readonly ResolvedEvent[]> {
  const events: ResolvedEvent[] = [];
  const answer = new Promise<readonly ResolvedEvent[]>((resolve, reject) => {
    stream.on('data', event => events.push(event));
    stream.on('end', () => resolve(events));
    // stays for as long as the stream does: an error that nobody listens to ends the process
    stream.on('error', reject);
  });
  return {
    answer,
    onPart: arrived => void stream.on('data', arrived),
    cancel: () => void stream.cancel().catch(() => undefined),
  };
}
