import { isWorkingDay, orNextWorkingDay, type Region } from '../../rulebook/working-days.js';
import { addDays, endOfDay, type Day } from '../../terms/times.js';
import { within, type Attendance } from '../attendance.js';
import { lastOfType } from '../by-type.js';
import type { ParticipationEntry } from '../events.js';
import { founded, settled, type Founded, type Reading } from './founded.js';
import { knownDays } from './known-days.js';

/** `YYYY-MM`. */
type Month = string;

const monthOf = (day: Day): Month => day.slice(0, 7);
const firstOf = (month: Month): Day => `${month}-01`;
const after = (month: Month): Month => monthOf(addDays(firstOf(month), 31));
const lastOf = (month: Month): Day => addDays(firstOf(after(month)), -1);

const working = new Map<string, readonly Day[]>();

/** The working days of a month; every participation asks for the same ones. */
function workingDays(month: Month, region: Region): readonly Day[] {
  const key = `${region} ${month}`;
  const known = working.get(key);
  if (known) return known;
  const days: Day[] = [];
  for (let day = firstOf(month); day <= lastOf(month); day = addDays(day, 1))
    if (isWorkingDay(day, region)) days.push(day);
  if (working.size > 10_000) working.clear();
  working.set(key, days);
  return days;
}

/** Working days of a month from start to exit, both included, that no interruption takes out. */
const required = (
  month: Month,
  { startedOn, endedOn, interruptions }: Attendance,
  region: Region,
): readonly Day[] =>
  workingDays(month, region).filter(
    day => day >= startedOn && (endedOn === undefined || day <= endedOn) && !within(day, interruptions),
  );

/** Met when the last of the days became known. */
function metBy(days: readonly Day[], known: ReadonlyMap<Day, ParticipationEntry>): Founded['met'] {
  let last: ParticipationEntry | undefined;
  for (const day of days) {
    const entry = known.get(day);
    if (!entry) return undefined;
    if (!last || entry.learnedAt > last.learnedAt) last = entry;
  }
  return last && { at: last.learnedAt, by: last.id };
}

/** The month in which a day can be required again, after one in which none is. */
function nextAfterNone(month: Month, { interruptions }: Attendance): Month | undefined {
  const span = interruptions.find(one => within(lastOf(month), [one]));
  if (!span) return after(month);
  if (span.until === undefined) return undefined;
  return monthOf(span.until) > month ? monthOf(span.until) : after(month);
}

/**
 * D-month: attendance of each month is known. Listed as far as the record goes and on to the first month after it that
 * is not met: when that is declared overdue the record goes further.
 */
export function monthDuties({
  history,
  events,
  rulesOf,
  region,
  attendance,
  until,
}: Reading): readonly Founded[] {
  const start = lastOfType(events, 'ParticipationStarted');
  if (!attendance || !start) return [];
  const { startedOn, endedOn } = attendance;
  const rules = rulesOf(start);
  const known = knownDays(history);
  const duties: Founded[] = [];
  const last = endedOn === undefined ? '9999-12' : monthOf(endedOn);
  let month: Month | undefined = monthOf(startedOn);
  while (month !== undefined && month <= last) {
    const days = required(month, attendance, region);
    if (!days.length) {
      month = nextAfterNone(month, attendance);
      continue;
    }
    const dueOn = `${after(month)}-${String(rules.duties.month).padStart(2, '0')}`;
    const dueAt = endOfDay(orNextWorkingDay(dueOn, region));
    const met = metBy(days, known);
    duties.push(...settled(founded('D-month', start, dueAt, rules, month), met, undefined));
    if (!met && month > monthOf(until)) break;
    month = after(month);
  }
  return duties;
}
