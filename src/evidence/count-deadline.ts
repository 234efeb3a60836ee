import { holidayOn, isWorkingDay, type Region } from '../rulebook/working-days.js';
import { addDays, endOfDay, type Day, type Instant } from '../terms/times.js';
import type { CountedDay } from './dossier.js';

export interface CountedDeadline {
  readonly daybyday: readonly CountedDay[];
  readonly endsOn: Day;
  /** 24:00 of the last day. */
  readonly endsAt: Instant;
}

/**
 * A deadline of calendar days, counted one by one: the day of the event does not count, and an end on a Saturday,
 * Sunday or holiday moves to the next working day (§ 26 SGB X).
 */
export function countDeadline(from: Day, days: number, region: Region): CountedDeadline {
  const daybyday: CountedDay[] = [{ day: from, is: 'day-of-event', ...freeOn(from, region) }];
  for (let number = 1; number <= days; number++) {
    const day = addDays(from, number);
    daybyday.push({ day, is: 'counted', number, ...freeOn(day, region) });
  }
  let endsOn = addDays(from, days);
  while (!isWorkingDay(endsOn, region)) {
    endsOn = addDays(endsOn, 1);
    daybyday.push({ day: endsOn, is: 'moved-on', ...freeOn(endsOn, region) });
  }
  return { daybyday, endsOn, endsAt: endOfDay(endsOn) };
}

function freeOn(day: Day, region: Region): Pick<CountedDay, 'free' | 'holiday'> {
  const holiday = holidayOn(day, region);
  if (holiday !== undefined) return { free: 'holiday', holiday };
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  if (weekday === 6) return { free: 'saturday' };
  return weekday === 0 ? { free: 'sunday' } : {};
}
