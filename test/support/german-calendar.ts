/** A calendar of its own, so that the product's can be held against it. Days are counted since 1970-01-01. */

/** The day that many working days before a day, which itself does not count. Days since 1970. */
export function workingDaysBefore(day: number, count: number): number {
  let before = day;
  for (let left = count; left > 0;) {
    before -= 1;
    if (isWorkingDay(before)) left -= 1;
  }
  return before;
}

/** Monday to Friday without the nine holidays that hold in all of Germany. */
export function isWorkingDay(day: number): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday; Monday is 0
  if (weekday > 4) return false;
  const { year, month, dayOfMonth } = calendar(day);
  const easter = easterSunday(year);
  const fixed = ['1-1', '5-1', '10-3', '12-25', '12-26'];
  return !fixed.includes(`${month}-${dayOfMonth}`) && ![-2, 1, 39, 50].includes(day - easter);
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return daysSince1970(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** Days since 1970-01-01, counted in years that begin in March so that the leap day comes last. */
export function daysSince1970(year: number, month: number, dayOfMonth: number): number {
  const marchYear = month < 3 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + dayOfMonth - 1 - 719_468;
}

/** The date of a day counted since 1970-01-01. */
export function calendar(day: number): { year: number; month: number; dayOfMonth: number } {
  let year = 1970 + Math.floor(day / 365.2425);
  if (daysSince1970(year + 1, 1, 1) <= day) year += 1;
  if (daysSince1970(year, 1, 1) > day) year -= 1;
  let month = 12;
  while (daysSince1970(year, month, 1) > day) month -= 1;
  return { year, month, dayOfMonth: day - daysSince1970(year, month, 1) + 1 };
}
