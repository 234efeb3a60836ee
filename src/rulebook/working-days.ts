import { getHolidays } from 'feiertagejs';
import { remembered } from '../terms/remembered.js';
import { addDays, endOfDay, type Day, type Instant } from '../terms/times.js';

/** A German state as in ISO 3166-2:DE, or `BUND` for the nine holidays that hold nationwide. */
export const regions = [
  'BUND',
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
] as const;
export type Region = (typeof regions)[number];

type Calendar = ReturnType<typeof calendarOf>;

function calendarOf(region: Region) {
  const holidaysIn = remembered(
    (year: number): ReadonlyMap<Day, string> =>
      new Map(
        // `date` is noon in UTC; `dateString` would be read off the machine's own time zone
        getHolidays(year, region).map(holiday => [
          holiday.date.toISOString().slice(0, 10),
          holiday.translate('de') ?? holiday.name,
        ]),
      ),
  );
  const holidayOn = (day: Day): string | undefined => holidaysIn(Number(day.slice(0, 4))).get(day);
  const isWorkingDay = remembered((day: Day): boolean => {
    const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6 && holidayOn(day) === undefined;
  });
  return { holidayOn, isWorkingDay };
}

const calendars = new Map<Region, Calendar>();

function calendar(region: Region): Calendar {
  const known = calendars.get(region) ?? calendarOf(region);
  calendars.set(region, known);
  return known;
}

/** The public holiday of a region on a day, by its German name. */
export const holidayOn = (day: Day, region: Region = 'BUND'): string | undefined =>
  calendar(region).holidayOn(day);

/** Monday to Friday and no public holiday of the region (§ 26 SGB X speaks of Saturday, Sunday and holiday). */
export const isWorkingDay = (day: Day, region: Region = 'BUND'): boolean =>
  calendar(region).isWorkingDay(day);

/** The n-th working day after (n > 0) or before (n < 0) a day, which itself does not count. */
export function addWorkingDays(day: Day, n: number, region: Region = 'BUND'): Day {
  const step = Math.sign(n);
  let at = day;
  for (let left = Math.abs(n); left > 0;) {
    at = addDays(at, step);
    if (isWorkingDay(at, region)) left--;
  }
  return at;
}

/** The day itself, or the next working day where it is a Saturday, Sunday or holiday (§ 26 Abs. 3 SGB X). */
export const orNextWorkingDay = (day: Day, region: Region = 'BUND'): Day =>
  isWorkingDay(day, region) ? day : addWorkingDays(day, 1, region);

/** 24:00 of the last day of a deadline of n calendar days; the day of the event does not count. */
export const deadlineInDays = (eventDay: Day, n: number, region: Region = 'BUND'): Instant =>
  endOfDay(orNextWorkingDay(addDays(eventDay, n), region));

/** 24:00 of the last day of a deadline of n working days; the day of the event does not count. */
export const deadlineInWorkingDays = (eventDay: Day, n: number, region: Region = 'BUND'): Instant =>
  endOfDay(addWorkingDays(eventDay, n, region));
