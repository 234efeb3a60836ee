import type { CommandName } from '../../application/commands.js';
import type { Noted } from '../plan/chronicle.js';
import type { FieldsOf } from '../plan/step.js';
import type { Range } from '../random.js';
import type { Story } from './story.js';

const minute = 60_000;

/** Something that a provider knows since a moment, and what becomes of it. */
export interface News<N extends CommandName> {
  readonly command: N;
  readonly fields: Omit<FieldsOf<N>, 'participationId'>;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Whether the command names a day by itself that says when it occurred. */
  readonly datesItself?: true;
  /** Working days until it is told. */
  readonly after: Range;
  /** Whether it still can be told. */
  possible(): boolean;
  told(noted: Noted): void;
}

/** A provider tells something: through its own access, or on the telephone for an adviser to write down later. */
export function tell<N extends CommandName>(story: Story, news: News<N>): void {
  const { random, manner } = story;
  const knewAt = news.occurredAt + random.whole(0, 45) * minute;
  const delay = random.within(news.after);
  const times = {
    ...(news.datesItself ? {} : { occurredAt: story.instant(news.occurredAt) }),
    ...(news.datesItself ? {} : { sourceKnewAt: story.instant(knewAt) }),
  };
  const speak = (): void => {
    if (!news.possible()) return;
    if (!random.chance(manner.telephones)) {
      news.told(story.record(story.clerk(), news.command, { ...news.fields, ...times }));
      return;
    }
    const learnedAt = story.instant();
    const write = (): void => {
      if (!news.possible()) return;
      story.highlights.add('telephone');
      const source = 'provider' as const;
      news.told(story.record(story.adviser(), news.command, { ...news.fields, ...times, learnedAt, source }));
    };
    story.in(random.pick([0, 1, 1, 2, 4]), write);
  };
  story.in(delay, speak, { after: knewAt });
}
