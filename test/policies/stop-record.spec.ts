import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { OwnedClock } from '../../src/clock.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { ClockWatch } from '../../src/policies/clock-watch.js';
import { PostgresStopRecord } from '../../src/policies/postgres-stop-record.js';
import { StopFile } from '../../src/policies/stop-file.js';
import type { StopLine } from '../../src/policies/stop-record.js';
import { executeOn } from '../support/access-log/postgres.harness.js';
import { onEveryStopRecord } from '../support/policies/stop-records.js';
import { describeOnPostgres, freshDatabase, type FreshDatabase } from '../support/postgres/database.js';

const minute = 60_000;
const began = Date.UTC(2028, 1, 29, 12);
const line = (n: number): StopLine => ({
  resumed: { at: '2028-02-29T12:00:00.000Z', by: 'admin-1', reason: `„${n}“` },
});

onEveryStopRecord('a record of stops', records => {
  it('tells every handle what was added, in order', async () => {
    const [one, other] = [await records.opened(), await records.opened()];
    expect(await one.add(line(1), 1)).toBe(true);
    expect(await other.add(line(2), 2)).toBe(true);
    expect(await one.after(0)).toEqual([
      { number: 1, line: line(1) },
      { number: 2, line: line(2) },
    ]);
    expect(await one.after(1)).toEqual([{ number: 2, line: line(2) }]);
    expect(await other.after(2)).toEqual([]);
  });

  it('takes nothing where another line stands, nor beyond a gap', async () => {
    const record = await records.opened();
    await record.add(line(1), 1);
    expect([await record.add(line(2), 1), await record.add(line(3), 3)]).toEqual([false, false]);
    expect(await record.after(0)).toHaveLength(1);
  });

  it('takes one of several that come at once', async () => {
    const handles = await Promise.all(Array.from({ length: 5 }, () => records.opened()));
    const taken = await Promise.all(handles.map((record, n) => record.add(line(n), 1)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await handles[0]!.after(0)).toEqual([{ number: 1, line: line(taken.indexOf(true)) }]);
  });
});

describe('the file of stops', () => {
  let directory: string;
  let clock: OwnedClock;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'stops-'));
    clock = new OwnedClock(began);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const file = () => join(directory, 'stops.jsonl');
  async function watch(): Promise<ClockWatch> {
    const opened = new ClockWatch(clock, new StopFile(file()));
    await opened.begin(undefined);
    return opened;
  }

  it('is read by its owner only', async () => {
    await new StopFile(file()).add(line(1), 1);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('stops the policies where its last line was cut off, until somebody has looked', async () => {
    writeFileSync(file(), '{"stopped":{"since":"2028-');
    const watching = await watch();
    expect(await watching.check()).toMatchObject({ because: 'record-unreadable' });
    expect(await watching.resume('admin-1', 'power was cut')).toBe(true);
    expect(await watching.check()).toBeUndefined();
    expect(await (await watch()).check()).toBeUndefined();
  });

  it('stops them where it lost lines, until it is put back', async () => {
    const watching = await watch();
    clock.part(10 * minute);
    await watching.check();
    await watching.resume('admin-1', 'looked');
    const whole = await new StopFile(file()).after(0);
    rmSync(file());
    await expect(watching.check()).rejects.toThrow(/0 lines, of 2/);
    expect(watching.standing).toMatchObject({ because: 'record-unreadable' });
    for (const { line: kept, number } of whole) await new StopFile(file()).add(kept!, number);
    expect(await watching.check()).toBeUndefined();
    expect(watching.standing).toBeUndefined();
  });

  it('that cannot be written is told, stops them, and is tried again', async () => {
    const watching = new ClockWatch(clock, new StopFile(join(directory, 'gone', 'stops.jsonl')));
    await watching.begin(undefined);
    clock.part(10 * minute);
    await expect(watching.check()).rejects.toThrow(/ENOENT/);
    expect(watching.standing).toMatchObject({ because: 'clocks-parted' });
    await expect(watching.check()).rejects.toThrow(/ENOENT/);
  });
});

describeOnPostgres('the table of stops', () => {
  let place: FreshDatabase;
  let record: PostgresStopRecord;
  beforeEach(async () => {
    place = await freshDatabase();
    record = await PostgresStopRecord.open(place.url, { patience: 300 });
  });
  afterEach(async () => {
    await record.close();
    await place.drop();
  });

  it.each([
    `UPDATE kept_policy_stops SET line = '{}'`,
    'DELETE FROM kept_policy_stops',
    'TRUNCATE kept_policy_stops',
    `INSERT INTO kept_policy_stops VALUES (1, '{}') ON CONFLICT (number) DO UPDATE SET line = EXCLUDED.line`,
  ])('refuses %s', async statement => {
    await record.add(line(1), 1);
    await expect(executeOn(place.url, statement)).rejects.toThrow('kept_policy_stops only grows');
    expect(await record.after(0)).toEqual([{ number: 1, line: line(1) }]);
  });

  it('of a newer format is not opened', async () => {
    await executeOn(place.url, `UPDATE kept_formats SET format = 2 WHERE name = 'stops of the policies'`);
    await expect(PostgresStopRecord.open(place.url)).rejects.toThrow(/unknown format 2/);
  });

  it('lets the policies stand still while it cannot be read, and go on by themselves', async () => {
    const watching = new ClockWatch(new OwnedClock(began), record, 'one');
    await watching.begin(undefined);
    expect(await watching.check()).toBeUndefined();
    const holder = new Client({ connectionString: place.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE kept_policy_stops');
    await expect(watching.check()).rejects.toThrow(StoreUnavailable);
    expect(watching.standing).toEqual({
      since: '2028-02-29T12:00:00.000Z',
      because: 'record-unreadable',
      seconds: 0,
      node: 'one',
    });
    await expect(watching.resume('admin-1', 'it should go on')).rejects.toThrow(StoreUnavailable);
    await holder.end();
    expect(await watching.check()).toBeUndefined();
    expect(watching.standing).toBeUndefined();
  });

  it('lets a stop that could not be written down stand, and writes it when it can', async () => {
    const clock = new OwnedClock(began);
    const watching = new ClockWatch(clock, record, 'one');
    await watching.begin(undefined);
    const holder = new Client({ connectionString: place.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE kept_policy_stops IN SHARE MODE');
    clock.part(10 * minute);
    await expect(watching.check()).rejects.toThrow(StoreUnavailable);
    expect(watching.standing).toMatchObject({ because: 'clocks-parted', node: 'one' });
    clock.part(-10 * minute);
    await holder.end();
    expect(await watching.check()).toMatchObject({ because: 'clocks-parted', seconds: 600 });
    expect(await record.after(0)).toHaveLength(1);
  });
});
