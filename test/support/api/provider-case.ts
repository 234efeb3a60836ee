import type { Counterpart } from './product.js';
import type { Scene, Step } from './scene.js';

/** The ids in paths of provider cases. */
export const caseIdsOf = ({ name }: Scene<Counterpart>) => ({ caseId: `case-${name}`, demandId: 'demand-1' });

const byLead =
  (path: string, body: (scene: Scene<Counterpart>) => object): Step =>
  scene => ({
    by: scene.people.lead,
    method: 'POST',
    url: scene.path(`/v1/provider-cases${path}`, caseIdsOf(scene)),
    body: body(scene),
  });

/** A case about the scene's measure and participation, of which the provider knows. */
export const reachedCase: readonly Step[] = [
  byLead('', scene => ({
    caseId: caseIdsOf(scene).caseId,
    providerId: scene.ids.providerId,
    measureId: scene.ids.measureId,
    category: 'D4',
    severity: 'considerable',
    dutyBreached: { clause: '§ 4' },
    observedOn: scene.day(),
    participationIds: [scene.ids.participationId],
    fact: 'no individual talks',
  })),
  byLead('/:caseId/findings', () => ({
    category: 'D4',
    severity: 'considerable',
    exculpatory: 'none-found',
    finding: 'no individual talks in May',
  })),
];
