import { OwnedClock } from '../../src/clock.js';
import { endOfDay, epochOf } from '../../src/terms/times.js';
import { Told } from '../support/told-participation.js';
import { Bench } from '../support/views/bench.js';
import { declarations, server, write } from '../support/policies/server.js';

const day = 86_400_000;
const noon = (on: string) => epochOf(`${on}T12:00:00.000Z`);

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const summary = async () =>
  (await declarations(bench)).map(({ stream, data }) => `${stream} ${(data as { dutyId: string }).dutyId}`);

it('that watch one log at once declare each duty once', async () => {
  const clock = new OwnedClock(noon('2026-03-02'));
  for (let n = 0; n < 12; n++)
    await write(bench, new Told(`t-${n}`).started('2026-03-02').crisis('2026-03-02', 'c-1', 4));
  const servers = await Promise.all([server(bench, clock, 'one'), server(bench, clock, 'two')]);
  let done = 0;
  for (let days = 0; days < 220; days += 20) {
    clock.advance(20 * day);
    const runs = await Promise.all(servers.map(one => one.run()));
    expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
    done += runs.reduce((sum, run) => sum + run.done, 0);
  }
  const declared = await summary();
  expect(new Set(declared).size).toBe(declared.length);
  // a crisis, a contact, and the months from March to August
  expect(declared).toHaveLength(12 * 8);
  expect(done).toBeGreaterThanOrEqual(declared.length);
});

it('one of which was down and comes late find all of it done', async () => {
  const clock = new OwnedClock(noon('2026-03-02'));
  await write(bench, new Told('t-1').started('2026-03-02'));
  const first = await server(bench, clock, 'one');
  clock.advance(60 * day);
  expect(await first.run()).toMatchObject({ done: 2 });
  expect(await (await server(bench, clock, 'two')).run()).toMatchObject({ done: 0 });
});

it('declare with the due moment as when it occurred, known since it was declared', async () => {
  const clock = new OwnedClock(noon('2026-03-02'));
  await write(
    bench,
    new Told('t-1').offered('2026-03-01').consented('2026-03-01').assigned('2026-03-01', '2026-03-09'),
  );
  const one = await server(bench, clock, 'one');
  clock.set(epochOf(endOfDay('2026-03-12')) - 1);
  expect(await one.run()).toMatchObject({ done: 0 });
  clock.advance(1);
  expect(await one.run()).toMatchObject({ done: 1 });
  const at = endOfDay('2026-03-12');
  expect(await declarations(bench)).toMatchObject([
    {
      type: 'ReportOverdue',
      occurredAt: at,
      learnedAt: at,
      recordedAt: at,
      source: 'system',
      channel: 'policy',
      actor: { id: 'teilhabe', role: 'system' },
      measureId: 'measure-1',
      providerId: 'provider-1',
      data: { rule: 'D-start', dueAt: at, rulebook: 'usual' },
    },
  ]);
});

it('never declare what was due before it was imported, and declare what falls due after', async () => {
  const clock = new OwnedClock(noon('2026-05-04'));
  const recordedAt = '2026-05-04T11:00:00.000Z';
  await write(bench, new Told('t-1').started('2026-03-02').crisis('2026-03-03', 'c-1', 4), {
    channel: 'import',
    recordedAt,
  });
  await write(
    bench,
    new Told('t-2').offered('2026-03-01').consented('2026-03-01').assigned('2026-03-01', '2026-03-09'),
    {
      channel: 'import',
      recordedAt,
    },
  );
  const one = await server(bench, clock, 'one');
  expect(await one.run()).toMatchObject({ done: 0 });
  clock.set(epochOf(endOfDay('2026-05-08')));
  expect(await one.run()).toMatchObject({ done: 1 });
  expect((await declarations(bench)).map(({ data }) => data)).toMatchObject([{ dutyId: 'D-month-2026-04' }]);
});

it('bring what was missed for months to its end in one run', async () => {
  const clock = new OwnedClock(noon('2026-03-02'));
  await write(bench, new Told('t-1').started('2026-03-02'));
  clock.set(noon('2027-03-10'));
  expect(await (await server(bench, clock, 'one')).run()).toMatchObject({ done: 13 });
  const months = (await declarations(bench)).flatMap(({ data }) =>
    'rule' in data && data.rule === 'D-month' ? [data.dueAt] : [],
  );
  expect(months).toHaveLength(12);
  expect(months).toEqual(months.toSorted());
});
