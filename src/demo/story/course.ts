import { addWorkingDays } from '../../rulebook/working-days.js';
import type { DropoutReason } from '../../terms/catalogues.js';
import { addDays, daysBetween, type Day } from '../../terms/times.js';
import { farewells } from '../texts/at-the-end.js';
import { interruptions } from '../texts/under-way.js';
import { breakOffAnnounced, breakOffUnannounced, goThroughHardTimes } from './break-off.js';
import { assess } from './assessment.js';
import { perhapsComplain } from './complaint.js';
import { complete, dropOut } from './ending.js';
import { daysOf } from './days.js';
import { fateOf, type Fate } from './fate.js';
import { keepInTouch, providerTalks } from './contact.js';
import { reportFrom } from './reporting.js';
import { strike } from './crisis.js';
import type { Story } from './story.js';
import { withdrawOn } from './consent-withdrawal.js';

/** Everything between the start and the end. */
export function runCourse(story: Story, startedOn: Day): void {
  const fate = fateOf(story, startedOn);
  story.measure.running.add(story);
  reportFrom(story, fate, daysOf(story, fate), startedOn);
  keepInTouch(story, fate);
  providerTalks(story);
  assess(story, fate);
  perhapsComplain(story, fate);
  if (fate.pause) pause(story, fate.pause);
  for (const { on, kind, severity } of fate.blows)
    if (on > story.today && on <= fate.lastDay)
      story.on(on, () => strike(story, { kind, severity, mends: fate.kind !== 'drops-out' }));
  toTheEnd(story, fate);
}

function toTheEnd(story: Story, fate: Fate): void {
  switch (fate.kind) {
    case 'completes':
      return completeInTime(story, fate);
    case 'recovers':
      goThroughHardTimes(story, fate);
      return completeInTime(story, fate);
    case 'doubts':
      withdrawOn(story, fate, someDayIn(story, fate));
      return completeInTime(story, fate);
    case 'withdraws':
      return withdrawOn(story, fate, addWorkingDays(fate.lastDay, -story.random.whole(2, 5)));
    case 'leaves-well':
      return leaveWell(story, fate);
    case 'drops-out':
      return fate.announced ? breakOffAnnounced(story, fate) : breakOffUnannounced(story, fate);
  }
}

function completeInTime(story: Story, { lastDay }: Fate): void {
  const recordedOn = addWorkingDays(lastDay, story.random.whole(0, 5));
  story.on(recordedOn, () => complete(story, lastDay), { round: 2 });
}

function someDayIn({ random }: Story, { startedOn, lastDay }: Fate): Day {
  return addDays(startedOn, Math.round(daysBetween(startedOn, lastDay) * (0.2 + 0.5 * random.next())));
}

function leaveWell(story: Story, { lastDay }: Fate): void {
  const { random } = story;
  const reason: DropoutReason = random.weighted({
    'took-up-work': 58,
    'took-up-training': 14,
    transferred: 12,
    moved: 9,
    'entitlement-ended': 7,
  });
  story.on(
    addWorkingDays(lastDay, random.whole(0, 4)),
    () => {
      if (!story.active) return;
      const providerReason: DropoutReason = random.chance(0.7) ? reason : 'unknown';
      const finding = { providerReason, clientReason: reason, adviserFinding: reason };
      dropOut(story, lastDay, finding, farewells[reason] ?? []);
      if (reason === 'transferred') story.offerNext('transfer');
    },
    { round: 2 },
  );
}

function pause(story: Story, { from, to }: { readonly from: Day; readonly to: Day }): void {
  const { random, book } = story;
  const { reason, back } = random.pick(interruptions);
  story.on(addWorkingDays(from, random.whole(0, 3)), () => {
    if (story.phase !== 'started') return;
    story.phase = 'interrupted';
    book.interrupt(from);
    story.record(story.adviser(), 'Interrupt', { from, reason });
    story.on(addWorkingDays(to, random.whole(0, 3)), () => {
      if (story.phase !== 'interrupted') return;
      story.phase = 'started';
      book.resume(to);
      story.record(story.adviser(), 'Resume', { on: to, ...story.words('note', [back], 0.7) });
    });
  });
}
