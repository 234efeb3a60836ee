import { backtest, type Backtest } from '../../src/backtest/backtest.js';
import { addDays } from '../../src/terms/times.js';
import { countBacktest, type Count, type Delay, type Tried } from '../support/oulad-backtest-count.js';
import { convert, describeRealOulad, realOulad, type Line } from '../support/oulad-folder.js';
import { historiesOf } from '../support/oulad-histories.js';
import { usualRules } from '../support/told-participation.js';

const usual: Tried = { inARow: 2, window: 20, atLeast: 10, below: 0.7 };
/** So loose that R2 has something to fire on where nobody has more than ten days. */
const loose: Tried = { ...usual, window: 5, atLeast: 3 };

const rulebookOf = ({ inARow, ...R2 }: Tried) => ({
  ...usualRules,
  warnings: { ...usualRules.warnings, R1: { unexcusedInARow: inARow }, R2 },
});
const day = (since1970: number | undefined) =>
  since1970 === undefined ? undefined : addDays('1970-01-01', since1970);

const inTime: Delay = () => 0;
/** Up to 130 days late, so that reports overtake each other and some come after the end. */
const late: Delay = (student, nth) => (Number(student) * 7 + nth * 61) % 131;

function expectSame(found: Backtest, counted: ReturnType<typeof countBacktest>): void {
  expect(found.all).toEqual(counted.all);
  const providers = found.providers.map(({ providerId, ...figures }): [string, Count] => [
    providerId.replace('oulad-', ''),
    figures,
  ]);
  expect(Object.fromEntries(providers)).toEqual(Object.fromEntries(counted.modules));
}

describeRealOulad('a backtest on the real course runs', () => {
  let lines: readonly Line[] = [];
  let histories: Record<'in time' | 'late', ReturnType<typeof historiesOf>>;
  beforeAll(() => {
    lines = convert(realOulad).lines;
    histories = { 'in time': historiesOf(lines, inTime), late: historiesOf(lines, late) };
  }, 120_000);

  it.each([
    ['R1 at 1 day', { ...usual, inARow: 1 }],
    ['R1 at 2 days, R2', usual],
    ['R1 at 3 days', { ...usual, inARow: 3 }],
    ['R2 over a few days', loose],
    ['R2 over a few days, below 90 %', { ...loose, below: 0.9 }],
    ['R2 over two days at the end of many', { ...usual, window: 2, atLeast: 2, below: 0.5 }],
  ])('equals the independent count: %s', (_, tried) => {
    for (const [told, delay] of [
      ['in time', inTime],
      ['late', late],
    ] as const) {
      const counted = countBacktest(realOulad, tried, delay);
      expectSame(backtest(histories[told], rulebookOf(tried)), counted);
    }
  });

  it('takes those that started in a period', () => {
    const [from, to] = [15_979, 16_102]; // 1 October 2013 and 1 February 2014
    const spans = [{ from }, { to: from }, { from: from + 1 }, { from: from + 1, to }, { to: from - 1 }];
    for (const span of spans) {
      const counted = countBacktest(realOulad, usual, late, span);
      const period = { from: day(span.from), to: day(span.to) };
      expectSame(backtest(histories.late, rulebookOf(usual), period), counted);
    }
  });

  it('is put to a test worth the name', () => {
    const { all, modules } = countBacktest(realOulad, { ...loose, inARow: 1 }, late);
    expect(modules.size).toBe(2);
    for (const { flags, tooLate, hits, lead } of Object.values(all.rules)) {
      expect(Math.min(flags, tooLate, hits)).toBeGreaterThan(5);
      expect(lead.median).not.toBe(lead.p90);
    }
  });
});
