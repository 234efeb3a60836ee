import type { DropoutReason } from '../../terms/catalogues.js';
import type { Range } from '../random.js';
import { agreements, proposals } from '../texts/at-the-end.js';
import type { Story } from './story.js';
import { tell } from './telling.js';

/** The provider proposes to end it today; what the office makes of it comes later. */
export function propose(story: Story, reason: DropoutReason, after: Range, then: () => void): void {
  if (!story.active) return;
  tell(story, {
    command: 'ProposeDropout',
    fields: { reason, ...story.words('note', proposals, 0.85) },
    occurredAt: story.now,
    after,
    possible: () => story.active && !story.proposed,
    told: () => {
      story.proposed = true;
      story.highlights.add('proposal');
      then();
    },
  });
}

/** Something better was agreed. */
export function avert(story: Story): void {
  if (!story.active || !story.proposed) return;
  story.proposed = false;
  story.record(story.adviser(), 'AvertDropout', { agreed: story.random.pick(agreements) });
}
