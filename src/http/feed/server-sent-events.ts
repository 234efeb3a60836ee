import type { CloudEvent } from '../../feed/cloud-event.js';
import type { FeedPart } from '../../feed/feed.js';

/** Milliseconds. A reader is given a sign of life after `silence`, and asks anew after `longest`, with its token. */
export abstract class Pace {
  abstract readonly silence: number;
  abstract readonly longest: number;
}

export const usualPace: Pace = { silence: 15_000, longest: 600_000 };

const message = (event: CloudEvent): string => `id: ${event.cursor}\ndata: ${JSON.stringify(event)}\n\n`;

/** Without data a message is none, and the reader's cursor moves all the same. */
const lifeSign = (next: string | undefined): string => (next === undefined ? ':\n\n' : `id: ${next}\n\n`);

/**
 * Parts of the feed as the text of an event stream (HTML standard, 9.2), for as long as they come. Nothing is asked
 * for before what was given is taken.
 */
export async function* serverSentEvents(
  parts: AsyncGenerator<FeedPart, void, undefined>,
  { silence }: Pick<Pace, 'silence'>,
): AsyncGenerator<string, void, undefined> {
  let reached: string | undefined;
  let quiet = timer(silence);
  let coming: ReturnType<typeof parts.next> | undefined;
  try {
    // Something at once, so that the reader knows that it is connected.
    yield 'retry: 2000\n\n';
    for (;;) {
      coming ??= parts.next();
      const come = await Promise.race([quiet.over, coming]);
      let text = '';
      if (come === undefined) {
        text = lifeSign(reached);
        reached = undefined;
      } else if (come.done) {
        return;
      } else {
        const { events, next } = come.value;
        text = events.map(message).join('');
        reached = events.at(-1)?.cursor === next ? undefined : next;
        coming = undefined;
      }
      if (!text) continue;
      quiet.stop();
      yield text;
      quiet = timer(silence);
    }
  } finally {
    quiet.stop();
  }
}

function timer(milliseconds: number): { readonly over: Promise<undefined>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const running = setTimeout(resolve, milliseconds, undefined);
  return { over: promise, stop: () => clearTimeout(running) };
}
