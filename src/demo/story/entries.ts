import type { Actor } from '../../terms/actor.js';
import type { Noted } from '../plan/chronicle.js';
import { annulments, corrections, disputes, settlements } from '../texts/at-the-end.js';
import type { DayReport } from './attendance-book.js';
import { closeRisk } from './risk.js';
import type { Story } from './story.js';

/** The team-lead annuls what should not have been recorded. */
export function annulLater(story: Story, noted: Noted, reason: 'contact' | 'crisis'): void {
  const eventId = noted.eventId(story.id);
  const mistakes = Number(reason === 'crisis');
  story.mistakes += mistakes;
  story.in(story.random.whole(1, 5), () => {
    story.mistakes -= mistakes;
    story.record(story.client.teamLead(), 'AnnulEntry', {
      eventId,
      reason: story.random.pick(annulments[reason]),
    });
  });
}

/** Days that read unexcused turn out to have been excused; nothing is edited, a correction says so. */
export function correctDaysLater(
  story: Story,
  noted: Noted,
  report: number,
  days: readonly DayReport[],
): void {
  const { random, book } = story;
  const is = days.map(({ day, state }) => ({
    day,
    state: state === 'unexcused' ? ('excused' as const) : state,
  }));
  story.in(random.whole(2, 9), () => {
    if (!book.isLastWord(report, days)) return;
    const reason = random.pick(corrections.attendance);
    story.record(story.adviser(), 'CorrectEntry', {
      eventId: noted.eventId(story.id),
      field: 'days',
      is,
      reason,
    });
    story.highlights.add('correction');
    book.correct(is);
    if (book.openRisk !== undefined && random.chance(0.7)) closeRisk(story, book.openRisk, 'unfounded');
  });
}

/** One field of an entry was wrong. */
export function correctLater(
  story: Story,
  noted: Noted,
  field: string,
  is: string,
  reasons: readonly string[],
  then: () => void = () => undefined,
): void {
  story.in(story.random.whole(2, 15), () => {
    const reason = story.random.pick(reasons);
    story.record(story.adviser(), 'CorrectEntry', { eventId: noted.eventId(story.id), field, is, reason });
    story.highlights.add('correction');
    story.chronicle.next(then);
  });
}

/** Client or provider say that an entry is not so; who wrote it does not settle it. */
export function disputeLater(
  story: Story,
  noted: Noted,
  disputedBy: 'client' | 'provider',
  author: Actor,
): void {
  const { random } = story;
  story.in(random.whole(1, 6), () => {
    const eventId = noted.eventId(story.id);
    const byProvider = disputedBy === 'provider';
    const dispute = story.record(byProvider ? author : story.adviser(), 'DisputeEntry', {
      eventId,
      disputedBy,
      reason: random.pick(disputes[disputedBy]),
      ...(byProvider ? {} : { source: 'client' as const }),
    });
    story.highlights.add('dispute');
    if (random.chance(0.25)) return;
    story.in(random.whole(3, 15), () => {
      const result = random.weighted({ upheld: 4, rejected: 5, corrected: 1 });
      story.record(story.client.teamLead(), 'SettleDispute', {
        disputeId: dispute.eventId(story.id),
        result,
        ...story.words('note', settlements[result], 0.8),
      });
    });
  });
}
