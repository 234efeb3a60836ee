import { calendar, daysSince1970, isWorkingDay, workingDaysBefore } from '../support/german-calendar.js';
import { countByProvider, countOulad, firstFlag, surpriseOf, type RunCount } from '../support/oulad-count.js';
import { describeRealOulad, madeSet, ouladFolder, realOulad } from '../support/oulad-folder.js';

const day = (date: string): number => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return daysSince1970(year!, month!, dayOfMonth!);
};

describe('the calendar of the independent count', () => {
  it('counts days as the world does, over 200 years and back again', () => {
    for (let since = day('1900-01-01'); since < day('2100-01-01'); since += 1) {
      const date = new Date(since * 86_400_000);
      const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      const counted = daysSince1970(year, month, dayOfMonth);
      const back = calendar(since);
      if (counted !== since || back.month !== month || back.dayOfMonth !== dayOfMonth || back.year !== year)
        throw new Error(`${date.toISOString()} is counted as ${counted} and back as ${JSON.stringify(back)}`);
    }
  });

  it('knows the nine holidays of all Germany', () => {
    const holidays = ['01-01', '04-18', '04-21', '05-01', '05-29', '06-09', '10-03', '12-25', '12-26'];
    const weekdays = Array.from({ length: 365 }, (_, index) => day('2014-01-01') + index).filter(
      since => new Date(since * 86_400_000).getUTCDay() % 6 !== 0,
    );
    expect(weekdays.filter(since => !isWorkingDay(since))).toEqual(holidays.map(date => day(`2014-${date}`)));
    expect(isWorkingDay(day('2014-08-02'))).toBe(false);
    expect(isWorkingDay(day('2014-08-03'))).toBe(false);
  });

  it.each([
    ['2014-04-22', '2014-04-11'], // the Tuesday after Easter
    ['2014-01-06', '2013-12-27'],
    ['2014-03-09', '2014-03-03'],
    ['2014-03-10', '2014-03-03'],
  ])('goes five working days back from %s to %s', (from, to) => {
    expect(workingDaysBefore(day(from), 5)).toBe(day(to));
  });
});

const letters = { P: 'present', E: 'excused', U: 'unexcused' } as const;
const days = (states: string) =>
  [...states].map((letter, index) => ({ day: index * 10, state: letters[letter as keyof typeof letters] }));

describe('the independent count', () => {
  it.each([
    ['UU', ['R1']],
    ['UPU', []],
    ['UEU', []],
    ['PUPUPUPUP', []],
    ['PUPUPUPUPU', ['R2']],
    ['PPPUPPUPUP', []],
    ['PUPUPPUPEPU', ['R2']],
    ['UPUPUPUPEUE', []],
    ['PUPUPUPUU', ['R1']],
    ['PPPPPPPUPUU', ['R1']],
    ['PPPPPUPUPUU', ['R1', 'R2']],
  ])('flags %s by %j', (states, rules) => {
    expect(firstFlag(days(states))).toEqual(rules);
  });

  it.each([
    ['2014-05-09', [], 'withoutSign'],
    ['2014-05-09', ['2014-05-01'], 'warned'],
    ['2014-05-09', ['2014-05-02'], 'warned'], // five working days: 1 May is none
    ['2014-05-09', ['2014-05-05'], 'shortNotice'],
    ['2014-05-09', ['2014-03-10'], 'warned'],
    ['2014-05-09', ['2014-03-09'], 'withoutSign'],
    ['2014-05-09', ['2014-03-09', '2014-05-08'], 'shortNotice'],
  ])('judges an end on %s after unexcused days %j', (endedOn, unexcused, kind) => {
    const attended = unexcused.map(date => ({ day: day(date), state: 'unexcused' as const }));
    expect(surpriseOf(day(endedOn), attended)).toBe(kind);
  });

  it('counts the made set', () => {
    const [bbb, ccc] = countOulad(
      ouladFolder({ studentInfo: madeSet.studentInfo.with(3, 'BBB,2013J,4,Withdrawn') }),
    );
    expect(bbb).toMatchObject({ run: 'BBB-2013J', cohort: '2013-Q4', rows: 4, refused: 1, registered: 3 });
    expect(bbb).toMatchObject({ noShows: 1, started: 2, droppedOut: 1, completed: 1, dropoutRate: null });
    expect(ccc).toMatchObject({ run: 'CCC-2016B', cohort: '2016-Q1', started: 1, completed: 1, flags: 0 });
    expect(countOulad(ouladFolder())[0]).toMatchObject({ flaggedByR1: 1, flaggedByR2: 0, flags: 1 });
  });
});

describeRealOulad('the independent count of the real course runs', () => {
  let runs: readonly RunCount[] = [];
  beforeAll(() => {
    runs = countOulad(realOulad);
  });

  it('agrees with their README', () => {
    const sum = (of: (run: RunCount) => number) => runs.reduce((total, run) => total + of(run), 0);
    expect(runs).toHaveLength(5);
    expect([sum(run => run.rows), sum(run => run.refused), sum(run => run.registered)]).toEqual([
      3282, 3, 3279,
    ]);
    expect([sum(run => run.noShows), sum(run => run.droppedOut)]).toEqual([88, 327]);
  });

  it('leaves nobody out and counts nobody twice', () => {
    for (const { registered, noShows, started, droppedOut, completed, surprise } of runs) {
      expect(registered).toBe(noShows + started);
      expect(started).toBe(droppedOut + completed);
      expect(Object.values(surprise).reduce((a, b) => a + b)).toBe(droppedOut);
    }
    const started = (of: readonly { started: number }[]) =>
      of.reduce((total, each) => total + each.started, 0);
    expect(started(countByProvider(runs))).toBe(started(runs));
  });
});
