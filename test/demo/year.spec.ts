import { commands } from '../../src/application/commands.js';
import { faultsOf } from '../../src/application/validation.js';
import type { DomainEntry } from '../../src/event-codec/domain-event.js';
import { decode } from '../../src/event-codec/event-codec.js';
import type { StoredEvent } from '../../src/event-store/event-store.js';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store.js';
import { writes } from '../../src/http/authorisation/access.js';
import { impossibility } from '../../src/participation/entries.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import { stateOf } from '../../src/participation/evolve.js';
import { isActive } from '../../src/participation/state.js';
import { possibleIn } from '../../src/participation/phases.js';
import { isWorkingDay } from '../../src/rulebook/working-days.js';
import { join } from 'node:path';
import { madeIn, smallWish, type Made } from '../support/demo/small-year.js';

async function logOf({ config }: Made): Promise<readonly StoredEvent[]> {
  const store = SqliteEventStore.open(join(config.dataDir, 'events.db'), { readonly: true });
  const events = await store.readAll(undefined, 1_000_000);
  await store.close();
  return events;
}

describe('a small year', () => {
  let made: Made;
  let stored: readonly StoredEvent[];
  let entries: readonly DomainEntry[];

  // no command was refused, or it would not be made
  beforeAll(async () => {
    made = await madeIn(smallWish);
    stored = await logOf(made);
    entries = stored.map(decode);
  }, 120_000);
  afterAll(() => made.remove());

  const steps = () => made.year!.plan.steps;
  const histories = () =>
    Map.groupBy(
      entries.filter(({ stream }) => stream.startsWith('participation-')) as readonly ParticipationEntry[],
      ({ stream }) => stream,
    );

  it('comes out the same again, to the byte', async () => {
    const fewer = { ...smallWish, size: { ...smallWish.size, clients: 60 } };
    const [one, again] = [await madeIn(fewer), await madeIn(fewer)];
    const log = await logOf(one);
    expect(JSON.stringify(log) === JSON.stringify(await logOf(again))).toBe(true);
    expect(log.length).toBeGreaterThan(1_000);
    expect(log.length).toBe(one.year!.events);
    await Promise.all([one.remove(), again.remove()]);
  }, 120_000);

  it('comes out otherwise from another seed', async () => {
    const size = { ...smallWish.size, clients: 5 };
    const [one, other] = [
      await madeIn({ ...smallWish, size }),
      await madeIn({ ...smallWish, size, seed: 'other' }),
    ];
    expect(JSON.stringify(await logOf(one))).not.toBe(JSON.stringify(await logOf(other)));
    await Promise.all([one.remove(), other.remove()]);
  });

  it('has every event that a participation can have', () => {
    const found = new Set([...histories().values()].flat().map(({ type }) => type));
    expect(Object.keys(possibleIn).filter(type => !found.has(type as ParticipationEntry['type']))).toEqual(
      [],
    );
  });

  it('has no history that could not have happened', () => {
    expect(histories().size).toBe(made.year!.plan.stories.length);
    for (const history of histories().values()) expect(impossibility(history)).toBeUndefined();
  });

  it('is written in the order of time, on working days, and ends before today begins', () => {
    const { end } = made.year!.plan;
    const last = new Map<string, string>();
    for (const { stream, recordedAt } of entries) {
      expect(recordedAt >= (last.get(stream) ?? '')).toBe(true);
      last.set(stream, recordedAt);
    }
    const newest = Math.max(...[...last.values()].map(at => Date.parse(at)));
    expect(newest).toBeLessThan(end);
    expect(newest).toBeGreaterThan(end - 5 * 86_400_000);
    const people = entries.filter(({ actor }) => actor.role !== 'system');
    expect(people.every(({ recordedAt }) => isWorkingDay(recordedAt.slice(0, 10)))).toBe(true);
  });

  it('was told of every risk that a rule raised, and of none that no rule did', () => {
    const open = (id: string) => {
      const state = stateOf(histories().get(`participation-${id}`)!);
      return isActive(state) ? state.openRisk : undefined;
    };
    const running = made.year!.plan.stories.filter(({ active }) => active);
    expect(running.map(({ id, book }) => [id, book.openRisk])).toEqual(
      running.map(({ id }) => [id, open(id)]),
    );
    const raised = entries.flatMap(entry => (entry.type === 'DropoutRiskFlagged' ? [entry.data] : []));
    const ids = new Set(raised.map(({ riskId }) => riskId));
    expect(raised.filter(({ raisedBy }) => raisedBy === 'rule').length).toBeGreaterThan(5);
    const named = steps().flatMap(({ fields }) => (typeof fields.riskId === 'string' ? [fields.riskId] : []));
    expect(named.filter(riskId => !ids.has(riskId))).toEqual([]);
  });

  it('has overdue duties that were declared soon after their moment and never before', () => {
    const declared = entries.filter(({ channel, stream }) => channel === 'policy' && stream !== 'rulebook');
    const overdue = declared.filter(({ type }) => type === 'ReportOverdue' || type === 'ResponseOverdue');
    expect(new Set(overdue.map(({ type }) => type)).size).toBe(2);
    const recorded = new Map(entries.map(({ id, recordedAt }) => [id, recordedAt]));
    const lateBy = overdue.flatMap(entry => {
      if (entry.type !== 'ReportOverdue' && entry.type !== 'ResponseOverdue') return [];
      // what was founded by something that was told late is noticed when it is told
      const known = [entry.occurredAt, recorded.get(entry.data.foundedBy)!].toSorted()[1]!;
      return [Date.parse(entry.recordedAt) - Date.parse(known)];
    });
    expect(Math.min(...lateBy)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...lateBy)).toBeLessThan(86_400_000);
    expect(declared.filter(({ type }) => type === 'CureDeadlineLapsed')).toHaveLength(2);
  });

  it('has a case that is open, one that was cured and one that ended with an exclusion', () => {
    const cases = Map.groupBy(
      entries.filter(({ stream }) => stream.startsWith('provider-case-')),
      ({ stream }) => stream,
    );
    const results = [...cases.values()].map(history =>
      history.flatMap(entry => (entry.type === 'ProviderCaseClosed' ? [entry.data.result] : [])),
    );
    expect(results.toSorted((a, b) => a.length - b.length)).toEqual([
      [],
      ...[['cured'], ['sanctioned']].toSorted(),
    ]);
  });

  it('sends nothing that HTTP would not accept from that role', () => {
    for (const { command, fields, actor } of steps()) {
      expect(faultsOf<object>(commands[command], fields).faults ?? []).toEqual([]);
      expect([command, ...Object.keys(writes[command])]).toContain(actor.role);
      const providersOwn =
        actor.role === 'provider' && ('source' in fields || 'learnedAt' in fields || 'shared' in fields);
      expect(providersOwn).toBe(false);
    }
  });

  it('lets a provider write only about its own, and an office only about its clients', () => {
    const office = new Map<string, string>();
    for (const entry of entries) {
      const { actor, providerId } = entry;
      if (entry.type === 'ClientRegistered')
        office.set(entry.stream.replace('client-', ''), entry.data.officeId);
      if (actor.role === 'provider') expect(actor.organisation).toBe(providerId);
    }
    for (const { line, actor } of steps())
      if (office.has(line) && actor.role !== 'provider') expect(actor.organisation).toBe(office.get(line));
  });

  it('lists working days only, those between the years as planned free', () => {
    const days = entries.flatMap(entry => (entry.type === 'AttendanceReported' ? entry.data.days : []));
    expect(days.filter(({ day }) => !isWorkingDay(day))).toEqual([]);
    const idle = days.filter(({ day }) => ['12-24', '12-29', '12-30', '12-31'].includes(day.slice(5)));
    expect(idle.length).toBeGreaterThan(0);
    expect(idle.filter(({ state }) => state !== 'planned-free')).toEqual([]);
  });
});

describe('a year that is stopped', () => {
  it('ends in good order, with what was recorded until then', async () => {
    const stop = new AbortController();
    const made = madeIn(smallWish, stop);
    setImmediate(() => stop.abort());
    const { year, remove, config } = await made;
    expect(year).toBeUndefined();
    expect((await logOf({ year, remove, config })).length).toBeLessThan(1_000);
    await remove();
  });
});
