import { OwnedClock } from '../../src/clock.js';
import { ClockWatch } from '../../src/policies/clock-watch.js';
import type { StopEntry } from '../../src/policies/stop-record.js';
import { toInstant } from '../../src/terms/times.js';
import { onEveryStopRecord } from '../support/policies/stop-records.js';

const minute = 60_000;
const began = Date.UTC(2028, 1, 29, 12);

const kindsOf = (entries: readonly StopEntry[]) =>
  entries.map(({ number, line }) => [number, ...Object.keys(line ?? {})]);

onEveryStopRecord('the watch over the clocks', records => {
  let clock: OwnedClock;
  beforeEach(() => {
    clock = new OwnedClock(began);
  });

  async function watch(newest?: string, under = clock, node?: string): Promise<ClockWatch> {
    const opened = new ClockWatch(under, await records.opened(), node);
    await opened.begin(newest);
    return opened;
  }
  const lines = async () => kindsOf(await (await records.opened()).after(0));

  it('lets the policies go on while both clocks go on together, however long', async () => {
    const watching = await watch();
    clock.advance(366 * 24 * 60 * minute);
    expect(await watching.check()).toBeUndefined();
    expect(watching.drift).toBe(0);
  });

  it.each([
    [5 * minute, undefined],
    [-5 * minute, undefined],
    [5 * minute + 1, 300],
    [-5 * minute - 1, -300],
    [24 * 60 * minute, 86_400],
  ])('at %d milliseconds apart says %s', async (apart, seconds) => {
    const watching = await watch();
    clock.advance(7 * minute);
    clock.part(apart);
    const since = toInstant(began + 7 * minute + apart);
    expect(await watching.check()).toEqual(
      seconds === undefined ? undefined : { since, because: 'clocks-parted', seconds },
    );
  });

  it('adds up small steps', async () => {
    const watching = await watch();
    for (let i = 0; i < 5; i++) clock.part(61_000);
    expect(await watching.check()).toMatchObject({ seconds: 305 });
  });

  it('stays stopped when the clock is put right, and in the next process too', async () => {
    const watching = await watch();
    clock.part(-10 * minute);
    const stop = await watching.check();
    clock.part(10 * minute);
    expect(await watching.check()).toEqual(stop);
    expect(await (await watch(undefined, new OwnedClock(began + minute))).check()).toEqual(stop);
  });

  it('goes on when somebody resumed it, from the clocks as they are then', async () => {
    const watching = await watch();
    clock.part(10 * minute);
    await watching.check();
    expect(await watching.resume('admin-1', 'ntp was off')).toBe(true);
    expect([await watching.check(), watching.drift]).toEqual([undefined, 0]);
    const resumption = { at: toInstant(clock.now()), by: 'admin-1', reason: 'ntp was off' };
    expect(watching.resumption).toEqual(resumption);
    const next = await watch();
    expect([await next.check(), next.resumption]).toEqual([undefined, resumption]);
    clock.part(-6 * minute);
    expect(await next.check()).toMatchObject({ because: 'clocks-parted', seconds: -360 });
  });

  it('has nothing to resume where nothing stands still', async () => {
    expect(await (await watch()).resume('admin-1', 'why not')).toBe(false);
    expect(await lines()).toEqual([]);
  });

  it('keeps every stop and every resumption, once', async () => {
    const watching = await watch();
    for (let i = 0; i < 2; i++) {
      clock.part(10 * minute);
      await Promise.all([watching.check(), watching.check()]);
      await watching.check();
      await watching.resume('admin-1', `time ${i}`);
    }
    expect(await lines()).toEqual([
      [1, 'stopped'],
      [2, 'resumed'],
      [3, 'stopped'],
      [4, 'resumed'],
    ]);
  });

  it.each([
    [5 * minute, false],
    [5 * minute + 1, true],
  ])('that begins %d milliseconds before the newest event is stopped: %s', async (ahead, stopped) => {
    const watching = await watch(toInstant(began + ahead));
    expect(await watching.check()).toEqual(
      stopped ? { since: toInstant(began), because: 'clock-behind-log', seconds: -300 } : undefined,
    );
  });

  it('does not begin twice: what was written since is no reason, unless another node acted meanwhile', async () => {
    const watching = await watch();
    await watching.begin(toInstant(began + 60 * minute));
    expect(await watching.check()).toBeUndefined();
    watching.rest();
    await watching.begin(toInstant(began + 60 * minute));
    expect(await watching.check()).toMatchObject({ because: 'clock-behind-log', seconds: -3600 });
  });

  describe('on several nodes', () => {
    const clocks = () => [new OwnedClock(began), new OwnedClock(began + 400)] as const;
    async function two() {
      const [oneClock, otherClock] = clocks();
      const one = await watch(undefined, oneClock, 'one');
      const other = await watch(undefined, otherClock, 'other');
      return { one, other, oneClock, otherClock };
    }

    it('stops them all, those that start later too, and says whose clock it was', async () => {
      const { one, other, oneClock } = await two();
      oneClock.part(10 * minute);
      const stop = await one.check();
      expect(stop).toEqual({
        since: toInstant(oneClock.now()),
        because: 'clocks-parted',
        seconds: 600,
        node: 'one',
      });
      expect(await other.check()).toEqual(stop);
      expect(await (await watch(undefined, new OwnedClock(began), 'third')).check()).toEqual(stop);
    });

    it('lets them all go on when one was told so, whichever', async () => {
      const { one, other, oneClock } = await two();
      oneClock.part(10 * minute);
      await one.check();
      expect(await other.resume('admin-1', 'looked at one')).toBe(true);
      expect([await one.check(), one.drift, await other.check()]).toEqual([undefined, 0, undefined]);
      expect(one.resumption).toMatchObject({ by: 'admin-1' });
      expect(await one.resume('admin-1', 'again')).toBe(false);
      expect(await lines()).toEqual([
        [1, 'stopped'],
        [2, 'resumed'],
      ]);
    });

    it('writes one line where both find theirs parted at once, and forgets neither', async () => {
      const { one, other, oneClock, otherClock } = await two();
      oneClock.part(10 * minute);
      otherClock.part(-20 * minute);
      const [first, second] = await Promise.all([one.check(), other.check()]);
      expect(first).toEqual(second);
      expect(await lines()).toEqual([[1, 'stopped']]);
      expect(await one.resume('admin-1', `looked at ${first!.node}`)).toBe(true);
      await Promise.all([one.check(), other.check()]);
      const stops = await Promise.all([one.check(), other.check()]);
      const left = first!.node === 'one' ? 'other' : 'one';
      expect(stops).toEqual([expect.objectContaining({ node: left }), stops[0]]);
      expect(await one.resume('admin-1', `looked at ${left}`)).toBe(true);
      expect(await Promise.all([one.check(), other.check()])).toEqual([undefined, undefined]);
      expect(await lines()).toHaveLength(4);
    });

    it('writes one resumption where two are told at once', async () => {
      const { one, other, oneClock } = await two();
      oneClock.part(10 * minute);
      await one.check();
      const told = await Promise.all([
        one.resume('admin-1', 'looked'),
        other.resume('admin-2', 'looked too'),
      ]);
      expect(told.toSorted()).toEqual([false, true]);
      expect(await lines()).toEqual([
        [1, 'stopped'],
        [2, 'resumed'],
      ]);
    });

    it('loses none of many stops and resumptions that race', async () => {
      const { one, other, oneClock, otherClock } = await two();
      for (let round = 0; round < 10; round++) {
        oneClock.part(6 * minute);
        if (round % 2) otherClock.part(-6 * minute);
        await Promise.all([one.check(), other.resume('admin-1', `${round}`), other.check(), one.check()]);
      }
      while ((await one.check()) ?? (await other.check())) await one.resume('admin-1', 'at last');
      const kinds = (await lines()).map(([, kind]) => kind);
      expect(kinds.filter((kind, index) => kind !== (index % 2 ? 'resumed' : 'stopped'))).toEqual([]);
      expect([one.drift, other.drift].every(drift => Math.abs(drift) <= 5 * minute)).toBe(true);
    });
  });
});
