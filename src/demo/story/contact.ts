import { contacts } from '../texts/under-way.js';
import { annulLater } from './entries.js';
import type { Fate } from './fate.js';
import type { Story } from './story.js';

/** The adviser keeps in touch, mostly every few weeks; now and then nobody is reached. */
export function keepInTouch(story: Story, fate: Fate): void {
  const { random } = story;
  const often = random.chance(0.12) ? random.whole(24, 36) : random.whole(10, 19);
  story.in(often, () => {
    if (!story.active) return;
    const hard = fate.hard !== undefined && story.today >= fate.hard.from && story.today <= fate.hard.to;
    talk(story, hard);
    keepInTouch(story, fate);
  });
}

function talk(story: Story, hard: boolean): void {
  const { random } = story;
  const channel = random.weighted({ 'in-person': 35, telephone: 40, video: 9, attempt: 11, letter: 3 });
  if (channel === 'attempt' || channel === 'letter') {
    const summary = story.words('summary', contacts[channel], 0.7);
    story.record(story.adviser(), 'RecordContact', {
      between: ['adviser', 'client'],
      channel,
      onSite: false,
      ...summary,
    });
    if (channel === 'attempt') story.in(random.whole(1, 4), () => story.active && talk(story, hard));
    return;
  }
  const threefold = random.chance(0.12);
  const onSite = channel === 'in-person' && random.chance(0.2);
  const words = threefold || onSite ? contacts.withProvider : hard ? contacts.hard : contacts.good;
  const noted = story.record(story.adviser(), 'RecordContact', {
    between: threefold ? ['adviser', 'client', 'provider'] : ['adviser', 'client'],
    channel,
    onSite,
    ...(threefold ? { shared: true } : {}),
    ...story.words('summary', words, 0.75),
  });
  if (random.chance(0.006)) annulLater(story, noted, 'contact');
}

/** Providers talk with those who are with them, and some write it down. */
export function providerTalks(story: Story): void {
  const { random } = story;
  if (!random.chance(story.manner.warns)) return;
  story.in(random.whole(10, 30), () => {
    if (!story.active) return;
    story.record(story.clerk(), 'RecordContact', {
      between: ['client', 'provider'],
      channel: 'in-person',
      onSite: true,
      ...story.words('summary', contacts.byProvider, 0.7),
    });
    providerTalks(story);
  });
}
