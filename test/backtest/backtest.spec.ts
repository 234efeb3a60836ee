import { backtest } from '../../src/backtest/backtest.js';
import type { Period } from '../../src/backtest/tried.js';
import { usualRules, Told } from '../support/told-participation.js';

const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}`;
const participation = (id: string, startedOn = 2, providerId = 'kompass') =>
  new Told(id, { providerId }).started(on(startedOn));
/** Two days in a row missed, of which the office learned on a day: R1 flags then, R2 never. */
const missed = (told: Told, learned: number) =>
  told.attended(on(4), { [on(3)]: 'unexcused', [on(4)]: 'unexcused' }, { learned: on(learned) });
const leftOn = (told: Told, day: number, finding?: Parameters<Told['droppedOut']>[2]) =>
  told.droppedOut(on(Math.max(day, 25)), on(day), finding);
const completedOn = (told: Told, day: number) =>
  told.tell(
    { type: 'CompleteParticipation', endedOn: on(day), result: 'goal-reached', handOvers: [] },
    on(25),
  );

const tested = (told: readonly Told[], period?: Period) =>
  backtest(
    told.map(({ history }) => history),
    usualRules,
    period,
  );
const r1Of = (...told: readonly Told[]) => tested(told).all.rules.R1;
const nothing = {
  flags: 0,
  tooLate: 0,
  hits: 0,
  precision: null,
  recall: null,
  lead: { n: 0, median: null, p90: null },
};

describe('the figures of a backtest', () => {
  it('are null where nothing stands below the line', () => {
    expect(tested([]).all).toEqual({ started: 0, droppedOut: 0, rules: { R1: nothing, R2: nothing } });
    expect(tested([]).providers).toEqual([]);
    expect(r1Of(completedOn(participation('a'), 20))).toEqual(nothing);
  });

  it('hold the hits against the flags, and against all that dropped out', () => {
    const rules = r1Of(
      leftOn(missed(participation('a'), 5), 20),
      completedOn(missed(participation('b'), 6), 20),
      completedOn(missed(participation('c'), 7), 20),
      leftOn(participation('d'), 20),
    );
    expect(rules).toMatchObject({ flags: 3, hits: 1, precision: 1 / 3, recall: 1 / 2 });
  });

  it('count a neutral dropout as flagged for nothing, and never as missed', () => {
    const all = tested([leftOn(missed(participation('a'), 5), 20, 'took-up-work')]).all;
    expect(all).toMatchObject({ started: 1, droppedOut: 0 });
    expect(all.rules.R1).toMatchObject({ flags: 1, hits: 0, precision: 0, recall: null });
  });

  it('judge a dropout by its finding as it reads today', () => {
    const told = leftOn(missed(participation('a'), 5), 20, 'took-up-work');
    expect(r1Of(told.corrected(on(28), told.last, 'adviserFinding', 'overload'))).toMatchObject({ hits: 1 });
  });

  it.each([
    [19, { flags: 1, tooLate: 0, hits: 1, recall: 1, lead: { n: 1, median: 1, p90: 1 } }],
    [20, { flags: 0, tooLate: 1, hits: 0, precision: null, recall: 0 }],
    [24, { flags: 0, tooLate: 1, hits: 0, precision: null, recall: 0 }],
  ])(
    'call a flag too late from the day of the end on: learned on the %sth, ended on the 20th',
    (day, rule) => {
      expect(r1Of(leftOn(missed(participation('a'), day), 20))).toMatchObject(rule);
    },
  );

  it('call a flag too late that the end as it reads today puts there', () => {
    const told = leftOn(missed(participation('a'), 12), 20);
    expect(r1Of(told)).toMatchObject({ flags: 1 });
    expect(r1Of(told.corrected(on(28), told.last, 'endedOn', on(10)))).toMatchObject({
      flags: 0,
      tooLate: 1,
    });
  });

  it('take median and p90 of the lead by nearest rank, of the hits alone', () => {
    const hits = [5, 6, 8, 10].map((day, index) => leftOn(missed(participation(`h-${index}`), day), 20));
    const other = completedOn(missed(participation('o'), 5), 24);
    expect(r1Of(...hits, other).lead).toEqual({ n: 4, median: 12, p90: 15 });
  });

  it('stand for each provider, in the order of their ids, and for all', () => {
    const { all, providers } = tested([
      leftOn(missed(participation('a', 2, 'werkhof'), 5), 20),
      completedOn(missed(participation('b', 2, 'kompass'), 5), 20),
    ]);
    expect(all).toMatchObject({ started: 2, rules: { R1: { flags: 2, precision: 0.5 } } });
    expect(providers).toMatchObject([
      { providerId: 'kompass', started: 1, droppedOut: 0, rules: { R1: { flags: 1, precision: 0 } } },
      { providerId: 'werkhof', started: 1, droppedOut: 1, rules: { R1: { flags: 1, precision: 1 } } },
    ]);
  });
});

describe('a backtest leaves out', () => {
  it('who is still there, and says how many', () => {
    const running = missed(participation('a'), 5);
    expect(tested([running])).toMatchObject({ running: 1, all: { started: 0 } });
    const ended = leftOn(missed(participation('b'), 5), 20);
    expect(tested([ended.annulled(on(28), ended.last)])).toMatchObject({ running: 1, all: { started: 0 } });
  });

  it('what was annulled, and who never started', () => {
    const annulled = leftOn(missed(participation('a'), 5), 20);
    annulled.tell({ type: 'AnnulParticipation', kind: 'mistake', reason: 'doppelt' }, on(28));
    const offered = new Told('b').offered(on(1));
    expect(tested([annulled, offered])).toMatchObject({ running: 0, all: { started: 0 } });
  });

  it('who started outside the period, whose days both belong to it', () => {
    const told = [1, 2, 3].map(day => leftOn(participation(`p-${day}`, day), 20));
    const started = (period: Period) => tested(told, period).all.started;
    expect(started({ from: on(2) })).toBe(2);
    expect(started({ to: on(2) })).toBe(2);
    expect(started({ from: on(2), to: on(2) })).toBe(1);
    expect(tested([participation('r', 2)], { from: on(3) }).running).toBe(0);
  });
});

it('a backtest says what was tried', () => {
  expect(tested([], { from: on(2) })).toMatchObject({
    candidate: { version: 'usual', R1: { unexcusedInARow: 2 }, R2: { window: 20, atLeast: 10, below: 0.7 } },
    period: { from: on(2), to: null },
  });
});
