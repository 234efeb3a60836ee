import { addWorkingDays } from '../../rulebook/working-days.js';
import type { LossReason } from '../../terms/catalogues.js';
import { addDays, endOfDay, epochOf, startOfDay, type Day } from '../../terms/times.js';
import { corrections } from '../texts/at-the-end.js';
import { lossNotes, startNotes } from '../texts/before-the-start.js';
import { runCourse } from './course.js';
import { correctLater } from './entries.js';
import type { Story } from './story.js';
import { tell } from './telling.js';

/** On the first day somebody comes, or does not. */
export function awaitStart(story: Story, startsOn: Day): void {
  const { random, client } = story;
  if (random.chance(0.02)) return story.on(addDays(startsOn, -2), () => stayAway(story));
  const noShow = random.chance(0.035 + 0.06 * client.burden);
  const late = story.manner.startAfter[1] > 0 && !random.chance(0.93);
  const startedOn = late ? addWorkingDays(startsOn, 1) : startsOn;
  story.on(startedOn, () => (noShow ? missed(story) : arrive(story, startedOn)));
}

/** Something better came in between. */
function stayAway(story: Story): void {
  if (story.phase !== 'assigned') return;
  const reason = story.random.weighted({
    'took-up-work': 5,
    'took-up-training': 2,
    childcare: 1,
    refuses: 1,
  });
  lose(story, () =>
    story.record(story.adviser(), 'DeclineOffer', { reason, ...story.words('note', lossNotes[reason], 0.8) }),
  );
}

function missed(story: Story): void {
  const { random } = story;
  const reason: LossReason = random.weighted({
    'did-not-appear': 6,
    unreachable: 2,
    'took-up-work': 2,
    childcare: 1,
    therapy: 0.6,
    'family-care': 0.6,
    refuses: 1,
  });
  tell(story, {
    command: 'ReportNoShow',
    fields: { reason, ...story.words('note', lossNotes[reason], 0.7) },
    occurredAt: epochOf(startOfDay(story.today)) + 9 * 3_600_000,
    after: story.manner.startAfter,
    possible: () => story.phase === 'assigned',
    told: () => {
      lose(story, () => undefined);
      if (random.chance(0.4)) story.in(random.whole(10, 30), () => story.offerNext('repeat'));
    },
  });
}

/** Gives the place back, which others can count on from the next moment on. */
function lose(story: Story, record: () => unknown): void {
  record();
  story.phase = 'lost';
  story.chronicle.next(() => story.measure.taken--);
}

/** A day that nobody knew of is to be told like any other. */
function reportFirstDay(story: Story, day: Day): void {
  const days = [{ day, state: 'present' as const }];
  story.book.report(days, story.chronicle.rulebooks.validOn(day), story.active);
  story.record(story.clerk(), 'ReportAttendance', { days });
}

function arrive(story: Story, startedOn: Day): void {
  const { random } = story;
  tell(story, {
    command: 'ConfirmStart',
    fields: { startedOn, ...story.words('note', startNotes, 0.4) },
    occurredAt: Math.min(story.now, epochOf(endOfDay(startedOn))),
    datesItself: true,
    after: story.manner.startAfter,
    possible: () => story.phase === 'assigned',
    told: noted => {
      story.phase = 'started';
      const dayBefore = addWorkingDays(startedOn, -1);
      if (random.chance(0.008))
        correctLater(story, noted, 'startedOn', dayBefore, corrections.start, () =>
          reportFirstDay(story, dayBefore),
        );
      runCourse(story, startedOn);
    },
  });
}
