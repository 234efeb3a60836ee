import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulkStore } from '../../src/cli/bulk-store.js';
import { transfer } from '../../src/cli/copy/transfer.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import {
  closePlaces,
  eventsAt,
  expectSameEvents,
  kurrentPlace,
  sqlitePlace,
  standingOf,
  type Place,
} from '../support/cli/copying.js';
import { appendInterleaved } from '../support/cli/interleaved-log.js';
import { beginCommand, endProcesses, startServer, teilhabe, until } from '../support/cli/teilhabe.js';
import { sample } from '../support/event-store/samples.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const folder = mkdtempSync(join(tmpdir(), 'teilhabe-'));
const source = sqlitePlace(join(folder, 'source'));
let events: Awaited<ReturnType<typeof eventsAt>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'source'));
  const store = SqliteEventStore.open(join(folder, 'source', 'events.db'));
  await appendInterleaved(store, 800);
  await store.close();
  events = await eventsAt(source);
});
afterEach(endProcesses);
afterAll(closePlaces);
afterAll(() => rmSync(folder, { recursive: true }));

const line = (from: Place, to: Place) => ['copy', ...from.arguments('from'), ...to.arguments('to')];
const copy = (from: Place, to: Place) => teilhabe(directory(), ...line(from, to));
const begin = (from: Place, to: Place) => beginCommand(directory(), ...line(from, to));

const sums = (count: number): RegExp =>
  new RegExp(`^source: ${count} events, SHA-256 ([0-9a-f]{64})\ntarget: ${count} events, SHA-256 \\1\n$`);

const emptySqlite = (): Place => sqlitePlace(join(directory(), 'target'));

/** The source, as it stands in a KurrentDB. */
async function filledKurrent() {
  const place = await kurrentPlace();
  const bulk = bulkStore(place.store, {
    eventStore: { kind: 'kurrentdb', connection: '', prefix: '' },
    dataDir: '',
  });
  const nowhere = { source: undefined, target: undefined };
  await source.look(from => transfer(from, bulk, nowhere, () => {}, new AbortController().signal));
  return place;
}

const standing = (place: Place): Promise<number> => standingOf(events, place);

describe('teilhabe copy', () => {
  it('moves a log to KurrentDB and back, and a second time nothing', async () => {
    const [there, back] = [await kurrentPlace(), emptySqlite()];
    for (const [from, to] of [
      [source, there],
      [there, back],
    ] as const) {
      const first = await copy(from, to);
      expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(sums(events.length)) });
      expect(first.stderr).toContain(`${events.length} events copied, 0 stood there already`);
      expect(first.stderr).toMatch(/access log[^]*instance-key/);
      expectSameEvents(await eventsAt(to), events);
      const { stdout, stderr } = await copy(from, to);
      expect(stdout).toBe(first.stdout);
      expect(stderr).toContain(`0 events copied, ${events.length} stood there already`);
    }
    expect(await back.look(async store => store.storeId)).not.toBe(
      await source.look(async store => store.storeId),
    );
  }, 120_000);

  it.each<[string, 'SIGTERM' | 'SIGINT', () => Promise<readonly [Place, Place]>]>([
    ['to KurrentDB', 'SIGTERM', async () => [source, await kurrentPlace()]],
    ['from KurrentDB', 'SIGINT', async () => [await filledKurrent(), emptySqlite()]],
  ])(
    'comes to the same on the way %s when it is killed or stopped, time and again',
    async (_way, stop, ends) => {
      const [from, to] = await ends();
      const cutAt: number[] = [];
      for (const signal of ['SIGKILL', stop, 'SIGKILL'] as const) {
        const stands = cutAt.at(-1) ?? 0;
        const moment = stands + 1 + Math.floor((Math.random() * (events.length - stands)) / 3);
        const { child, ended } = begin(from, to);
        await until('so much stands', async () => (await standing(to)) >= moment || child.exitCode !== null);
        child.kill(signal);
        const { code, stdout, stderr } = await ended;
        const stood = await standing(to);
        if (stood === events.length) continue;
        cutAt.push(stood);
        expect(stdout).toBe('');
        if (signal !== 'SIGKILL') expect(stderr).toContain('give the same command again');
        expect(code).toBe(signal === 'SIGKILL' ? null : 75);
        expectSameEvents(await eventsAt(to), events.slice(0, stood));
      }
      expect(cutAt.length).toBeGreaterThan(0);
      const { code, stdout } = await copy(from, to);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(sums(events.length)) });
      expectSameEvents(await eventsAt(to), events);
    },
    180_000,
  );

  it('notices a target that is written meanwhile', async () => {
    const to = await kurrentPlace();
    const { ended } = begin(source, to);
    await until('something stands', async () => (await standing(to)) > 0);
    const { revision } = await to.store.append('office-9', 'any', [sample()]);
    expect(revision).toBe(0);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
    expect(stderr).toMatch(/somebody else writes to the target.*SomethingHappened.*\(office-9 at 0\)/);
    expect(await copy(source, to)).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('no beginning of the source: event '),
    });
  }, 60_000);

  it('takes with it what is added to a KurrentDB meanwhile', async () => {
    const [from, to] = [await filledKurrent(), emptySqlite()];
    const { ended } = begin(from, to);
    await until('something stands', async () => (await standing(to)) > 0);
    await from.store.append('office-9', 'no-stream', [sample()]);
    expect(await ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(sums(events.length + 1)),
    });
    expectSameEvents(await eventsAt(to), await eventsAt(from));
  }, 60_000);
});

describe('teilhabe copy refuses', () => {
  const refused = async (from: Place, to: Place) => {
    const { code, stdout, stderr } = await copy(from, to);
    expect(stdout).toBe('');
    return { code, stderr };
  };

  it('a target that holds something else, and names the first difference', async () => {
    const to = sqlitePlace(join(directory(), 'used'));
    const { stop } = await startServer(join(directory(), 'used'));
    await stop();
    expect(await refused(source, to)).toEqual({
      code: 65,
      stderr: expect.stringMatching(
        /no beginning of the source: event 1 of the target is RulebookAdded .*in the source it is Thing0Happened .*Nothing was written\..*server that was started/s,
      ),
    });
  }, 30_000);

  it('a source that is not there, and a store as its own target', async () => {
    const nothing = sqlitePlace(join(directory(), 'nothing'));
    expect(await refused(nothing, emptySqlite())).toEqual({
      code: 66,
      stderr: expect.stringContaining('there is no record in'),
    });
    expect(await refused(source, source)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('same store'),
    });
    const there = await kurrentPlace();
    expect(await refused(there, there)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('same store'),
    });
  }, 30_000);

  it('a directory that a server holds, on either end', async () => {
    const served = join(directory(), 'served');
    await startServer(served);
    for (const [from, to] of [
      [sqlitePlace(served), emptySqlite()],
      [source, sqlitePlace(served)],
    ] as const)
      expect(await refused(from, to)).toMatchObject({
        code: 75,
        stderr: expect.stringContaining('held by another process'),
      });
  }, 30_000);

  it('what it cannot reach or understand, without a word of the password', async () => {
    const call = async (...to: readonly string[]) => {
      const { code, stdout, stderr } = await teilhabe(
        directory(),
        'copy',
        ...source.arguments('from'),
        ...to,
      );
      expect(`${stdout}${stderr}`).not.toMatch(/s3cret/);
      return { code, stderr };
    };
    expect(await call('--to', 'esdb://clerk:s3cret@127.0.0.1:1?tls=false')).toEqual({
      code: 75,
      stderr: expect.stringMatching(
        /^what --to names cannot be opened: .*see that what --to names runs .*try again/m,
      ),
    });
    expect(await call('--to', 'kurrentdb+http://clerk:s3cret@127.0.0.1')).toEqual({
      code: 64,
      stderr: expect.stringContaining('--to must be one of sqlite:DIRECTORY'),
    });
  }, 60_000);
});
