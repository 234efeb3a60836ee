import { addWorkingDays } from '../../rulebook/working-days.js';
import { addDays, daysBetween } from '../../terms/times.js';
import { assessments } from '../texts/practice.js';
import type { Fate } from './fate.js';
import type { Story } from './story.js';

/** What a provider writes of how it goes, half-way and at the end. */
export function assess(story: Story, { startedOn, lastDay, kind }: Fate): void {
  const { random, manner } = story;
  const halfWay = addDays(startedOn, Math.round(daysBetween(startedOn, lastDay) / 2));
  if (random.chance(0.25 + 0.5 * manner.warns))
    story.on(halfWay, () => story.active && deliver(story, 'interim'));
  if (kind === 'completes' && random.chance(0.3 + 0.6 * manner.warns))
    story.on(addWorkingDays(lastDay, -1), () => story.active && deliver(story, 'final'));
}

function deliver(story: Story, kind: 'interim' | 'final'): void {
  const { random } = story;
  story.record(story.clerk(), 'DeliverAssessment', {
    kind,
    shownToClient: random.chance(story.manner.warns),
    sha256: random.sha256(),
    ...story.words('text', assessments[kind], 0.8),
  });
}
