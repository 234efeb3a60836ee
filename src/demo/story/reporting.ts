import { addWorkingDays, orNextWorkingDay } from '../../rulebook/working-days.js';
import { addDays, type Day } from '../../terms/times.js';
import type { Manner } from '../cast/manner.js';
import { lastRound, weekdayOf } from '../plan/work-calendar.js';
import { attendanceNotes } from '../texts/under-way.js';
import type { DayReport } from './attendance-book.js';
import { correctDaysLater, disputeLater } from './entries.js';
import { breaksOff, type Fate } from './fate.js';
import { answerRisk } from './risk.js';
import type { Story } from './story.js';

type Days = readonly DayReport[];

/** Days. */
const muchTooLate = 38;

/** The last day of the week or the month, or the last before somebody is expected again, as the provider reports. */
function endOfPeriod(from: Day, every: Manner['attendance'], days: Days): Day {
  if (every === 'weekly') return addDays(from, (12 - weekdayOf(from)) % 7);
  if (every === 'monthly') return addDays(`${addDays(`${from.slice(0, 8)}28`, 4).slice(0, 8)}01`, -1);
  const next = days.find(({ day, state }) => day > from && state !== 'planned-free');
  return next ? addDays(next.day, -1) : days.at(-1)!.day;
}

/** The provider reports attendance, period by period, until the last day is told, be it after the end. */
export function reportFrom(story: Story, fate: Fate, days: Days, from: Day): void {
  const { random, manner, today } = story;
  const begin = orNextWorkingDay(from);
  if (begin > fate.lastDay) return;
  const every = story.measure.offered.attendance ?? manner.attendance;
  const end = endOfPeriod(begin, every, days);
  const last = end < fate.lastDay ? end : fate.lastDay;
  if (manner.callsAtOnce) callAtOnce(story, fate, days, begin, last);
  const delay = every === 'daily' ? random.whole(0, 1) : random.within(manner.attendanceAfter);
  const due = addWorkingDays(orNextWorkingDay(every === 'daily' ? begin : last), delay);
  const report = (): void => {
    reportDays(story, fate, days, begin, last);
    reportFrom(story, fate, days, addDays(end, 1));
  };
  story.on(due < today ? today : due, report, { round: delay ? 0 : lastRound - 1 });
}

/** Who is missed is asked after: unexcused days are told the next day. */
function callAtOnce(story: Story, fate: Fate, days: Days, from: Day, to: Day): void {
  for (const { day, state } of days) {
    if (day < from || day >= to || state !== 'unexcused' || !story.random.chance(story.manner.callsAtOnce))
      continue;
    const next = addWorkingDays(day, 1);
    if (next > story.today) story.on(next, () => reportDays(story, fate, days, day, day));
  }
}

function reportDays(story: Story, fate: Fate, days: Days, from: Day, to: Day): void {
  const { random, book, endedOn = to, today } = story;
  if (!story.active && story.phase !== 'ended') return;
  const until = to < endedOn ? to : endedOn;
  const told = days.filter(
    ({ day, state }) => day >= from && day <= until && (day <= today || state === 'planned-free'),
  );
  if (!told.length) return;
  const clerk = story.clerk();
  const fields = { days: told, ...story.words('note', attendanceNotes, 0.06) };
  const noted = story.record(clerk, 'ReportAttendance', fields);
  if (story.phase === 'ended') story.highlights.add('told-after-the-end');
  if (addDays(told[0]!.day, muchTooLate) < today) story.toldTooLate.push(noted.eventId(story.id));
  const latest = told.at(-1)!.day;
  const rules = story.chronicle.rulebooks.validOn(latest < today ? latest : today);
  const { number, fired } = book.report(told, rules, story.active);
  if (fired.length) {
    book.openRisk = noted.riskId;
    answerRisk(story, noted.riskId, 'rule', !breaksOff(fate));
  }
  if (!told.some(({ state }) => state === 'unexcused') || !story.active) return;
  if (random.chance(0.035)) correctDaysLater(story, noted, number, told);
  else if (random.chance(0.02))
    disputeLater(story, noted, random.chance(0.75) ? 'client' : 'provider', clerk);
}
