import { decode } from '../../src/event-codec/event-codec.js';
import { cloudEvent } from '../../src/feed/cloud-event.js';
import type { FeedPart } from '../../src/feed/feed.js';
import { serverSentEvents } from '../../src/http/feed/server-sent-events.js';
import { sample } from '../codec/sample.js';

const crisis = cloudEvent('a-store', decode(sample('CrisisOpened.v1')), {});
const contact = cloudEvent('a-store', decode(sample('ContactHeld.v1')), {});
const messageOf = (event: typeof crisis): string => `id: ${event.cursor}\ndata: ${JSON.stringify(event)}\n\n`;
const never = new Promise<void>(() => undefined);

/** Parts that come one after the other; then nothing more does. */
async function* parts(...of: readonly FeedPart[]): AsyncGenerator<FeedPart, void, undefined> {
  yield* of;
  await never;
}

async function taken(texts: AsyncGenerator<string>, count: number): Promise<readonly string[]> {
  const first: string[] = [];
  while (first.length < count) first.push((await texts.next()).value as string);
  return first;
}

it('says something at once, then every event with its cursor', async () => {
  const texts = serverSentEvents(
    parts({ events: [crisis, contact], next: contact.cursor }, { events: [crisis], next: crisis.cursor }),
    { silence: 60_000 },
  );
  const told = await taken(texts, 3);
  expect(told).toEqual(['retry: 2000\n\n', messageOf(crisis) + messageOf(contact), messageOf(crisis)]);
  for (const line of told.join('').split('\n')) expect(line).toMatch(/^(retry|id|data): .+$|^$/);
});

it('gives signs of life, with the cursor once where it moved over what is not wanted', async () => {
  const texts = serverSentEvents(
    parts(
      { events: [crisis], next: crisis.cursor },
      { events: [], next: 'far' },
      { events: [], next: 'farther' },
    ),
    { silence: 1 },
  );
  const told = await taken(texts, 6);
  expect(told.filter(text => text.includes('data:'))).toEqual([messageOf(crisis)]);
  expect(told.filter(text => text.startsWith('id: far') && !text.includes('data:')).at(-1)).toBe(
    'id: farther\n\n',
  );
  expect(told.filter(text => text === 'id: farther\n\n')).toHaveLength(1);
  expect(told.at(-1)).toBe(':\n\n');
});

it('gives them too while events go by that are not wanted', async () => {
  let looked = 0;
  async function* unwanted(): AsyncGenerator<FeedPart, void, undefined> {
    for (;;) {
      await new Promise(resolve => setImmediate(resolve));
      yield { events: [], next: `place-${++looked}` };
    }
  }
  const [, sign] = await taken(serverSentEvents(unwanted(), { silence: 1 }), 2);
  expect(sign).toMatch(/^id: place-\d+\n\n$/);
});

it('tells the cursor of what was looked at behind the last event that is wanted', async () => {
  const texts = serverSentEvents(parts({ events: [crisis], next: 'behind it' }), { silence: 1 });
  const [, , sign] = await taken(texts, 3);
  expect(sign).toBe('id: behind it\n\n');
});

it('asks for nothing more before what it gave is taken', async () => {
  let given = 0;
  async function* many(): AsyncGenerator<FeedPart, void, undefined> {
    for (;;) {
      given++;
      yield { events: [crisis], next: crisis.cursor };
    }
  }
  const texts = serverSentEvents(many(), { silence: 60_000 });
  await taken(texts, 5);
  for (let turn = 0; turn < 100; turn++) await new Promise(resolve => setImmediate(resolve));
  expect(given).toBe(4);
});

it('ends where the parts end, and breaks off where they do', async () => {
  async function* few(error?: Error): AsyncGenerator<FeedPart, void, undefined> {
    yield { events: [crisis], next: crisis.cursor };
    if (error) throw error;
  }
  const texts = serverSentEvents(few(), { silence: 60_000 });
  await taken(texts, 2);
  expect(await texts.next()).toEqual({ done: true, value: undefined });
  const broken = serverSentEvents(few(new Error('unreadable')), { silence: 60_000 });
  await taken(broken, 2);
  await expect(broken.next()).rejects.toThrow('unreadable');
});
