import { addDays, type Day } from '../../terms/times.js';
import type { Chronicle } from '../plan/chronicle.js';
import { Random } from '../random.js';
import { fire } from '../texts/practice.js';
import { strike } from './crisis.js';
import type { Measure } from './measure.js';
import type { Story } from './story.js';

/** A fire in the workshop: one incident, a crisis for each who was there. */
export function burn(chronicle: Chronicle, { id, running }: Measure<Story>, today: Day): void {
  const random = Random.of(chronicle.seed, 'fire', id);
  chronicle.on(addDays(today, -47), random, () => {
    const incidentId = `incident-${random.uuid()}`;
    for (const story of running)
      if (random.chance(0.7))
        strike(story, { kind: 'other', severity: 2, mends: true, incidentId, description: fire });
  });
}
