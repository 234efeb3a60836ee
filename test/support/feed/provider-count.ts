/**
 * Counts from the feed what rules.md asks of a provider, in a way of its own: nothing of src is used, so that the
 * product's figures can be held against it. Days are days since 1970; rulebooks other than the usual are not known.
 */
import { announced, type Warned } from './warned.js';
import { dayAt, dayIn, inTheEnd, is, monthOf, orNext, works, type ToldEvent } from './told-history.js';

export interface Standing {
  readonly level: number;
  readonly overdueReports: number;
  readonly lateReports: number;
  readonly dropoutsReportedLate: number;
  readonly surprises: Readonly<Record<Surprise, number>>;
}
type Surprise = 'warned' | 'reported-late' | 'short-notice' | 'without-sign';

interface Due {
  readonly due: number;
  /** When it was made, or when nobody owed it any more. */
  readonly made?: number;
  readonly over?: number;
}
interface Owed extends Due {
  readonly providerId: string;
}
interface Dropout {
  readonly providerId: string;
  readonly endedOn: number;
  readonly surprise: Surprise;
}

const neutral = [
  'took-up-work',
  'took-up-training',
  'transferred',
  'moved',
  'entitlement-ended',
  'measure-closed',
  'died',
];
const far = dayIn('2999-12-31');

/** D-start: 3 days after the day on which it should begin. */
function ofStart(events: readonly ToldEvent[]): readonly Due[] {
  return events.flatMap((placed, index): readonly Due[] => {
    if (!is(placed, 'PlaceAssigned', 'VoucherRedeemed')) return [];
    const due = orNext(dayIn(placed.data.startsOn!) + 3);
    const reported = events.slice(index + 1).find(e => is(e, 'ParticipationStarted', 'NoShowReported'));
    const left = events
      .slice(index + 1)
      .find(e => is(e, 'OfferDeclined', 'OfferWithdrawn', 'ConsentWithdrawn'));
    if (left && (!reported || left.revision < reported.revision))
      return dayAt(left.time) <= due ? [] : [{ due, over: dayAt(left.time) }];
    return [{ due, ...(reported ? { made: dayAt(reported.learnedat) } : {}) }];
  });
}

/** D-month: by the 8th of the next month every working day from start to exit is known, but the interrupted ones. */
function ofMonths(events: readonly ToldEvent[], from: number, to: number): readonly Due[] {
  const known = new Map<number, number>();
  for (const { data, learnedat } of events.filter(e => is(e, 'AttendanceReported')))
    for (const day of data.days!.map(one => dayIn(one.day)))
      known.set(day, Math.min(known.get(day) ?? far, dayAt(learnedat)));
  const interrupted = interruptions(events);
  const days = Array.from({ length: to - from + 1 }, (_, nth) => from + nth)
    .filter(works)
    .filter(day => !interrupted.some(([first, last]) => first <= day && day <= last));
  return [...Map.groupBy(days, monthOf)].map(([month, of]) => {
    const due = orNext(dayIn(`${monthOf(dayIn(`${month}-01`) + 31)}-08`));
    return {
      due,
      ...(of.every(day => known.has(day)) ? { made: Math.max(...of.map(day => known.get(day)!)) } : {}),
    };
  });
}

function interruptions(events: readonly ToldEvent[]): readonly (readonly [number, number])[] {
  const ends = events.filter(e => is(e, 'ParticipationResumed')).map(({ data }) => dayIn(data.on!) - 1);
  return events
    .filter(e => is(e, 'ParticipationInterrupted'))
    .map(({ data }, index) => [dayIn(data.from!), ends[index] ?? far] as const);
}

/** D: 5 working days before the end; what was known then decides whether it came as a surprise. */
function surpriseOf(history: readonly ToldEvent[], endedOn: number, all: readonly Warned[]): Surprise {
  const by = announced.by(endedOn);
  const then = announced.in(inTheEnd(history.filter(({ learnedat }) => dayAt(learnedat) <= by)), far);
  if (then.some(({ occurredOn, open }) => occurredOn >= endedOn - 60 || open)) return 'warned';
  const later = all.filter(({ learnedOn }) => learnedOn > by);
  const late = later.some(({ knewOn, learnedOn, due = far }) => knewOn <= by && learnedOn > due);
  return late ? 'reported-late' : later.length ? 'short-notice' : 'without-sign';
}

/** What providers owed, and how their dropouts came, over all participations. */
function courses(feed: readonly ToldEvent[], until: number) {
  const owed: Owed[] = [];
  const dropouts: Dropout[] = [];
  const histories = Map.groupBy(feed, ({ subject }) => subject);
  for (const [subject, history] of histories) {
    const events = inTheEnd(history);
    const providerId = history.findLast(({ providerid }) => providerid !== undefined)?.providerid;
    if (!subject.startsWith('participation-') || events.some(e => is(e, 'ParticipationAnnulled'))) continue;
    if (providerId === undefined) continue;
    const add = (all: readonly Due[]) => owed.push(...all.map(one => ({ ...one, providerId })));
    add(ofStart(events));
    const start = events.find(e => is(e, 'ParticipationStarted'));
    if (!start) continue;
    const exit = events.find(e => is(e, 'ParticipationDroppedOut', 'ParticipationCompleted'));
    const endedOn = exit && dayIn(exit.data.endedOn!);
    add(ofMonths(events, dayIn(start.data.startedOn!), endedOn ?? until));
    const warnings = announced.in(events, endedOn ?? far);
    const inCourse = warnings.filter(
      ({ isNew, event }) => isNew && !(exit && event.revision > exit.revision),
    );
    add(inCourse.flatMap(({ due, learnedOn }) => (due === undefined ? [] : [{ due, made: learnedOn }])));
    if (exit && is(exit, 'ParticipationDroppedOut') && !neutral.includes(exit.data.adviserFinding!))
      dropouts.push({ providerId, endedOn: endedOn!, surprise: surpriseOf(history, endedOn!, warnings) });
  }
  return { owed, dropouts };
}

/** What a provider's cases alone bring it to. */
function levelOfCases(feed: readonly ToldEvent[], providerId: string, day: number): number {
  const streams = [...Map.groupBy(feed, ({ subject }) => subject).values()];
  const happened = streams.map(all => all.filter(({ time }) => dayAt(time) <= day));
  const levels = happened.map((steps): number => {
    const last = steps.findLast(e => is(e, 'AssignmentsPaused', 'AssignmentsResumed'));
    if (last?.providerid === providerId && is(last, 'AssignmentsPaused') && last.data.caseId) return 4;
    const mine = steps.some(e => is(e, 'DeficiencyObserved') && e.data.providerId === providerId);
    if (!mine || steps.some(e => is(e, 'ProviderCaseClosed'))) return 0;
    const cured = steps
      .filter(e => is(e, 'Reinspected') && e.data.result === 'cured')
      .map(e => e.data.demandId);
    const demanded = steps.filter(e => is(e, 'CureDemanded')).map(e => e.data.demandId);
    const open = demanded.filter(id => !cured.includes(id));
    const lapsed = steps.filter(e => is(e, 'CureDeadlineLapsed')).map(e => e.data.demandId);
    return open.length === 0 ? 1 : open.some(id => lapsed.includes(id)) ? 4 : 3;
  });
  return Math.max(0, ...levels);
}

/** @returns how a provider stood at the end of a day, as the whole feed tells of it */
export function countedFrom(feed: readonly ToldEvent[], until: number) {
  const { owed, dropouts } = courses(feed, until);
  return (providerId: string, day: number): Standing => {
    const notInTime = owed.filter(
      one =>
        one.providerId === providerId && one.due <= day && !(one.made !== undefined && one.made <= one.due),
    );
    const overdueReports = notInTime.filter(({ made = far, over = far }) => made > day && over > day).length;
    const lateReports = notInTime.filter(({ due }) => due > day - 90).length;
    const mine = dropouts.filter(one => one.providerId === providerId && one.endedOn <= day);
    const count = (surprise: Surprise) => mine.filter(one => one.surprise === surprise).length;
    const dropoutsReportedLate = mine.filter(
      ({ surprise, endedOn }) => surprise === 'reported-late' && endedOn > day - 90,
    ).length;
    const levels = [
      overdueReports > 0 ? 1 : 0,
      dropoutsReportedLate >= 2 || lateReports >= 3 ? 2 : 0,
      levelOfCases(feed, providerId, day),
    ];
    return {
      level: Math.max(...levels),
      overdueReports,
      lateReports,
      dropoutsReportedLate,
      surprises: {
        warned: count('warned'),
        'reported-late': count('reported-late'),
        'short-notice': count('short-notice'),
        'without-sign': count('without-sign'),
      },
    };
  };
}
