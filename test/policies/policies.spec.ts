import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnedClock } from '../../src/clock.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { ClockWatch } from '../../src/policies/clock-watch.js';
import { Policies } from '../../src/policies/policies.js';
import type { Policy } from '../../src/policies/policy.js';
import { StopFile } from '../../src/policies/stop-file.js';
import { toInstant, type Instant } from '../../src/terms/times.js';

const minute = 60_000;
let directory: string;
let clock: OwnedClock;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'policies-'));
  clock = new OwnedClock(Date.UTC(2027, 9, 31));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Errands with their moments: what is done is no longer due. */
class Errands implements Policy<{ readonly at: Instant; readonly name: string }> {
  readonly name = 'errands';
  readonly done: string[] = [];
  constructor(
    readonly open: { at: Instant; name: string }[],
    private readonly doing: (name: string) => boolean = () => true,
  ) {}

  private dueBy(now: Instant) {
    return this.open.filter(({ at }) => at <= now).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  due(now: Instant, after: { readonly name: string } | undefined, limit: number) {
    return Promise.resolve(
      this.dueBy(now)
        .filter(({ name }) => !after || name > after.name)
        .slice(0, limit),
    );
  }

  act({ name }: { readonly name: string }) {
    if (!this.doing(name)) return Promise.resolve(false);
    this.done.push(name);
    this.open.splice(
      this.open.findIndex(one => one.name === name),
      1,
    );
    return Promise.resolve(true);
  }

  waiting(now: Instant) {
    return Promise.resolve(this.dueBy(now).length);
  }

  next(now: Instant) {
    return Promise.resolve(
      this.open
        .map(({ at }) => at)
        .filter(at => at > now)
        .toSorted()[0],
    );
  }
}

const in_ = (minutes: number, name: string) => ({ at: toInstant(clock.now() + minutes * minute), name });
const ground = {
  upToDate: () => Promise.resolve(),
  newest: () => Promise.resolve(undefined),
  leads: () => true,
};
const over = (...errands: readonly Errands[]) =>
  new Policies(errands, new ClockWatch(clock, new StopFile(join(directory, 'stops'))), clock, ground);

describe('the policies', () => {
  it('do what is due, and the rest when its moment comes', async () => {
    const errands = new Errands([in_(0, 'a'), in_(-5, 'b'), in_(10, 'c')]);
    const policies = over(errands);
    expect(await policies.run()).toEqual({ done: 2, failures: [] });
    expect(errands.done).toEqual(['a', 'b']);
    expect(await policies.status()).toMatchObject({
      running: true,
      overdue: 0,
      nextDueAt: errands.open[0]!.at,
    });
    clock.advance(10 * minute);
    expect(await policies.status()).toMatchObject({ overdue: 1, nextDueAt: null });
    await policies.run();
    expect(errands.done).toEqual(['a', 'b', 'c']);
  });

  it('go through more than one page, past what cannot be done', async () => {
    const names = Array.from({ length: 350 }, (_, n) => String(n).padStart(3, '0'));
    const errands = new Errands(
      names.map(name => in_(0, name)),
      name => name >= '200',
    );
    expect(await over(errands).run()).toMatchObject({ done: 150 });
    expect(errands.done).toEqual(names.slice(200));
  });

  it('go on after one that fails, tell of it and try it again', async () => {
    const faults = new Set(['b']);
    const errands = new Errands([in_(0, 'a'), in_(0, 'b'), in_(0, 'c')], name => {
      if (faults.has(name)) throw new Error(`${name} fails`);
      return true;
    });
    const policies = over(errands);
    const { done, failures } = await policies.run();
    expect([done, errands.done]).toEqual([2, ['a', 'c']]);
    expect(failures[0]).toMatchObject({ policy: 'errands', error: { message: 'b fails' } });
    faults.clear();
    expect(await policies.run()).toEqual({ done: 1, failures: [] });
  });

  it('give up a run without a store', async () => {
    const tried: string[] = [];
    const errands = new Errands([in_(0, 'a'), in_(0, 'b')], name => {
      tried.push(name);
      throw new StoreUnavailable('the disk is full');
    });
    expect(await over(errands).run()).toMatchObject({
      done: 0,
      failures: [{ error: { message: 'the disk is full' } }],
    });
    expect(tried).toEqual(['a']);
  });

  it('stop in the midst of a run when the clocks part', async () => {
    const errands = new Errands([in_(0, 'a'), in_(0, 'b'), in_(0, 'c')], name => {
      if (name === 'b') clock.part(6 * minute);
      return true;
    });
    const policies = over(errands);
    expect(await policies.run()).toMatchObject({
      done: 2,
      stopped: { because: 'clocks-parted', seconds: 360 },
    });
    expect([await policies.running(), await policies.run()]).toMatchObject([false, { done: 0 }]);
    expect(await policies.status()).toMatchObject({ running: false, driftSeconds: 360, overdue: 1 });
    expect(await policies.resume('admin', 'looked')).toBe(true);
    expect(await policies.run()).toMatchObject({ done: 1 });
  });

  it('stand still while nobody knows whether they were stopped, and go on by themselves', async () => {
    const stops = join(directory, 'stops');
    mkdirSync(stops);
    const errands = new Errands([in_(0, 'a')]);
    const policies = over(errands);
    expect(await policies.run()).toMatchObject({
      done: 0,
      stopped: { because: 'record-unreadable' },
      failures: [{ policy: 'all', error: { code: 'EISDIR' } }],
    });
    expect(await policies.status()).toMatchObject({
      running: false,
      stopped: { because: 'record-unreadable' },
      overdue: 1,
    });
    await expect(policies.running()).rejects.toThrow(/EISDIR/);
    rmdirSync(stops);
    expect(await policies.run()).toEqual({ done: 1, failures: [] });
    expect(await policies.status()).toMatchObject({ running: true, stopped: null, lastResumption: null });
  });

  it('of several nodes stand still and go on together, whichever node an operator asks', async () => {
    const errands = new Errands([in_(0, 'a'), in_(0, 'b')], () => (clock.part(6 * minute), true));
    const record = join(directory, 'stops');
    const node = (name: string, under: OwnedClock, leads: boolean) =>
      new Policies([errands], new ClockWatch(under, new StopFile(record), name), under, {
        ...ground,
        leads: () => leads,
      });
    const acting = node('one', clock, true);
    const other = node('other', new OwnedClock(clock.now()), false);
    expect(await acting.run()).toMatchObject({ done: 1, stopped: { node: 'one' } });
    expect(await other.status()).toMatchObject({ running: false, stopped: { node: 'one' }, driftSeconds: 0 });
    expect(await other.resume('admin', 'looked at one')).toBe(true);
    expect(await acting.run()).toMatchObject({ done: 1 });
    expect(errands.done).toEqual(['a', 'b']);
    expect(await acting.status()).toMatchObject({ lastResumption: { by: 'admin' } });
  });

  it('run once where two ask at once, and not at all once the app closes', async () => {
    const errands = new Errands([in_(0, 'a')]);
    const policies = over(errands);
    const [first, second] = await Promise.all([policies.run(), policies.run()]);
    expect(first).toBe(second);
    await policies.onModuleDestroy();
    errands.open.push(in_(0, 'b'));
    expect(await policies.run()).toMatchObject({ done: 0 });
  });
});
