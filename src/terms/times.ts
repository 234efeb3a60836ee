import { remembered } from './remembered.js';

/**
 * RFC 3339 in UTC with milliseconds, years 1900 to 2999: two instants compare as strings.
 * @format date-time
 * @pattern ^(19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$
 */
export type Instant = string;

/**
 * A calendar day in Europe/Berlin, `YYYY-MM-DD`: two days compare as strings.
 * @format date
 */
export type Day = string;

const berlin = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const quarter = 900_000;
const dayLength = 86_400_000;

const offsetIn = remembered((slot: number): number => {
  const at = slot * quarter;
  const part = Object.fromEntries(berlin.formatToParts(at).map(p => [p.type, Number(p.value)]));
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour, part.minute, part.second) - at;
});

/** Berlin's offset from UTC in milliseconds; it never changes within a quarter of an hour. */
const offsetAt = (epoch: number): number => offsetIn(Math.floor(epoch / quarter));

export const toInstant = (epoch: number): Instant => new Date(epoch).toISOString();
export const epochOf = (instant: Instant): number => Date.parse(instant);

/** The day in Berlin on which an instant falls. */
export function dayOf(instant: Instant): Day {
  // Berlin is one to three hours ahead since 1893: until 21:00 in UTC its day is the one that is written there
  if (instant.length === 24 && instant.slice(11, 13) < '21') return instant.slice(0, 10);
  const epoch = epochOf(instant);
  return toInstant(epoch + offsetAt(epoch)).slice(0, 10);
}

/** Everything is about the same few thousand days: what was computed of one is kept. */
const midnightOf = remembered((day: Day) => Date.parse(`${day}T00:00:00.000Z`));
const dayAt = remembered((midnight: number): Day => toInstant(midnight).slice(0, 10));

/** 00:00 in Berlin on a day. */
export const startOfDay: (day: Day) => Instant = remembered(day => {
  const midnight = midnightOf(day);
  // by the offset of the day before: where clocks are set back at midnight (1916) the first 00:00 begins the day
  const guess = midnight - offsetAt(midnight - dayLength);
  return toInstant(midnight - offsetAt(guess));
});

/** 24:00 in Berlin on a day, which is 00:00 on the next. */
export const endOfDay = (day: Day): Instant => startOfDay(addDays(day, 1));

export const addDays = (day: Day, days: number): Day => dayAt(midnightOf(day) + days * dayLength);

/** Calendar days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((midnightOf(to) - midnightOf(from)) / dayLength);

/** True for a date that the calendar has (no 30 February), in the years 1900 to 2999. */
export function isDay(text: string): boolean {
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const epoch = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(epoch) && toInstant(epoch).slice(0, 10) === text;
}

const rfc3339 =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An RFC 3339 text as an instant, or undefined where it is none or lies outside the years 1900 to 2999. */
export function parseInstant(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  if (!match || !isDay(match[1]!)) return undefined;
  const epoch = Date.parse(text);
  if (Number.isNaN(epoch)) return undefined;
  const instant = toInstant(epoch);
  return /^(19|2\d)\d\d-/.test(instant) ? instant : undefined;
}
