import { addWorkingDays } from '../../rulebook/working-days.js';
import type { DropoutReason } from '../../terms/catalogues.js';
import { addDays, type Day } from '../../terms/times.js';
import type { Range } from '../random.js';
import { dropouts } from '../texts/at-the-end.js';
import { strike } from './crisis.js';
import { dropOut, type Reasons } from './ending.js';
import type { Fate } from './fate.js';
import { avert, propose } from './proposal.js';
import { flagRisk } from './risk.js';
import type { Story } from './story.js';

/** Who tells of crises at once does not wait with a proposal either. */
const afterAWhile = ({ manner }: Story, days: number): Range => [0, Math.min(days, manner.crisisAfter[1])];

/** It is hard for a while, people talk, and it goes on. */
export function goThroughHardTimes(story: Story, { hard }: Fate): void {
  const { random, manner } = story;
  if (!hard || !random.chance(manner.warns)) return;
  story.on(addDays(hard.from, 3), () => strike(story, { kind: 'overload', severity: 3, mends: true }));
  if (random.chance(0.45)) story.on(addDays(hard.from, 6), () => flagRisk(story, 'provider', true));
  if (!random.chance(0.6)) return;
  story.on(addDays(hard.from, 9), () =>
    propose(story, random.weighted({ overload: 3, conflict: 2, unknown: 2 }), afterAWhile(story, 2), () =>
      story.in(random.whole(2, 8), () => avert(story)),
    ),
  );
}

/** What the three say of it, side by side; they often differ. */
function reasonsFor({ random, manner }: Story): Reasons {
  const burdens = { illness: 3, care: 2, pregnancy: 0.5 };
  const providerReason: DropoutReason = random.weighted({
    'excluded-by-provider': 2,
    unknown: 5,
    conflict: 2,
    overload: 3,
    ...burdens,
  });
  const clientReason: DropoutReason = random.weighted({
    overload: 4,
    'provider-deficiency': manner.warns < 0.3 ? 6 : 1.5,
    conflict: 3,
    ...burdens,
  });
  const agree = random.chance(0.35);
  const adviserFinding: DropoutReason = agree
    ? clientReason
    : random.weighted({
        unknown: 3,
        overload: 3,
        conflict: 2,
        'provider-deficiency': manner.warns < 0.3 ? 3 : 0.5,
        'exam-failed': 0.4,
        ...burdens,
      });
  return { providerReason, clientReason, adviserFinding };
}

export function breakOffAnnounced(story: Story, { hard, lastDay }: Fate): void {
  const { random } = story;
  const begin = hard?.from ?? addWorkingDays(lastDay, -12);
  const early = (days: number): Day =>
    addDays(begin, days) > story.today ? addDays(begin, days) : story.today;
  const kind = random.weighted({
    overload: 4,
    health: 3,
    'family-or-care': 3,
    'conflict-in-group': 2,
    addiction: 1,
  });
  story.on(early(2), () => strike(story, { kind, severity: random.chance(0.85) ? 3 : 4, mends: false }));
  if (random.chance(0.6)) story.on(early(4), () => flagRisk(story, 'provider', false));
  const reasons = reasonsFor(story);
  const decide = (): void =>
    story.on(lastDay, () => dropOut(story, lastDay, reasons, dropouts.announced), { round: 2 });
  const proposedOn = addWorkingDays(lastDay, -random.whole(1, 9));
  if (!random.chance(0.7)) return story.on(addWorkingDays(lastDay, random.whole(0, 4)), decide);
  story.on(proposedOn > story.today ? proposedOn : story.today, () =>
    propose(story, reasons.providerReason, [0, 1], () => story.in(random.whole(0, 3), decide)),
  );
  // not every proposal gets through, and the office decides anyway
  story.on(addWorkingDays(lastDay, 6), decide);
}

/** Nobody said that it was coming; it is told, if at all, when it is over. */
export function breakOffUnannounced(story: Story, { lastDay }: Fate): void {
  const { random } = story;
  const reasons = reasonsFor(story);
  const decide = (): void => dropOut(story, lastDay, reasons, dropouts.sudden);
  const later = random.whole(1, 7);
  if (random.chance(0.45))
    story.on(addWorkingDays(lastDay, -random.whole(0, 1)), () =>
      propose(story, reasons.providerReason, afterAWhile(story, 3), () =>
        story.in(random.whole(1, 4), decide),
      ),
    );
  story.on(addWorkingDays(lastDay, later + 3), decide);
}
