import { join } from 'node:path';
import { ViewStore } from '../../src/projections/view-store.js';
import { ProviderEscalationQuery } from '../../src/views/provider-escalation/provider-escalation.query.js';
import { madeIn, smallWish } from '../support/demo/small-year.js';

const size = { ...smallWish.size, clients: 130 };

/** Levels of the two providers as of the day on which the demo is run. */
async function levelsOn(today: string) {
  const made = await madeIn({ ...smallWish, today, size });
  const views = await ViewStore.open(join(made.config.dataDir, 'views.db'));
  try {
    const query = new ProviderEscalationQuery(views.queries());
    const of = async (providerId: string) => (await query.figures({ providerId, asOf: today })).escalation!;
    return { silent: await of('sonnenfeld'), honest: await of('lotsenhaus') };
  } finally {
    views.close();
    await made.remove();
  }
}

describe('the demo on any day', () => {
  it.each([
    ['a Saturday after new year', '2027-01-02'],
    ['Easter Monday', '2027-03-29'],
    ['a Sunday between the years', '2026-12-27'],
    ['a leap day', '2028-02-29'],
  ])(
    'shows a provider at level 4 with an open case, and another at 0: %s',
    async (_, today) => {
      const { silent, honest } = await levelsOn(today);
      expect(silent).toMatchObject({ level: 4, openCases: ['tv-001'], pausedMeasures: ['sonnenfeld-1'] });
      expect(silent.curesLapsed).toEqual(['tv-001']);
      expect(honest).toMatchObject({ level: 0, because: [] });
    },
    120_000,
  );
});
