import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  addWorkingDays,
  deadlineInDays,
  deadlineInWorkingDays,
  isWorkingDay,
  orNextWorkingDay,
} from '../../src/rulebook/working-days.js';
import { endOfDay } from '../../src/terms/times.js';

const root = join(import.meta.dirname, '../..');

describe('working days', () => {
  it.each([
    ['2026-01-01', 'New Year'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-01', 'Labour Day'],
    ['2026-05-14', 'Ascension Day'],
    ['2026-05-25', 'Whit Monday'],
    ['2025-10-03', 'Unity Day'],
    ['2026-12-25', 'Christmas Day'],
    ['2025-12-26', 'Boxing Day'],
    ['2026-07-04', 'a Saturday'],
    ['2026-07-05', 'a Sunday'],
    ['2017-10-31', 'Reformation Day of 2017, everywhere'],
  ])('%s is none: %s', day => expect(isWorkingDay(day)).toBe(false));

  it.each(['2026-12-24', '2026-12-31', '2026-06-04', '2026-11-18', '2024-02-29', '2026-10-30'])(
    '%s is one nationwide',
    day => expect(isWorkingDay(day)).toBe(true),
  );

  it.each([
    ['2026-06-04', 'BY', 'BE'], // Corpus Christi
    ['2026-11-18', 'SN', 'BY'], // Day of Repentance
    ['2026-01-06', 'BW', 'HE'],
  ] as const)('%s is a holiday in %s, not in %s', (day, there, elsewhere) => {
    expect(isWorkingDay(day, there)).toBe(false);
    expect(isWorkingDay(day, elsewhere)).toBe(true);
  });

  it.each([
    ['2026-03-02', 1, '2026-03-03'],
    ['2026-03-06', 1, '2026-03-09'], // a Friday
    ['2026-03-07', 1, '2026-03-09'],
    ['2026-04-02', 2, '2026-04-08'], // over Easter
    ['2025-12-23', 3, '2025-12-30'],
    ['2025-12-31', 1, '2026-01-02'],
    ['2024-02-28', 2, '2024-03-01'],
    ['2026-05-15', -5, '2026-05-07'], // Ascension Day is none of the five
    ['2026-04-07', -1, '2026-04-02'],
    ['2026-03-08', -5, '2026-03-02'],
    ['2026-01-02', -5, '2025-12-23'],
    ['2026-03-02', 0, '2026-03-02'],
  ])('%s and %d working days is %s', (day, n, then) => expect(addWorkingDays(day, n)).toBe(then));

  it('does not depend on where the machine stands', () => {
    const script = `import { isWorkingDay } from './src/rulebook/working-days.ts';
      const days = ['2026-01-01', '2026-01-02', '2026-04-03', '2026-12-25', '2026-12-28'];
      process.stdout.write(JSON.stringify(days.map(day => isWorkingDay(day))));`;
    const loader = './test/support/event-store/typescript-loader.mjs';
    for (const TZ of ['Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      const args = ['--import', loader, '--input-type=module', '--eval', script];
      const said = execFileSync(process.execPath, args, {
        cwd: root,
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
      expect([TZ, JSON.parse(said)]).toEqual([TZ, [false, true, false, false, true]]);
    }
  });
});

describe('a deadline', () => {
  it.each([
    ['2026-03-02', 3, '2026-03-05'],
    ['2026-03-04', 3, '2026-03-09'], // a Saturday moves to Monday
    ['2026-03-05', 3, '2026-03-09'],
    ['2026-03-31', 3, '2026-04-07'], // Good Friday moves over Easter
    ['2025-12-22', 3, '2025-12-29'], // Christmas, then a weekend
    ['2024-02-26', 3, '2024-02-29'],
    ['2025-12-29', 3, '2026-01-02'],
  ])('of days after %s (%d) ends at 24:00 on %s', (day, n, last) =>
    expect(deadlineInDays(day, n)).toBe(endOfDay(last)),
  );

  it('moves by the holidays of the state', () => {
    expect(deadlineInDays('2026-06-01', 3, 'BE')).toBe(endOfDay('2026-06-04'));
    expect(deadlineInDays('2026-06-01', 3, 'BY')).toBe(endOfDay('2026-06-05'));
    expect(orNextWorkingDay('2026-06-04', 'BY')).toBe('2026-06-05');
  });

  it('ends at midnight in Berlin, in summer and in winter', () => {
    expect(deadlineInWorkingDays('2026-03-26', 1)).toBe('2026-03-27T23:00:00.000Z');
    expect(deadlineInWorkingDays('2026-03-27', 1)).toBe('2026-03-30T22:00:00.000Z');
    expect(deadlineInWorkingDays('2026-10-23', 1)).toBe('2026-10-26T23:00:00.000Z');
  });
});
