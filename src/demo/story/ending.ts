import {
  isNeutral,
  type CompletionResult,
  type DropoutReason,
  type Gain,
  type HandOverTarget,
  type Whereabouts,
} from '../../terms/catalogues.js';
import { addDays, type Day } from '../../terms/times.js';
import { completions, corrections, whereabouts } from '../texts/at-the-end.js';
import { correctLater } from './entries.js';
import { perhapsObject } from './remedy.js';
import type { Story } from './story.js';

export interface Reasons {
  readonly providerReason: DropoutReason;
  readonly clientReason: DropoutReason;
  readonly adviserFinding: DropoutReason;
}

/** The office ends it; three reasons stand side by side. */
export function dropOut(story: Story, endedOn: Day, reasons: Reasons, words: readonly string[]): void {
  if (!story.active) return;
  const { random } = story;
  const { adviserFinding } = reasons;
  const note = story.words('note', words, 0.75);
  const noted = story.record(story.adviser(), 'ConfirmDropout', { endedOn, ...reasons, ...note });
  story.highlights.add('dropout');
  if (!isNeutral(adviserFinding)) perhapsObject(story, 'dropout', noted);
  const found = random.pick(['took-up-work', 'moved'] as const);
  if (adviserFinding === 'unknown' && random.chance(0.15))
    correctLater(story, noted, 'adviserFinding', found, corrections[found]);
  ended(story, endedOn, outcomes[adviserFinding] ?? uncertain);
}

const gains: Readonly<Record<Gain, number>> = {
  knowledge: 0.5,
  community: 0.35,
  'limits-met': 0.15,
  personality: 0.15,
  certificate: 0,
  'daily-structure': 0.45,
  'self-confidence': 0.4,
  clarity: 0.35,
  'next-step': 0.4,
};

/** It came to its end; who goes on with a crisis that is still open is said. */
export function complete(story: Story, endedOn: Day): void {
  if (!story.active) return;
  if (story.mistakes) return story.in(1, () => complete(story, endedOn));
  const { random } = story;
  const result: CompletionResult = random.weighted({
    'goal-reached': 45,
    'goal-partly-reached': 38,
    'formally-ended': 17,
  });
  const share = { 'goal-reached': 1, 'goal-partly-reached': 0.7, 'formally-ended': 0.3 }[result];
  const gained = (Object.entries(gains) as [Gain, number][])
    .filter(([, chance]) => random.chance(chance * share))
    .map(([gain]) => gain);
  const certified = story.measure.offered.certificate && random.chance(0.8 * share);
  const handOvers = story.openCrises.map(crisisId => {
    const to: HandOverTarget = random.weighted({ office: 6, 'other-service': 3, provider: 1 });
    return { crisisId, to };
  });
  story.record(story.adviser(), 'CompleteParticipation', {
    endedOn,
    result,
    gains: certified ? [...gained, 'certificate' as const] : gained,
    ...(handOvers.length ? { handOvers } : {}),
    ...story.words('note', completions[result], 0.7),
  });
  ended(story, endedOn, result === 'goal-reached' ? promising : uncertain);
}

type Chances = Readonly<Partial<Record<Whereabouts, number>>>;

const promising: Chances = {
  employed: 36,
  'minor-employment': 8,
  'self-employed': 1,
  'in-training': 14,
  'in-measure': 8,
  unemployed: 26,
  'not-available': 4,
  unknown: 5,
};
const uncertain: Chances = {
  employed: 10,
  'minor-employment': 8,
  'in-training': 4,
  'in-measure': 10,
  unemployed: 50,
  'not-available': 8,
  unknown: 10,
};
const outcomes: Readonly<Partial<Record<DropoutReason, Chances>>> = {
  'took-up-work': { employed: 8, 'minor-employment': 2, 'self-employed': 0.5, unemployed: 0.5 },
  'took-up-training': { 'in-training': 9, unemployed: 1 },
  transferred: { 'in-measure': 9, unemployed: 1 },
  moved: { unknown: 8, employed: 2 },
  'entitlement-ended': { employed: 6, 'not-available': 2, unknown: 2 },
};

function ended(story: Story, endedOn: Day, chances: Chances): void {
  const { random, measure } = story;
  story.phase = 'ended';
  story.endedOn = endedOn;
  story.proposed = false;
  measure.running.delete(story);
  story.chronicle.next(() => measure.taken--);
  for (const telling of story.untold) telling();
  const recordWhereabouts = (monthsAfter: 0 | 6): void => {
    const where = random.weighted(chances);
    const note = story.words('note', whereabouts[where], 0.4);
    story.record(story.adviser(), 'RecordWhereabouts', { monthsAfter, whereabouts: where, ...note });
  };
  if (random.chance(0.93)) story.in(random.whole(1, 11), () => recordWhereabouts(0));
  if (random.chance(0.85)) story.on(addDays(endedOn, random.whole(182, 196)), () => recordWhereabouts(6));
}
