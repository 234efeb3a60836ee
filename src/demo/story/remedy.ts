import type { Noted } from '../plan/chronicle.js';
import { remedies } from '../texts/practice.js';
import type { Story } from './story.js';

/** Few object, fewer go to court: against a notice, against an end they did not want. */
export function perhapsObject(story: Story, against: keyof typeof remedies, noted: Noted): void {
  const { random } = story;
  if (!random.chance(against === 'notice' ? 0.05 : 0.012)) return;
  const eventId = noted.eventId(story.id);
  const object = (kind: 'objection' | 'court'): void => {
    const note = story.words('note', remedies[against], 0.8);
    story.record(story.adviser(), 'RecordRemedy', {
      byWhom: 'client',
      kind,
      eventId,
      suspends: false,
      source: 'client',
      ...note,
    });
  };
  story.in(random.whole(2, 18), () => {
    object('objection');
    if (random.chance(0.2)) story.in(random.whole(30, 60), () => object('court'));
  });
}
