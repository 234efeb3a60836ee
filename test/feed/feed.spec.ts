import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DomainEvent } from '../../src/event-codec/domain-event.js';
import { encode, UnreadableEvent } from '../../src/event-codec/event-codec.js';
import { StoreUnavailable, type StoredEvent } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { CursorGone, cursorIn } from '../../src/feed/feed-cursor.js';
import type { CloudEvent } from '../../src/feed/cloud-event.js';
import { Feed, type FeedPart, type Wanted } from '../../src/feed/feed.js';
import { sample } from '../support/event-store/samples.js';
import { log } from '../support/event-store/observing.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { everything } from '../support/views/everything.js';
import { on } from '../support/views/told.js';

const directory = temporaryDirectory();
let store: SqliteEventStore;
let feed: Feed;
const file = (name: string): string => join(directory(), name);

beforeEach(async () => {
  store = SqliteEventStore.open(file('events.db'));
  feed = new Feed(store);
  await Promise.all(everything().map(([stream, entry]) => store.append(stream, 'any', [encode(entry)])));
});
afterEach(() => store.close());

const after = ({ next }: FeedPart) => cursorIn(next!)!;
const idsIn = ({ events }: FeedPart): readonly string[] => events.map(({ id }) => id);
const idsWhere = async (wanted: (event: StoredEvent) => boolean): Promise<readonly string[]> =>
  (await log(store, undefined)).filter(wanted).map(({ id }) => id);

/** Everything that is wanted, part by part, and how many parts that took. */
async function whole(of: Feed, limit: number, wanted: Wanted = {}) {
  const parts = [await of.part(undefined, limit, wanted)];
  for (;;) {
    const last = parts.at(-1)!;
    const part = await of.part(after(last), limit, wanted);
    if (part.next === last.next) return { ids: parts.flatMap(idsIn), parts: parts.length };
    parts.push(part);
  }
}

describe('a part of the feed', () => {
  it.each([1, 7, 200])(
    'of %i and those after it are the log, each event once and in its order',
    async limit => {
      const { ids } = await whole(feed, limit);
      expect(ids).toEqual(await idsWhere(() => true));
      expect(ids.length).toBeGreaterThan(50);
    },
  );

  it('of an empty log is empty, and has nowhere to go on from', async () => {
    const empty = SqliteEventStore.open(file('empty.db'));
    expect(await new Feed(empty).part(undefined, 10, {})).toEqual({ events: [] });
    await empty.close();
  });

  it('goes on from any single event', async () => {
    const { events } = await feed.part(undefined, 1_000, {});
    for (const [n, { cursor }] of events.entries()) {
      const following = await feed.part(cursorIn(cursor), 1, {});
      expect(idsIn(following)).toEqual(events.slice(n + 1, n + 2).map(({ id }) => id));
    }
  });

  it('at the end of the log is empty and gives back the cursor that it was given', async () => {
    const all = await feed.part(undefined, 1_000, {});
    expect(await feed.part(after(all), 10, {})).toEqual({ events: [], next: all.next });
  });

  it('holds only what is wanted, by type, provider, measure and all of them', async () => {
    const types = ['CrisisOpened', 'PlaceTaken'];
    expect((await whole(feed, 3, { types })).ids).toEqual(await idsWhere(({ type }) => types.includes(type)));
    const { events } = await feed.part(undefined, 1_000, {});
    const about = (of: Partial<CloudEvent>) =>
      events.filter(event =>
        Object.entries(of).every(([name, id]) => event[name as keyof CloudEvent] === id),
      );
    for (const [wanted, of] of [
      [{ measureId: 'm-1' }, { measureid: 'm-1' }],
      [{ providerId: 'pr-1' }, { providerid: 'pr-1' }],
    ] as const) {
      const { ids } = await whole(feed, 3, wanted);
      expect(ids).toEqual(about(of).map(({ id }) => id));
      expect(ids.length).toBeGreaterThan(20);
      expect(ids.length).toBeLessThan(events.length);
    }
    const both = { types: ['PlaceTaken'], providerId: 'pr-1', measureId: 'm-1' };
    expect((await whole(feed, 3, both)).ids).toEqual(await idsWhere(({ type }) => type === 'PlaceTaken'));
    expect((await whole(feed, 3, { ...both, measureId: 'm-2' })).ids).toEqual([]);
  });

  it('looks at no more than so many events, and tells how far it came', async () => {
    const short = new Feed(store, 10);
    const nothing = await short.part(undefined, 5, { measureId: 'nothing' });
    expect(nothing.events).toEqual([]);
    expect(cursorIn(nothing.next!)!.position).toBe((await log(store, undefined))[9]!.position);
    const types = ['DeputyEnded'];
    const { ids, parts } = await whole(short, 5, { types });
    expect(ids).toEqual(await idsWhere(({ type }) => types.includes(type)));
    expect(parts).toBe(Math.ceil((await log(store, undefined)).length / 10));
  });

  it('says of what belongs to a measure which provider runs it', async () => {
    const { events } = await feed.part(undefined, 1_000, {});
    const about = (type: string, subject: string) => {
      const { measureid, providerid } = events.find(one => one.type === type && one.subject === subject)!;
      return [measureid, providerid];
    };
    expect(about('teilhabe.PlaceTaken.v1', 'measure-m-1')).toEqual(['m-1', 'pr-1']);
    expect(about('teilhabe.ProviderRegistered.v1', 'provider-pr-1')).toEqual([undefined, 'pr-1']);
    expect(about('teilhabe.ParticipationStarted.v1', 'participation-p-1')).toEqual(['m-1', 'pr-1']);
    expect(about('teilhabe.ClientRegistered.v1', 'client-c-1')).toEqual([undefined, undefined]);
  });
});

it('knows of every step of a provider case whom it is about', async () => {
  const unsaid = { measureId: undefined, providerId: undefined } as object;
  const steps: readonly DomainEvent[] = [
    {
      type: 'DeficiencyObserved',
      data: {
        ...{ officeId: 'o-1', providerId: 'pr-77', measureId: 'm-77', category: 'D4', severity: 'grave' },
        ...{ dutyBreached: { conceptPage: 3 }, observedOn: '2026-05-04', participationIds: [], evidence: [] },
      },
    },
    { type: 'WarningIssued', data: { proofOfDelivery: 'registered-letter' } },
  ];
  for (const step of steps)
    await store.append('provider-case-k-77', 'any', [encode(on('2026-05-05', step, unsaid))]);
  for (const wanted of [{ providerId: 'pr-77' }, { measureId: 'm-77' }])
    expect((await feed.part(undefined, 1_000, wanted)).events.map(({ type }) => type)).toEqual([
      'teilhabe.DeficiencyObserved.v1',
      'teilhabe.WarningIssued.v1',
    ]);
});

describe('a cursor', () => {
  it('of another store is gone', async () => {
    const other = SqliteEventStore.open(file('other.db'));
    for (const [stream, entry] of everything()) await other.append(stream, 'any', [encode(entry)]);
    const foreign = after(await new Feed(other).part(undefined, 5, {}));
    await expect(feed.part(foreign, 5, {})).rejects.toThrow(CursorGone);
    await expect(feed.follow(foreign, {}, new AbortController().signal)).rejects.toThrow(CursorGone);
    await other.close();
  });

  it('is gone where a restored log lacks its event, though another stands there now', async () => {
    const early = after(await feed.part(undefined, 5, {}));
    await store.close();
    await copyFile(file('events.db'), file('backup.db'));
    store = SqliteEventStore.open(file('events.db'));
    const [, crisis] = everything().find(([, { type }]) => type === 'CrisisOpened')!;
    const lost = { ...crisis, id: '00000000-0000-4000-8000-000000000001' };
    await store.append('participation-p-9', 'any', [encode(lost)]);
    const late = after(await new Feed(store).part(undefined, 1_000, {}));
    await store.close();

    store = SqliteEventStore.open(file('backup.db'));
    feed = new Feed(store);
    await expect(feed.part(late, 5, {})).rejects.toThrow(CursorGone);
    const instead = { ...crisis, id: '00000000-0000-4000-8000-000000000002' };
    await store.append('participation-p-9', 'any', [encode(instead)]);
    await expect(feed.part(late, 5, {})).rejects.toThrow(CursorGone);
    expect((await feed.part(early, 200, {})).events.at(-1)!.id).toBe(instead.id);
  });

  it('that was made up is gone', async () => {
    const cursor = after(await feed.part(undefined, 5, {}));
    for (const change of [{ position: 'x' }, { revision: 7 }, { id: 'x' }, { stream: 'client-x' }])
      await expect(feed.part({ ...cursor, ...change }, 5, {})).rejects.toThrow(CursorGone);
  });
});

describe('an event that cannot be read', () => {
  beforeEach(async () => {
    await store.append('participation-p-1', 'any', [{ ...sample(), type: 'OfTheFuture' }]);
    const [, crisis] = everything().find(([, { type }]) => type === 'CrisisOpened')!;
    await store.append('participation-p-9', 'any', [encode(crisis)]);
  });

  it('ends the part before it, and nobody gets past it in silence', async () => {
    const before = await feed.part(undefined, 1_000, {});
    expect(before.events).toHaveLength((await log(store, undefined)).length - 2);
    await expect(feed.part(after(before), 1_000, {})).rejects.toThrow(UnreadableEvent);
    await expect(feed.part(after(before), 1_000, { types: ['CrisisOpened'] })).rejects.toThrow(
      UnreadableEvent,
    );
  });

  it('breaks off who follows, after what stands before it', async () => {
    const told: string[] = [];
    const following = await feed.follow(undefined, {}, new AbortController().signal);
    const reading = (async () => {
      for await (const part of following) told.push(...idsIn(part));
    })();
    await expect(reading).rejects.toThrow(UnreadableEvent);
    expect(told).toHaveLength((await log(store, undefined)).length - 2);
  });
});

describe('who follows', () => {
  it('has the log and then what is recorded, until it stops', async () => {
    const stop = new AbortController();
    const told: string[] = [];
    const [, crisis] = everything().find(([, { type }]) => type === 'CrisisOpened')!;
    const late = { ...crisis, id: '00000000-0000-4000-8000-000000000003' };
    const standing = await idsWhere(() => true);
    for await (const part of await feed.follow(undefined, {}, stop.signal)) {
      told.push(...idsIn(part));
      if (told.length === standing.length) await store.append('participation-p-9', 'any', [encode(late)]);
      if (told.includes(late.id)) stop.abort();
    }
    expect(told).toEqual([...standing, late.id]);
  });

  it('learns how far was looked where nothing is wanted', async () => {
    const stop = new AbortController();
    const parts: FeedPart[] = [];
    const head = (await store.head())!;
    for await (const part of await feed.follow(undefined, { measureId: 'nothing' }, stop.signal)) {
      parts.push(part);
      if (after(part).position === head) stop.abort();
    }
    expect(parts.flatMap(({ events }) => events)).toEqual([]);
  });

  it('is told when the store closes', async () => {
    const all = await feed.part(undefined, 1_000, {});
    const following = await feed.follow(after(all), {}, new AbortController().signal);
    const next = following.next();
    await store.close();
    await expect(next).rejects.toThrow(StoreUnavailable);
    store = SqliteEventStore.open(file('events.db'));
  });
});
