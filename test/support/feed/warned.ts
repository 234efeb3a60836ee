import { dayAt, dayIn, is, workingDaysFrom, type ToldEvent } from './told-history.js';

/** A word of the provider that something threatens. Days since 1970. */
export interface Warned {
  readonly event: ToldEvent;
  readonly occurredOn: number;
  readonly knewOn: number;
  readonly learnedOn: number;
  /** Last day to tell it; a crisis below 3 has none. */
  readonly due?: number;
  readonly open: boolean;
  /** False for a reassessment that does not rise. */
  readonly isNew: boolean;
}

const grave = 3;

/** What an event warns of, so that what settles it can be found; undefined where it warns of nothing. */
function threatIn(event: ToldEvent): string | undefined {
  const { crisisId, riskId, severity = 0 } = event.data;
  if (is(event, 'CrisisOpened')) return `crisis ${crisisId}`;
  if (is(event, 'CrisisReassessed')) return severity >= grave ? `crisis ${crisisId}` : undefined;
  if (is(event, 'DropoutRiskFlagged')) return `risk ${riskId}`;
  return is(event, 'DropoutProposed') ? `proposal ${event.id}` : undefined;
}

function settled(events: readonly ToldEvent[]): readonly string[] {
  return events.flatMap((event, index) => {
    if (is(event, 'CrisisResolved')) return [`crisis ${event.data.crisisId}`];
    if (is(event, 'DropoutRiskCleared')) return [`risk ${event.data.riskId}`];
    if (!is(event, 'DropoutAverted')) return [];
    return [`proposal ${events.slice(0, index).findLast(e => is(e, 'DropoutProposed'))?.id}`];
  });
}

function threats(events: readonly ToldEvent[]): readonly Warned[] {
  const over = settled(events);
  return events.flatMap((event, index) => {
    const threat = event.wordof === 'provider' ? threatIn(event) : undefined;
    if (threat === undefined) return [];
    const { crisisId, severity = 0 } = event.data;
    const before = events
      .slice(0, index)
      .findLast(e => e.data.crisisId === crisisId && e.data.severity)?.data;
    const knewOn = dayAt(event.sourceknewat ?? event.time);
    return [
      {
        event,
        occurredOn: dayAt(event.time),
        knewOn,
        learnedOn: dayAt(event.learnedat),
        ...(crisisId === undefined || severity >= grave ? { due: workingDaysFrom(knewOn, 1) } : {}),
        open: !over.includes(threat),
        isNew: !is(event, 'CrisisReassessed') || severity > (before?.severity ?? 0),
      },
    ];
  });
}

/** Days on which consent was withdrawn and nothing obliged: from the day after it to the day of what does. */
function unbound(events: readonly ToldEvent[]): readonly (readonly [number, number])[] {
  const withdrawn = events.filter(e => is(e, 'ConsentWithdrawn'));
  return withdrawn.map(({ time, revision }) => {
    const next = events.find(
      e =>
        e.revision > revision &&
        (is(e, 'ConsentGiven') || (is(e, 'NoticeGiven') && e.data.occasion === 'obligation')),
    );
    const until = next && (next.data.deliveredOn ? dayIn(next.data.deliveredOn) : dayAt(next.time));
    return [dayAt(time) + 1, until ?? Infinity];
  });
}

/** Counted days that read unexcused in the end, each with the provider's first word since they last read otherwise. */
function absences(events: readonly ToldEvent[], endedOn: number): readonly Warned[] {
  const start = events.find(e => is(e, 'ParticipationStarted'));
  const paused = events.filter(e => is(e, 'ParticipationInterrupted')).map(e => dayIn(e.data.from!));
  const resumed = events.filter(e => is(e, 'ParticipationResumed')).map(e => dayIn(e.data.on!) - 1);
  const outside = [
    ...unbound(events),
    ...paused.map((from, nth) => [from, resumed[nth] ?? Infinity] as const),
  ];
  const told = new Map<number, ToldEvent>();
  for (const event of events.filter(e => is(e, 'AttendanceReported')))
    for (const { day, state } of event.data.days!) {
      const known = told.get(dayIn(day));
      if (state !== 'unexcused') told.delete(dayIn(day));
      else if (event.wordof === 'provider' && !(known && known.learnedat <= event.learnedat))
        told.set(dayIn(day), event);
    }
  return [...told]
    .filter(([day]) => start && day >= dayIn(start.data.startedOn!) && day <= endedOn)
    .filter(([day]) => !outside.some(([from, to]) => from <= day && day <= to))
    .map(([day, event]) => ({
      event,
      occurredOn: day,
      knewOn: day,
      learnedOn: dayAt(event.learnedat),
      due: workingDaysFrom(day, 3),
      open: false,
      isNew: true,
    }));
}

export const announced = {
  by: (endedOn: number): number => workingDaysFrom(endedOn, -5),
  in: (events: readonly ToldEvent[], endedOn: number): readonly Warned[] => [
    ...threats(events),
    ...absences(events, endedOn),
  ],
};
