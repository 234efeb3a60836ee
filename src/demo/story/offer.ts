import { addWorkingDays } from '../../rulebook/working-days.js';
import type { Explanation } from '../../terms/catalogues.js';
import { annulments } from '../texts/at-the-end.js';
import { explanationNotes, offerNotes, overrides } from '../texts/before-the-start.js';
import type { Client } from './client.js';
import { decide, notice } from './decision.js';
import type { Measure } from './measure.js';
import { Story } from './story.js';
import { offered, weighed } from './voucher.js';

/** Where offers come from: the measures there are, and a number for each participation. */
export interface Market {
  suitable(client: Client): Measure<Story>;
  nextId(): string;
  told(story: Story): void;
}

export interface Wish {
  readonly relation?: 'repeat' | 'transfer';
  readonly follows?: Story;
}

/** A measure is offered; what comes of it takes its time. */
export function offer(client: Client, market: Market, { relation, follows }: Wish = {}): void {
  const measure = relation === 'repeat' && follows ? follows.measure : market.suitable(client);
  const story = begin(client, market, measure);
  const { random } = story;
  story.record(story.adviser(), 'OfferMeasure', {
    clientId: client.id,
    ...offered(measure),
    ...weighed(story),
    ...(relation && follows ? { relation, followsId: follows.id } : {}),
    ...(random.chance(0.45) ? { decideBy: addWorkingDays(story.today, random.whole(5, 20)) } : {}),
    ...(client.mandate === 'given' ? {} : { overrideReason: random.pick(overrides) }),
    ...story.words('note', offerNotes, 0.5),
  });
  if (random.chance(0.012)) story.in(random.whole(1, 3), () => offerTwice(story, market));
  explain(story);
  if (measure.allowsPressure && random.chance(0.16))
    story.in(random.whole(0, 6), () => notice(story, 'offer'));
  story.in(random.whole(1, 12), () => decide(story, 0));
}

function begin(client: Client, market: Market, measure: Measure<Story>): Story {
  const again = (relation: Wish['relation']): void =>
    offer(client, market, relation ? { relation, follows: story } : {});
  const story: Story = new Story(market.nextId(), client, measure, again);
  market.told(story);
  return story;
}

/** Now and then the same offer is made twice, or to the wrong person, and annulled. */
function offerTwice(story: Story, market: Market): void {
  const { client, random } = story;
  const twin = begin(client, market, story.measure);
  const fields = { clientId: client.id, ...offered(story.measure), ...weighed(story) };
  const override = client.mandate === 'given' ? {} : { overrideReason: random.pick(overrides) };
  twin.record(twin.adviser(), 'OfferMeasure', { ...fields, ...override });
  twin.in(random.whole(1, 5), () => {
    twin.phase = 'lost';
    const kind = random.chance(0.75) ? 'duplicate' : 'mistake';
    const of = kind === 'duplicate' ? { of: story.id } : {};
    twin.record(client.teamLead(), 'AnnulParticipation', {
      kind,
      ...of,
      reason: random.pick(annulments[kind]),
    });
  });
}

function explain(story: Story): void {
  const { random } = story;
  const explained = random.weighted({ all: 82, some: 9, none: 9 });
  if (explained === 'none') return;
  const parts: readonly Explanation[] = ['purpose', 'content', 'limits'];
  story.in(random.pick([0, 0, 0, 1, 3]), () => {
    if (story.phase !== 'offered') return;
    story.record(story.adviser(), 'ExplainMeasure', {
      explained: explained === 'all' ? [...parts] : random.some(random.whole(1, 2), parts),
      form: random.weighted({ oral: 6, written: 3, digital: 1 }),
      ...story.words('note', explanationNotes, 0.35),
    });
  });
}
