import { replay } from '../../src/backtest/replay.js';
import { usualRules, Told } from '../support/told-participation.js';

const rulebook = { R1: { unexcusedInARow: 2 }, R2: { window: 6, atLeast: 4, below: 0.6 } };

/** given(a participation).fires(the day on which each rule first fires): R1 at 2 in a row, R2 below 60 % of 6 days. */
const given = ({ history }: Told) => ({
  fires(expected: Partial<Record<'R1' | 'R2', string>>): void {
    const candidate = { ...usualRules, warnings: { ...usualRules.warnings, ...rulebook } };
    expect(replay(history, candidate)).toEqual(expected);
  },
});

/** 2026-03-02 is a Monday. */
const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}`;
const started = () => new Told().started(on(2));
type State = 'present' | 'excused' | 'unexcused' | 'planned-free';
const days = (state: State, ...of: readonly number[]) => Object.fromEntries(of.map(day => [on(day), state]));
const unexcused = (...of: readonly number[]) => days('unexcused', ...of);
const present = (...of: readonly number[]) => days('present', ...of);

describe('a rule in the backtest', () => {
  it('fires on the day on which the office learns of the report that completes its condition', () => {
    given(started().attended(on(3), unexcused(3))).fires({});
    given(started().attended(on(3), unexcused(3)).attended(on(4), unexcused(4))).fires({ R1: on(4) });
    given(started().attended(on(4), unexcused(3, 4), { learned: on(9) })).fires({ R1: on(9) });
  });

  it('counts days in Berlin', () =>
    given(started().attended(on(4), unexcused(3, 4), { learned: `${on(9)}T23:30:00.000Z` })).fires({
      R1: on(10),
    }));

  it('fires once, on the first day', () =>
    given(
      started()
        .attended(on(4), unexcused(3, 4))
        .attended(on(8), present(5, 6, 7, 8))
        .attended(on(10), unexcused(9, 10)),
    ).fires({ R1: on(4) }));

  it('fires by itself, whatever the other did', () => {
    const weeks = started().attended(on(4), { ...unexcused(3), ...present(4) });
    given(weeks.attended(on(6), { ...unexcused(5), ...present(6) })).fires({ R2: on(6) });
    given(weeks.attended(on(10), unexcused(9, 10))).fires({ R1: on(10), R2: on(6) });
  });

  it('fires although a risk is open, that of the record itself too', () => {
    const risk = { type: 'FlagDropoutRisk', riskId: 'r', raisedBy: 'client' } as const;
    const open = started().tell(risk, on(3), { source: 'client' }).attended(on(5), unexcused(4, 5));
    expect(open.history.at(-1)!.type).toBe('AttendanceReported');
    given(open).fires({ R1: on(5) });
    const flagged = started().attended(on(4), unexcused(3, 4));
    expect(flagged.history.at(-1)!.type).toBe('DropoutRiskFlagged');
    given(flagged.attended(on(6), { ...present(5), ...unexcused(6) })).fires({ R1: on(4), R2: on(6) });
  });
});

describe('what a rule sees in the backtest', () => {
  it('is what was learned by then, whatever was recorded first', () => {
    const late = started().attended(on(3), present(3), { learned: on(20) });
    given(late.attended(on(5), unexcused(4, 5), { learned: on(9), written: on(21) })).fires({ R1: on(9) });
    const gap = started().attended(on(4), days('excused', 4), { learned: on(12), written: on(12) });
    given(gap.attended(on(5), unexcused(3, 5), { learned: on(6), written: on(13) })).fires({ R1: on(6) });
  });

  it('is the report of a day that was learned of last', () => {
    const twice = (first: number, second: number) =>
      started()
        .attended(on(4), unexcused(3, 4), { learned: on(first), written: on(20) })
        .attended(on(4), present(4), { learned: on(second), written: on(21) })
        .attended(on(5), unexcused(5), { learned: on(15), written: on(22) });
    given(twice(14, 6)).fires({ R1: on(14) });
    given(twice(6, 14)).fires({ R1: on(6) });
    given(
      started()
        .attended(on(4), present(4), { learned: on(10), written: on(20) })
        .attended(on(4), unexcused(4), { learned: on(6), written: on(21) })
        .attended(on(5), unexcused(5), { learned: on(15), written: on(22) }),
    ).fires({});
  });

  it('is in the order of the log where two reports were learned of at once', () =>
    given(
      started()
        .attended(on(4), unexcused(4), { learned: on(6) })
        .attended(on(4), present(4), { learned: on(6) })
        .attended(on(5), unexcused(5), { learned: on(7) }),
    ).fires({}));

  it('has no interruption yet that is told of later', () => {
    const away = { type: 'Interrupt', from: on(3), reason: 'care' } as const;
    const back = { type: 'Resume', on: on(10) } as const;
    const told = (learned: number) => started().tell(away, on(3), { learned: on(learned), written: on(20) });
    const absent = (story: Told) =>
      story.attended(on(4), unexcused(3, 4), { learned: on(6), written: on(20) });
    given(absent(told(5))).fires({});
    given(absent(told(7))).fires({ R1: on(6) });
    given(absent(told(5)).tell(back, on(20)).attended(on(21), unexcused(10, 11))).fires({ R1: on(21) });
  });

  it('lacks the days after consent was withdrawn, once that was known', () => {
    const told = (learned: number) =>
      started()
        .tell({ type: 'WithdrawConsent', riskId: 'r' }, on(2), {
          source: 'client',
          learned: on(learned),
          written: on(20),
        })
        .attended(on(4), unexcused(3, 4), { learned: on(6), written: on(20) });
    given(told(5)).fires({});
    given(told(7)).fires({ R1: on(6) });
  });

  it('knows no end before that was told of, and no later day after', () => {
    const told = (learned: number) =>
      started()
        .attended(on(4), unexcused(3, 4), { learned: on(learned) })
        .droppedOut(on(20), on(3));
    given(told(6)).fires({ R1: on(6) });
  });

  it('lacks what was annulled or corrected by then', () => {
    const story = () => started().attended(on(3), unexcused(3));
    const annulled = story();
    annulled.annulled(on(4), annulled.last).attended(on(5), unexcused(5));
    given(annulled).fires({});
    const corrected = story();
    corrected.corrected(on(4), corrected.last, 'days', [{ day: on(3), state: 'excused' }]);
    given(corrected.attended(on(5), unexcused(5))).fires({});
  });

  it('has the days that a correction takes away later', () => {
    const later = started().attended(on(3), unexcused(3));
    const report = later.last;
    later.attended(on(4), unexcused(4));
    later.corrected(on(9), report, 'days', [{ day: on(3), state: 'present' }]);
    given(later).fires({ R1: on(4) });
    const gone = started().attended(on(4), unexcused(3, 4));
    const both = gone.history.find(({ type }) => type === 'AttendanceReported')!.id;
    given(gone.annulled(on(9), both)).fires({ R1: on(4) });
  });

  it('has a correction as late as it was told of', () => {
    const told = (learned: number) => {
      const story = started().attended(on(3), unexcused(3));
      return story
        .corrected(on(3), story.last, 'days', [{ day: on(3), state: 'present' }], {
          learned: on(learned),
          written: on(20),
        })
        .attended(on(4), unexcused(4), { learned: on(6), written: on(20) });
    };
    given(told(5)).fires({});
    given(told(7)).fires({ R1: on(6) });
  });

  it('makes nothing fire by a correction, but the next report finds it', () => {
    const story = started().attended(on(3), present(3));
    const report = story.last;
    story
      .attended(on(4), unexcused(4))
      .corrected(on(5), report, 'days', [{ day: on(3), state: 'unexcused' }]);
    given(story).fires({});
    given(story.attended(on(9), days('planned-free', 5))).fires({});
    given(story.attended(on(10), unexcused(10))).fires({ R1: on(10) });
  });

  it('has steps in the order of the log, though one was learned of after the next', () => {
    const assigned = new Told()
      .offered('2026-02-02')
      .consented('2026-02-02')
      .assigned('2026-02-02', on(2), {
        learned: on(10),
        written: on(10),
      });
    const start = { type: 'ConfirmStart', startedOn: on(2) } as const;
    const story = assigned.tell(start, on(2), { learned: on(2), written: on(11) });
    given(story.attended(on(4), unexcused(3, 4), { learned: on(12) })).fires({ R1: on(12) });
  });

  it('waits for the start to be known', () => {
    const late = new Told().started(on(2), { learned: on(10) });
    given(late.attended(on(4), unexcused(3, 4), { learned: on(6), written: on(10) })).fires({ R1: on(10) });
  });
});
