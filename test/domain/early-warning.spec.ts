import { firedRules, type CountedDay, type Served } from '../../src/rulebook/early-warning.js';
import { addDays } from '../../src/terms/times.js';
import { Told, laterRules, usualRules } from '../support/told-participation.js';

const states = { P: 'present', O: 'present-online', E: 'excused', U: 'unexcused' } as const;
const dayAt = (index: number) => addDays('2026-01-01', index);

/** `PPU`: the days from 1 January on, one a letter. */
const days = (row: string): CountedDay[] =>
  [...row].map((letter, i) => ({ day: dayAt(i), state: states[letter as keyof typeof states] }));
const served = (R1: number[] = [], R2: number[] = []): Served => ({
  R1: new Set(R1.map(dayAt)),
  R2: new Set(R2.map(dayAt)),
});
const fired = (row: string, reported: number[] = [row.length - 1], already = served(), rules = usualRules) =>
  firedRules(rules, days(row), already, new Set(reported.map(dayAt))).map(({ rule, days: of }) => [
    rule,
    of.map(day => Number(day.slice(8)) - 1),
  ]);

describe('R1', () => {
  it.each(['', 'U', 'PU', 'UPU', 'UOU', 'UEU', 'UUP', 'UUE', 'UUO'])('does not fire on %j', row =>
    expect(fired(row)).toEqual([]),
  );

  it('names the row that it fired on', () => {
    expect(fired('PUU')).toEqual([['R1', [1, 2]]]);
    expect(fired('UUPUUU')).toEqual([['R1', [3, 4, 5]]]);
  });

  it('fires when a late report closes the gap in the row, but not when the report lies elsewhere', () => {
    expect(fired('PUUU', [2])).toEqual([['R1', [1, 2, 3]]]);
    expect(fired('PEUU', [0])).toEqual([]);
    expect(fired('PEUU', [1])).toEqual([]);
  });

  it('does not take days twice', () => {
    expect(fired('UUU', [2], served([0, 1]))).toEqual([]);
    expect(fired('UUUU', [3], served([0, 1]))).toEqual([['R1', [2, 3]]]);
  });
});

describe('R2', () => {
  it('wants ten days, present or unexcused', () => {
    expect(fired('PUPUPUPUP')).toEqual([]);
    expect(fired('PUPUPUPUPU')).toEqual([['R2', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]]);
    expect(fired('PUPUPUPEPU')).toEqual([]);
  });

  it('fires below 70 %, not at it', () => {
    expect(fired('PPUPPUPPPU')).toEqual([]);
    expect(fired('PPUPOUPPUPU'.slice(0, 10))).toEqual([]);
    expect(fired('PPUPOUPPUUP'.slice(0, 10)).map(([rule]) => rule)).toEqual(['R1', 'R2']);
    expect(fired('UPPPUPPUPU').map(([rule]) => rule)).toEqual(['R2']);
  });

  it('looks at the last twenty such days', () => {
    const twenty = 'UP'.repeat(3) + 'P'.repeat(13) + 'U';
    expect(fired(twenty)).toEqual([]);
    expect(fired(`UPUPUP${twenty}`)).toEqual([]);
    expect(fired('UP'.repeat(7) + 'P'.repeat(5) + 'U')[0]?.[0]).toBe('R2');
  });

  it('is completed neither by an excused day nor by one outside the window', () => {
    expect(fired('PUPUPUPUPUE')).toEqual([]);
    expect(fired('P' + 'UP'.repeat(10), [0])).toEqual([]);
  });

  it('does not take days twice', () => {
    const first = Array.from({ length: 10 }, (_, i) => i);
    expect(fired('PUPUPUPUPUPU', [11], served([], first))).toEqual([]);
    expect(fired('PU'.repeat(10), [19], served([], first))).toEqual([
      ['R2', [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]],
    ]);
  });
});

describe('both rules', () => {
  it('fire together and take their numbers from the rulebook', () => {
    const row = 'PUPUPUPUPUU';
    expect(fired(row).map(([rule]) => rule)).toEqual(['R1', 'R2']);
    const strict = {
      ...laterRules,
      warnings: {
        ...laterRules.warnings,
        R1: { unexcusedInARow: 3 },
        R2: { window: 4, atLeast: 4, below: 0.26 },
      },
    };
    expect(fired('PPPUUU', [5], served(), strict)).toEqual([
      ['R1', [3, 4, 5]],
      ['R2', [2, 3, 4, 5]],
    ]);
  });
});

describe('a report in a participation', () => {
  const flags = (told: Told) =>
    told.history.flatMap(event => (event.type === 'DropoutRiskFlagged' ? [event.data.rules] : []));

  it('raises one flag that names both rules, and none while a risk is open', () => {
    const told = new Told().started('2026-01-05');
    const week = { present: ['05', '07', '09', '13', '15'], unexcused: ['06', '08', '12', '14', '16', '19'] };
    const rows = Object.entries(week).flatMap(([state, of]) => of.map(day => [`2026-01-${day}`, state]));
    told.attended('2026-01-19', Object.fromEntries(rows)).attended('2026-01-21', {
      '2026-01-20': 'unexcused',
      '2026-01-21': 'unexcused',
    });
    expect(flags(told).map(rules => rules?.map(({ rule }) => rule))).toEqual([['R1', 'R2']]);
  });

  it('does not count planned-free, unknown or interrupted days, nor sickness', () => {
    const told = new Told().started('2026-01-05');
    told
      .attended('2026-01-05', { '2026-01-05': 'unexcused' })
      .attended('2026-01-06', { '2026-01-06': 'sick' })
      .tell({ type: 'Interrupt', from: '2026-01-07', reason: 'moving house' }, '2026-01-07')
      .attended('2026-01-08', { '2026-01-07': 'unexcused', '2026-01-08': 'unexcused' })
      .tell({ type: 'Resume', on: '2026-01-09' }, '2026-01-09')
      .attended('2026-01-09', { '2026-01-09': 'unexcused' });
    expect(flags(told)).toEqual([]);
    told.attended('2026-01-12', { '2026-01-10': 'planned-free', '2026-01-12': 'unexcused' });
    expect(flags(told)).toEqual([[{ rule: 'R1', days: ['2026-01-09', '2026-01-12'] }]]);
  });
});
