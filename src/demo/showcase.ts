import type { Plan } from './plan/plan.js';
import { providers } from './cast/providers.js';
import { addDays, dayOf, toInstant, type Day } from '../terms/times.js';
import type { Highlight, Story } from './story/story.js';

interface Shown {
  readonly id: string;
  readonly name: string;
}

/** Something to look at first. */
export interface Showcase {
  readonly participationId: string;
  readonly endedOn: Day;
  readonly adviserId: string;
  readonly officeId: string;
  /** The provider that keeps silent, with a case that is open. */
  readonly silent: Shown;
  readonly caseId: string;
  /** Of the office that leads the case. */
  readonly teamLead: { readonly id: string; readonly officeId: string };
  /** The provider that tells everything at once, and loses people all the same. */
  readonly honest: Shown;
  readonly year: { readonly from: Day; readonly to: Day };
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

const worth = ({ highlights }: Story): number =>
  [...highlights].reduce((sum, highlight) => sum + (worthSeeing[highlight] ?? 0), 0);

function named(id: string): Shown {
  const { name } = providers.find(provider => provider.id === id)!;
  return { id, name };
}

/** A participation in which much happened, its adviser, and the providers between which a level tells apart. */
export function showcaseOf({ stories, openCase, end }: Plan): Showcase {
  const today = dayOf(toInstant(end));
  const since = addDays(today, -120);
  const dropouts = stories.filter(
    ({ endedOn, highlights, phase }) => phase === 'ended' && highlights.has('dropout') && endedOn! >= since,
  );
  const candidates = dropouts.length ? dropouts : stories;
  const shown = candidates.reduce((best, story) => (worth(story) > worth(best) ? story : best));
  const { adviserId, chronicle } = shown.client;
  const { officeId, providerId, caseId } = openCase;
  const { offices, calendar } = chronicle;
  return {
    participationId: shown.id,
    endedOn: shown.endedOn ?? since,
    adviserId,
    officeId: offices.of(adviserId).id,
    silent: named(providerId),
    caseId,
    teamLead: { id: offices.all.find(({ id }) => id === officeId)!.teamLead.id, officeId },
    honest: named('lotsenhaus'),
    year: { from: calendar.from, to: today },
  };
}
