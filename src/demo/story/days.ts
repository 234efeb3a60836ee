import type { DayState } from '../../terms/catalogues.js';
import { isBetweenTheYears, weekdayOf } from '../plan/work-calendar.js';
import type { DayReport } from './attendance-book.js';
import type { Fate } from './fate.js';
import type { Story } from './story.js';

/** How every working day from the first to the last goes, pauses left out. */
export function daysOf({ random, measure, client, chronicle }: Story, fate: Fate): readonly DayReport[] {
  const { weekdays, online = 0 } = measure.offered;
  const isHard = (day: string): boolean =>
    fate.hard !== undefined && day >= fate.hard.from && day <= fate.hard.to;
  let sickFor = 0;
  const stateOf = (day: string): DayState => {
    if (isBetweenTheYears(day) || !weekdays.includes(weekdayOf(day))) return 'planned-free';
    if (day === fate.startedOn) return 'present';
    if (sickFor === 0 && random.chance(0.011 + 0.01 * client.burden)) sickFor = random.whole(2, 8);
    sickFor = Math.max(0, sickFor - 1);
    if (sickFor > 0) return random.chance(0.85) ? 'sick' : 'excused';
    if (random.chance(isHard(day) ? 0.55 : 0.012 + 0.03 * client.burden)) return 'unexcused';
    if (random.chance(0.025)) return 'excused';
    return random.chance(online) ? 'present-online' : 'present';
  };
  return chronicle.calendar
    .between(fate.startedOn, fate.lastDay)
    .filter(day => !fate.pause || day < fate.pause.from || day >= fate.pause.to)
    .map(day => ({ day, state: stateOf(day) }));
}
