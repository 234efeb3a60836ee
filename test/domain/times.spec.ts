import {
  addDays,
  daysBetween,
  dayOf,
  endOfDay,
  epochOf,
  isDay,
  parseInstant,
  startOfDay,
  toInstant,
} from '../../src/terms/times.js';

const hoursOf = (day: string) => (epochOf(endOfDay(day)) - epochOf(startOfDay(day))) / 3_600_000;

describe('a day in Berlin', () => {
  it.each([
    ['2026-03-29T00:59:59.999Z', '2026-03-29'], // clocks go on at 01:00 in UTC
    ['2026-03-28T22:59:59.999Z', '2026-03-28'],
    ['2026-03-28T23:00:00.000Z', '2026-03-29'],
    ['2026-03-29T21:59:59.999Z', '2026-03-29'],
    ['2026-03-29T22:00:00.000Z', '2026-03-30'],
    ['2026-10-24T21:59:59.999Z', '2026-10-24'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25'], // clocks went back
    ['2026-10-25T23:00:00.000Z', '2026-10-26'],
    ['2025-12-31T22:59:59.999Z', '2025-12-31'],
    ['2025-12-31T23:00:00.000Z', '2026-01-01'],
    ['2024-02-28T23:00:00.000Z', '2024-02-29'],
    ['2024-02-29T23:00:00.000Z', '2024-03-01'],
  ])('%s falls on %s', (instant, day) => expect(dayOf(instant)).toBe(day));

  it.each([
    ['2026-03-28', 24],
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-10-26', 24],
    ['2024-02-29', 24],
    ['1945-05-24', 23], // high summer time
  ])('%s has %d hours', (day, hours) => expect(hoursOf(day)).toBe(hours));

  it.each([
    ['1945-06-01T20:59:59.999Z', '1945-06-01'], // three hours ahead
    ['1945-06-01T21:00:00.000Z', '1945-06-02'],
    ['1947-05-20T20:59:59.999Z', '1947-05-20'],
    ['1947-05-20T21:00:00.000Z', '1947-05-21'],
    ['1900-01-01T00:00:00.000Z', '1900-01-01'],
    ['2999-06-30T21:59:59.999Z', '2999-06-30'],
    ['2999-06-30T22:00:00.000Z', '2999-07-01'],
  ])('%s fell on %s', (instant, day) => expect(dayOf(instant)).toBe(day));

  it('is the one of the calendar that hangs there, at every hour from 1900 on', () => {
    const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
    // some days and a bit more than an hour apart, so that in the end every hour of every season is among them
    for (let at = Date.UTC(1900, 0, 1); at < Date.UTC(2100, 0, 1); at += 3 * 86_400_000 + 3_700_000)
      if (dayOf(toInstant(at)) !== calendar.format(at)) throw new Error(`${toInstant(at)} is another day`);
  });

  it('begins where the day before ends, on every day from 1900 to 2100', () => {
    for (let day = '1900-01-01'; day < '2100-01-01'; day = addDays(day, 1)) {
      const start = startOfDay(day);
      const before = toInstant(epochOf(start) - 1);
      if (dayOf(start) !== day || dayOf(before) !== addDays(day, -1) || endOfDay(addDays(day, -1)) !== start)
        throw new Error(`${day} begins at ${start}`);
    }
  });
});

describe('the calendar', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-02-29', 1, '2024-03-01'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 2, '2026-03-30'], // over a day of 23 hours
    ['2026-10-26', -2, '2026-10-24'],
    ['2024-02-29', 366, '2025-03-01'],
  ])('%s and %d days is %s', (day, days, then) => {
    expect(addDays(day, days)).toBe(then);
    expect(daysBetween(day, then)).toBe(days);
  });

  it.each(['2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('has %s', day =>
    expect(isDay(day)).toBe(true),
  );

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '3000-01-01',
    '0000-01-01',
    '9999-12-31',
    '2026-1-1',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
  ])('has no %j', text => expect(isDay(text)).toBe(false));
});

describe('a time by RFC 3339', () => {
  it.each([
    ['2026-03-29T03:30:00+02:00', '2026-03-29T01:30:00.000Z'],
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T10:00:00.1239Z', '2026-03-01T10:00:00.123Z'],
    ['2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00.000Z'],
    ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00.000Z'],
    ['2999-12-31T23:59:59.999Z', '2999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '2026-03-01T10:00:00', // nobody knows where
    '2026-03-01T10:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T10:60:00Z',
    '2026-03-01T10:00:00+24:00',
    '2025-02-29T10:00:00Z',
    '1900-01-01T00:30:00+01:00', // 1899 in UTC
    '2999-12-31T23:30:00-01:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-03-01 10:00:00Z',
    '2026-03-01T10:00:00Z\n',
    'yesterday',
    '',
  ])('%j is none', text => expect(parseInstant(text)).toBeUndefined());
});
