import { join } from 'node:path';
import { bulkStore, type BulkStore } from '../../src/cli/bulk-store.js';
import { Comparison, LogsDiffer } from '../../src/cli/copy/comparison.js';
import { TargetGrew, transfer } from '../../src/cli/copy/transfer.js';
import type { EventStore, StoredEvent } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { appendInterleaved } from '../support/cli/interleaved-log.js';
import { sample } from '../support/event-store/samples.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
const nowhere = { source: undefined, target: undefined };
const unstopped = new AbortController().signal;
const unseen = (): void => {};

let source: SqliteEventStore;
let target: SqliteEventStore;
let writer: BulkStore;

beforeEach(async () => {
  source = SqliteEventStore.open(join(directory(), 'source.db'));
  target = SqliteEventStore.open(join(directory(), 'events.db'));
  writer = bulkStore(target, { eventStore: { kind: 'sqlite' }, dataDir: directory() });
});
afterEach(async () => {
  for (const store of [writer, target, source]) await store.close();
});

const bare = ({ id, type, data, metadata }: StoredEvent) => ({ id, type, data, metadata });
const all = (store: EventStore) => store.readAll(undefined, 100_000);
const compare = async (): Promise<Comparison> => {
  const comparison = new Comparison(source, target);
  await comparison.toEndOfTarget(unseen, unstopped);
  return comparison;
};

describe('what stands at the target', () => {
  it('is held against the beginning of the source', async () => {
    await appendInterleaved(source, 400);
    const events = await all(source);
    await target.append(events[0]!.stream, 'no-stream', events.slice(0, 1).map(bare));
    const { equal, source: read } = await compare();
    expect({ equal, read: read.position }).toEqual({ equal: 1, read: events[0]!.position });
    expect((await read.peek())!.id).toBe(events[1]!.id);
  });

  it.each<[string, (event: StoredEvent) => { stream?: string; change?: object }, RegExp]>([
    [
      'an id',
      () => ({ change: { id: sample().id } }),
      /event 1 of the target is Thing0Happened .* in the source it is/,
    ],
    ['a type', () => ({ change: { type: 'Other' } }), /event 1 of the target is Other /],
    ['data', () => ({ change: { data: { secret: 1 } } }), /event 1 .* but data differ/],
    ['metadata', () => ({ change: { metadata: { recordedAt: 'never' } } }), /event 1 .* but metadata differ/],
    ['a stream', () => ({ stream: 'client-1' }), /event 1 .*\(client-1 at 0\)/],
  ])('shows the first event with %s of its own', async (_what, changed, told) => {
    await appendInterleaved(source, 1);
    const [event] = await all(source);
    const { stream = event!.stream, change = {} } = changed(event!);
    await target.append(stream, 'no-stream', [{ ...bare(event!), ...change }]);
    const failure = await compare().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LogsDiffer);
    expect((failure as LogsDiffer).message).toMatch(told);
    expect((failure as LogsDiffer).message).not.toMatch(/secret|never/);
  });

  it('may not be more than the source has', async () => {
    await appendInterleaved(source, 1);
    await transfer(source, writer, nowhere, unseen, unstopped);
    await target.append('client-1', 'any', [sample()]);
    await expect(compare()).rejects.toThrow(/event 2 of the target .* the source has no event 2/);
  });

  it('is summed as the source is, whatever the store, and can be read on', async () => {
    await appendInterleaved(source, 10);
    const at = await transfer(source, writer, nowhere, unseen, unstopped);
    const comparison = await compare();
    const first = comparison.source.sha256;
    expect(comparison.target.sha256).toBe(first);
    await source.append('client-1', 'no-stream', [sample()]);
    await transfer(source, writer, at, unseen, unstopped);
    await comparison.toEndOfTarget(unseen, unstopped);
    const { sha256, count } = comparison.target;
    expect({ sha256, count }).toEqual({ sha256: comparison.source.sha256, count: at.written + 1 });
    expect(sha256).not.toBe(first);
    expect((await compare()).target.sha256).toBe(sha256);
  });
});

describe('the transfer', () => {
  it('keeps everything but the identity of the store', async () => {
    await appendInterleaved(source, 1_500);
    const { written } = await transfer(source, writer, nowhere, unseen, unstopped);
    const events = await all(source);
    expect(written).toBe(events.length);
    expect(await all(target)).toEqual(events);
    expect(target.storeId).not.toBe(source.storeId);
  });

  it('ends between two appends when it is stopped, and what it wrote stands', async () => {
    await appendInterleaved(source, 1_500);
    const stop = new AbortController();
    const { written } = await transfer(
      source,
      writer,
      nowhere,
      done => done > 700 && stop.abort(),
      stop.signal,
    );
    expect(written).toBeGreaterThan(700);
    expect(await all(target)).toEqual((await all(source)).slice(0, written));
  });

  it('notices what somebody else writes to the target', async () => {
    await appendInterleaved(source, 800);
    const stop = new AbortController();
    const at = await transfer(source, writer, nowhere, done => done > 700 && stop.abort(), stop.signal);
    await target.append('client-9', 'any', [sample()]);
    await expect(transfer(source, writer, at, unseen, unstopped)).rejects.toThrow(TargetGrew);
  });

  it('notices it in a stream that both write', async () => {
    await appendInterleaved(source, 1);
    const { position } = await target.append('participation-0', 'any', [sample()]);
    const at = { source: undefined, target: position };
    await expect(transfer(source, writer, at, unseen, unstopped)).rejects.toThrow(TargetGrew);
  });

  it('names a stream whose beginning the source has lost', async () => {
    await appendInterleaved(source, 30);
    const events = await all(source);
    const lost = events.findIndex(event => event.revision === 1);
    const at = { source: events[lost - 1]!.position, target: undefined };
    await expect(transfer(source, writer, at, unseen, unstopped)).rejects.toThrow(
      new RegExp(`stream ${events[lost]!.stream} of the source lacks the events before revision 1`),
    );
  });
});
