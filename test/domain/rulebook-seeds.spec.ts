import { join } from 'node:path';
import { seedRulebooks, shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import { OwnedClock } from '../../src/clock.js';
import { Config } from '../../src/config.js';
import { EventLog } from '../../src/event-codec/event-log.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { openInstance } from '../../src/instance.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';
import { usualRules } from '../support/told-participation.js';
import { on, registered } from '../support/views/told.js';

const directory = temporaryDirectory();
const now = '2026-05-11T08:00:00.000Z';

async function withLog<T>(dataDir: string, work: (log: EventLog) => Promise<T>): Promise<T> {
  const store = SqliteEventStore.open(join(dataDir, 'events.db'));
  try {
    return await work(new EventLog(store));
  } finally {
    await store.close();
  }
}

const seededIn = (log: EventLog) => log.readStream('rulebook');
const shipped = shippedRulebooks().map(({ version }) => version);

it('two servers that seed at the same moment seed once', () =>
  withLog(directory(), async log => {
    await Promise.all([seedRulebooks(log, now), seedRulebooks(log, '2026-05-11T08:00:00.321Z')]);
    expect((await seededIn(log)).map(({ data }) => (data as { version: string }).version)).toEqual(shipped);
  }));

it('a log that has a rulebook keeps it, whatever is shipped', () =>
  withLog(directory(), async log => {
    await log.append('rulebook', 'no-stream', [
      on('2026-01-01', { type: 'RulebookAdded', data: usualRules }),
    ]);
    await seedRulebooks(log, now);
    expect((await seededIn(log)).map(({ data }) => data)).toEqual([usualRules]);
  }));

it('a log that is older than its rulebooks is seeded when it is opened, and was judged by them all the time', async () => {
  const dataDir = directory();
  const { position } = await withLog(dataDir, log =>
    log.append('client-c-1', 'no-stream', [on('2026-01-05', registered())]),
  );
  const instance = await openInstance(Config.from({ DATA_DIR: dataDir }), new OwnedClock(Date.parse(now)));
  try {
    const seeds = await seededIn(instance.log);
    expect(seeds.map(({ recordedAt, position: at }) => [recordedAt, at > position])).toEqual(
      shipped.map(() => [now, true]),
    );
    expect(instance.rulebooks.all().map(({ version }) => version)).toEqual(shipped);
    expect(instance.rulebooks.validOn('2026-01-05', position).version).toBe('2005-01');
  } finally {
    await instance.close();
  }
});
