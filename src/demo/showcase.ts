import type { Plan } from './plan/plan.js';
import { providers } from './cast/providers.js';
import { addDays, dayOf, toInstant, type Day } from '../terms/times.js';
import type { Highlight, Story } from './story/story.js';

/** Something to look at first. */
export interface Showcase {
  readonly participationId: string;
  readonly endedOn: Day;
  readonly adviserId: string;
  readonly officeId: string;
  readonly providerId: string;
  readonly providerName: string;
}

const worthSeeing: Readonly<Partial<Record<Highlight, number>>> = {
  dropout: 4,
  crisis: 3,
  'told-after-the-end': 3,
  telephone: 2,
  intervention: 2,
  risk: 2,
  proposal: 1,
  correction: 1,
  dispute: 1,
};

const isSilent = ({ manner }: Story): boolean => manner.warns < 0.3;

/** A participation in which much happened, its adviser, and the provider that lost the most without a word. */
export function showcaseOf({ stories, end }: Plan): Showcase {
  const since = addDays(dayOf(toInstant(end)), -120);
  const dropouts = stories.filter(
    ({ endedOn, highlights, phase }) => phase === 'ended' && highlights.has('dropout') && endedOn! >= since,
  );
  const worth = ({ highlights }: Story): number =>
    [...highlights].reduce((sum, highlight) => sum + (worthSeeing[highlight] ?? 0), 0);
  const candidates = dropouts.length ? dropouts : stories;
  const shown = candidates.reduce((best, story) => (worth(story) > worth(best) ? story : best));
  const lost = Map.groupBy(dropouts.filter(isSilent), ({ measure }) => measure.provider.id);
  const most = [...lost].reduce<readonly [string, number]>(
    (best, [id, of]) => (of.length > best[1] ? [id, of.length] : best),
    [shown.measure.provider.id, 0],
  );
  const { adviserId, chronicle } = shown.client;
  return {
    participationId: shown.id,
    endedOn: shown.endedOn ?? since,
    adviserId,
    officeId: chronicle.offices.of(adviserId).id,
    providerId: most[0],
    providerName: providers.find(({ id }) => id === most[0])!.name,
  };
}
