import { addWorkingDays, orNextWorkingDay } from '../../rulebook/working-days.js';
import { addDays, type Day } from '../../terms/times.js';
import { lastRound, weekdayOf } from '../plan/work-calendar.js';
import { attendanceNotes } from '../texts/under-way.js';
import type { DayReport } from './attendance-book.js';
import { correctDaysLater, disputeLater } from './entries.js';
import { breaksOff, type Fate } from './fate.js';
import { answerRisk } from './risk.js';
import type { Story } from './story.js';

type Days = readonly DayReport[];

/** The last day of the week, the month or the day itself, as the provider reports. */
function endOfPeriod(from: Day, every: 'daily' | 'weekly' | 'monthly'): Day {
  if (every === 'daily') return from;
  if (every === 'weekly') return addDays(from, (12 - weekdayOf(from)) % 7);
  return addDays(`${addDays(`${from.slice(0, 8)}28`, 4).slice(0, 8)}01`, -1);
}

/** The provider reports attendance, period by period, until the last day is told, be it after the end. */
export function reportFrom(story: Story, fate: Fate, days: Days, from: Day): void {
  const { random, manner } = story;
  const begin = orNextWorkingDay(from);
  if (begin > fate.lastDay) return;
  const to = endOfPeriod(begin, manner.attendance);
  const last = to < fate.lastDay ? to : fate.lastDay;
  const delay = random.within(manner.attendanceAfter);
  const due = addWorkingDays(orNextWorkingDay(last), delay);
  if (manner.callsAtOnce) callAtOnce(story, fate, days, begin, last);
  story.on(
    due < story.today ? story.today : due,
    () => {
      report(story, fate, days, begin, last);
      reportFrom(story, fate, days, addDays(to, 1));
    },
    { round: delay ? 0 : lastRound - 1 },
  );
}

/** Who is missed is asked after: unexcused days are told the next day. */
function callAtOnce(story: Story, fate: Fate, days: Days, from: Day, to: Day): void {
  for (const { day, state } of days) {
    if (day < from || day >= to || state !== 'unexcused' || !story.random.chance(story.manner.callsAtOnce))
      continue;
    const next = addWorkingDays(day, 1);
    if (next > story.today) story.on(next, () => report(story, fate, days, day, day));
  }
}

function report(story: Story, fate: Fate, days: Days, from: Day, to: Day): void {
  const { random, book, endedOn = to, today } = story;
  if (!story.active && story.phase !== 'ended') return;
  const until = [to, endedOn, today].reduce((a, b) => (a < b ? a : b));
  const told = days.filter(({ day }) => day >= from && day <= until);
  if (!told.length) return;
  const clerk = story.clerk();
  const fields = { days: told, ...story.words('note', attendanceNotes, 0.06) };
  const noted = story.record(clerk, 'ReportAttendance', fields);
  if (story.phase === 'ended') story.highlights.add('told-after-the-end');
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
