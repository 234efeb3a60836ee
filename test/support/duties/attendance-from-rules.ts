import { annulledIds } from '../../../src/participation/effective.js';
import type { AttendanceDay, ParticipationEntry } from '../../../src/participation/events.js';
import { addDays, dayOf, type Day, type Instant } from '../../../src/terms/times.js';

/** What a report or a correction of it says of a day, from when on. */
interface Said {
  readonly entry: ParticipationEntry;
  readonly day: Day;
  readonly state: AttendanceDay['state'];
  /** Since when the report has named the day, and since when it has called it so, without a break. */
  readonly named: Instant;
  readonly called: ParticipationEntry;
}

/** What each report says of its days now. */
function sayings(history: readonly ParticipationEntry[]): readonly Said[] {
  const gone = annulledIds(history);
  return history.flatMap(report => {
    if (report.type !== 'AttendanceReported' || gone.has(report.id)) return [];
    let said: readonly Said[] = [];
    for (const entry of history) {
      const days = versionIn(entry, report, gone);
      if (!days) continue;
      said = days.map(({ day, state }) => {
        const before = said.find(one => one.day === day);
        const called = before?.state === state ? before.called : entry;
        return { entry: report, day, state, named: before?.named ?? entry.learnedAt, called };
      });
    }
    return said;
  });
}

/** The days of a report as an entry, the report itself or a correction that stands, has them. */
function versionIn(
  entry: ParticipationEntry,
  report: ParticipationEntry,
  gone: ReadonlySet<string>,
): readonly AttendanceDay[] | undefined {
  if (entry.type === 'AttendanceReported') return entry === report ? entry.data.days : undefined;
  if (entry.type !== 'EntryCorrected' || gone.has(entry.id)) return undefined;
  const { eventId, field, is } = entry.data;
  return eventId === report.id && field === 'days' ? (is as unknown as readonly AttendanceDay[]) : undefined;
}

/** Days from the first to before the second. */
type Span = readonly [from: Day, until: Day];
const inOneOf = (day: Day, spans: readonly Span[]): boolean =>
  spans.some(([from, until]) => day >= from && day < until);

function spansOf(
  events: readonly ParticipationEntry[],
  opens: (event: ParticipationEntry) => Day | undefined,
  closes: (event: ParticipationEntry) => Day | undefined,
): readonly Span[] {
  const spans: Span[] = [];
  let from: Day | undefined;
  for (const event of events) {
    const end = closes(event);
    if (from !== undefined && end !== undefined && end >= from) {
      spans.push([from, end]);
      from = undefined;
    }
    from ??= opens(event);
  }
  return from === undefined ? spans : [...spans, [from, '9999-12-31']];
}

/** The attendance of a participation, written down from the page `rules.md` alone. */
export function attendanceReadFrom(
  history: readonly ParticipationEntry[],
  events: readonly ParticipationEntry[],
) {
  const said = sayings(history);
  const interruptions = spansOf(
    events,
    event => (event.type === 'ParticipationInterrupted' ? event.data.from : undefined),
    event => (event.type === 'ParticipationResumed' ? event.data.on : undefined),
  );
  const start = events.findIndex(({ type }) => type === 'ParticipationStarted');
  const course = start === -1 ? [] : events.slice(start);
  const withoutConsent = spansOf(
    course,
    event => (event.type === 'ConsentWithdrawn' ? addDays(dayOf(event.occurredAt), 1) : undefined),
    event => {
      // The day on which it was settled may lie before that, and belongs to nobody's fault.
      if (event.type === 'ConsentGiven') return addDays(dayOf(event.occurredAt), 1);
      const stated = event.type === 'NoticeGiven' && event.data.occasion === 'obligation';
      return stated ? addDays(event.data.deliveredOn, 1) : undefined;
    },
  );
  const startedOn = course[0]?.type === 'ParticipationStarted' ? course[0].data.startedOn : '9999-12-31';
  const ends = events.flatMap(event =>
    event.type === 'ParticipationDroppedOut' || event.type === 'ParticipationCompleted'
      ? [event.data.endedOn]
      : [],
  );
  const counts = (day: Day): boolean =>
    day >= startedOn && day <= (ends[0] ?? '9999-12-31') && !inOneOf(day, interruptions);

  const firstKnown = new Map<Day, Instant>();
  for (const { day, named } of said) {
    const before = firstKnown.get(day);
    if (before === undefined || named < before) firstKnown.set(day, named);
  }
  const unexcusedByProvider = new Map<Day, string>();
  for (const day of new Set(said.map(one => one.day))) {
    const ofDay = said.filter(one => one.day === day);
    const other = ofDay.findLastIndex(({ state }) => state !== 'unexcused');
    if (!counts(day) || inOneOf(day, withoutConsent)) continue;
    const words = ofDay
      .slice(other + 1)
      .map(({ called }) => called)
      .filter(({ source }) => source === 'provider')
      .toSorted((a, b) => (a.learnedAt < b.learnedAt ? -1 : a.learnedAt > b.learnedAt ? 1 : 0));
    if (words[0]) unexcusedByProvider.set(day, words[0].id);
  }
  return { firstKnown, interrupted: (day: Day) => inOneOf(day, interruptions), unexcusedByProvider };
}
