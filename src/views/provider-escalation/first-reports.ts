import { effective } from '../../participation/effective.js';
import type { ParticipationEntry, ParticipationEventType } from '../../participation/events.js';
import { unexcusedDays } from '../../participation/unexcused-days.js';
import { dayOf, daysBetween, type Day } from '../../terms/times.js';

export type ReportKind = 'start' | 'crisis' | 'risk' | 'proposal' | 'unexcused-day';

/** The first word of the provider about something. */
export interface FirstReport {
  readonly kind: ReportKind;
  readonly eventId: string;
  /** The day of absence that it tells of; only for `unexcused-day`. */
  readonly day?: Day;
  readonly learnedOn: Day;
  /** Calendar days from when the provider knew until the office learned of it. */
  readonly delayDays: number;
}

const kinds: Readonly<Partial<Record<ParticipationEventType, ReportKind>>> = {
  ParticipationStarted: 'start',
  CrisisOpened: 'crisis',
  DropoutRiskFlagged: 'risk',
  DropoutProposed: 'proposal',
};

// A report may tell ahead of the day from which its delay counts: that is no delay.
const delay = (knewOn: Day, learnedOn: Day): number => Math.max(0, daysBetween(knewOn, learnedOn));

/** What the provider reported of a participation, each with its delay (rules.md, "reporting delay"). */
export function firstReports(history: readonly ParticipationEntry[]): readonly FirstReport[] {
  const reports = effective(history).flatMap((event): FirstReport[] => {
    const kind = event.source === 'provider' ? kinds[event.type] : undefined;
    if (!kind) return [];
    const learnedOn = dayOf(event.learnedAt);
    const knewOn = dayOf(event.sourceKnewAt ?? event.occurredAt);
    return [{ kind, eventId: event.id, learnedOn, delayDays: delay(knewOn, learnedOn) }];
  });
  const absences = unexcusedDays(history).map(({ day, told }): FirstReport => {
    const learnedOn = dayOf(told.learnedAt);
    return { kind: 'unexcused-day', eventId: told.id, day, learnedOn, delayDays: delay(day, learnedOn) };
  });
  return [...reports, ...absences];
}
