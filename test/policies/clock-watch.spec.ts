import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnedClock } from '../../src/clock.js';
import { ClockWatch } from '../../src/policies/clock-watch.js';
import { StopFile } from '../../src/policies/stop-file.js';
import { toInstant } from '../../src/terms/times.js';

const minute = 60_000;
const began = Date.UTC(2028, 1, 29, 12);

let directory: string;
let clock: OwnedClock;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'watch-'));
  clock = new OwnedClock(began);
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, 'stops.jsonl');
function watch(newest?: string, under = clock): ClockWatch {
  const opened = new ClockWatch(under, new StopFile(file()));
  opened.begin(newest);
  return opened;
}

describe('the watch over the clocks', () => {
  it('lets the policies go on while both clocks go on together, however long', () => {
    const watching = watch();
    clock.advance(366 * 24 * 60 * minute);
    expect(watching.check()).toBeUndefined();
    expect(watching.drift).toBe(0);
  });

  it.each([
    [5 * minute, undefined],
    [-5 * minute, undefined],
    [5 * minute + 1, 300],
    [-5 * minute - 1, -300],
    [24 * 60 * minute, 86_400],
  ])('at %d milliseconds apart says %s', (apart, seconds) => {
    const watching = watch();
    clock.advance(7 * minute);
    clock.part(apart);
    const since = toInstant(began + 7 * minute + apart);
    expect(watching.check()).toEqual(
      seconds === undefined ? undefined : { since, because: 'clocks-parted', seconds },
    );
  });

  it('adds up small steps', () => {
    const watching = watch();
    for (let i = 0; i < 5; i++) clock.part(61_000);
    expect(watching.check()).toMatchObject({ seconds: 305 });
  });

  it('stays stopped when the clock is put right, and in the next process too', () => {
    const watching = watch();
    clock.part(-10 * minute);
    const stop = watching.check();
    clock.part(10 * minute);
    expect(watching.check()).toEqual(stop);
    expect(watch(undefined, new OwnedClock(began + minute)).check()).toEqual(stop);
  });

  it('goes on when somebody resumed it, from the clocks as they are then', () => {
    const watching = watch();
    clock.part(10 * minute);
    watching.check();
    expect(watching.resume('admin-1', 'ntp was off')).toBe(true);
    expect([watching.check(), watching.drift]).toEqual([undefined, 0]);
    const resumption = { at: toInstant(clock.now()), by: 'admin-1', reason: 'ntp was off' };
    expect(watching.resumption).toEqual(resumption);
    const next = watch();
    expect([next.check(), next.resumption]).toEqual([undefined, resumption]);
    clock.part(-6 * minute);
    expect(next.check()).toMatchObject({ because: 'clocks-parted', seconds: -360 });
  });

  it('has nothing to resume where nothing stands still', () => {
    expect(watch().resume('admin-1', 'why not')).toBe(false);
  });

  it('keeps every stop and every resumption, readable by their owner only', () => {
    const watching = watch();
    for (let i = 0; i < 2; i++) {
      clock.part(10 * minute);
      watching.check();
      watching.resume('admin-1', `time ${i}`);
    }
    const lines = readFileSync(file(), 'utf8').trimEnd().split('\n');
    expect(lines.map(line => Object.keys(JSON.parse(line) as object))).toEqual([
      ['stopped'],
      ['resumed'],
      ['stopped'],
      ['resumed'],
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.each([
    [5 * minute, false],
    [5 * minute + 1, true],
  ])('that begins %d milliseconds before the newest event is stopped: %s', (ahead, stopped) => {
    const watching = watch(toInstant(began + ahead));
    expect(watching.check()).toEqual(
      stopped ? { since: toInstant(began), because: 'clock-behind-log', seconds: -300 } : undefined,
    );
  });

  it('does not begin twice: what was written since is no reason', () => {
    const watching = watch();
    watching.begin(toInstant(began + 60 * minute));
    expect(watching.check()).toBeUndefined();
  });

  it('is stopped where what was written last was cut off, until somebody has looked', () => {
    writeFileSync(file(), '{"stopped":{"since":"2028-');
    const watching = watch();
    expect(watching.check()).toMatchObject({ because: 'record-unreadable' });
    watching.resume('admin-1', 'power was cut');
    expect(watch().check()).toBeUndefined();
  });

  it('says so when a stop cannot be written down, stands still, and tries again', () => {
    const gone = join(directory, 'gone');
    const watching = new ClockWatch(clock, new StopFile(join(gone, 'stops.jsonl')));
    watching.begin(undefined);
    clock.part(10 * minute);
    expect(() => watching.check()).toThrow(/ENOENT/);
    expect(watching.standing).toMatchObject({ because: 'clocks-parted' });
    expect(() => watching.check()).toThrow(/ENOENT/);
  });
});
