import { decode, encode } from '../../src/event-codec/event-codec.js';
import { EventLog } from '../../src/event-codec/event-log.js';
import type { DomainEntry } from '../../src/event-codec/domain-event.js';
import { type EventStore, RevisionConflict } from '../../src/event-store/event-store.js';
import { sqliteHarness } from '../support/event-store/sqlite.harness.js';
import { sample } from './sample.js';

const stream = 'participation-t-7f3a';
const [offered, explained, notice] = ['MeasureOffered', 'MeasureExplained', 'NoticeGiven'].map(type =>
  decode(sample(`${type}.v1`)),
) as [DomainEntry, DomainEntry, DomainEntry];
const idsOf = (entries: readonly DomainEntry[]): readonly string[] => entries.map(({ id }) => id);

describe('the event log', () => {
  let directory: string;
  let store: EventStore;
  let log: EventLog;

  beforeEach(async () => {
    directory = await sqliteHarness.fresh();
    store = await sqliteHarness.open(directory);
    log = new EventLog(store);
  });
  afterEach(async () => {
    await store.close();
    await sqliteHarness.remove(directory);
  });

  it('gives back what was appended, in place', async () => {
    const receipt = await log.append(stream, 'no-stream', [offered, explained]);
    const [first, second] = await log.readStream(stream);
    expect(first).toEqual({ ...offered, revision: 0, position: first?.position });
    expect(second).toEqual({ ...explained, revision: 1, position: receipt.position });
    expect(receipt.revision).toBe(1);
  });

  it('leaves order, limits and conflicts to the store', async () => {
    await log.append(stream, 'no-stream', [offered, explained, notice]);
    const newest = await log.readStream(stream, { direction: 'backward', limit: 2 });
    expect(idsOf(newest)).toEqual(idsOf([notice, explained]));
    await expect(log.append(stream, 'no-stream', [sampleOf('PlaceTaken')])).rejects.toThrow(RevisionConflict);
  });

  it('rejects an append of what does not fit, and stores nothing', async () => {
    const faulty = { ...explained, schemaVersion: 2 };
    await expect(log.append(stream, 'any', [offered, faulty])).rejects.toThrow('schemaVersion must be 1');
    expect(await log.readStream(stream)).toEqual([]);
  });

  it('reads all streams from a position on, up to a head', async () => {
    expect(await log.head()).toBeUndefined();
    await log.append(stream, 'any', [offered, explained]);
    await log.append('measure-m-1', 'any', [sampleOf('PlaceTaken')]);
    const [first] = await log.readAll(undefined, 1);
    const rest = await log.readAll(first?.position, 10);
    expect(idsOf([first!, ...rest])).toEqual(idsOf([offered, explained, sampleOf('PlaceTaken')]));
    expect(await log.head()).toBe(rest.at(-1)?.position);
  });

  it('follows the log until it is told to stop', async () => {
    await log.append(stream, 'any', [offered]);
    const stop = new AbortController();
    const seen: DomainEntry[] = [];
    for await (const batch of log.subscribe(undefined, { signal: stop.signal, limit: 1 })) {
      seen.push(...batch);
      if (seen.length === 1) await log.append(stream, 0, [explained, notice]);
      if (seen.length === 3) stop.abort();
    }
    expect(idsOf(seen)).toEqual(idsOf([offered, explained, notice]));
    expect(seen).toEqual(await log.readStream(stream));
  });

  it('does not skip what it cannot read', async () => {
    await store.append(stream, 'any', [{ ...encode(offered), type: 'SomethingElse' }]);
    await expect(log.readStream(stream)).rejects.toThrow('SomethingElse');
    await expect(log.readAll(undefined, 5)).rejects.toThrow('SomethingElse');
  });

  it('is known by its store', () => {
    expect(log.storeId).toBe(store.storeId);
  });
});

function sampleOf(type: string): DomainEntry {
  return decode(sample(`${type}.v1`));
}
