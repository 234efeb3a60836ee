import { Policies } from '../../../src/policies/policies.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import type { CaseFileAnswer } from '../../../src/http/openapi/case-answer.js';
import type { HistoryAnswer } from '../../../src/http/openapi/history-answer.js';
import type { People } from './people.js';
import type { Counterpart } from './product.js';
import type { Scene } from './scene.js';
import { get } from './steps.js';

export const aDay = 86_400_000;

/** The newest entries of these types about the scene's participation, as a case cites them. */
export async function citing(scene: Scene<Counterpart>, ...types: readonly DomainEntry['type'][]) {
  const entries = await Promise.all(types.map(type => scene.entry(type)));
  return entries.map(({ id }) => ({ participationId: scene.ids.participationId!, eventId: id }));
}

export const readCase = (scene: Scene, who: keyof People = 'lead'): Promise<CaseFileAnswer> =>
  scene.sees<CaseFileAnswer>(get('/v1/provider-cases/:caseId', who));

/** What stands in the case's own stream and in its measure's about it. */
export const caseStream = (scene: Scene) => scene.product.stream(`provider-case-${scene.ids.caseId}`);
export async function notedInMeasure(scene: Scene): Promise<readonly string[]> {
  const measure = await scene.product.stream(`measure-${scene.ids.measureId}`);
  return measure
    .filter(({ data }) => 'caseId' in data && data.caseId === scene.ids.caseId)
    .map(({ type }) => type);
}

/** All that is due is done by the system, which must not fail in it. */
export async function whenPoliciesRan({ product }: Scene): Promise<void> {
  const { failures } = await product.app.get(Policies).run();
  if (failures.length) throw failures[0]!.error;
}

/** Every entry that a case cites reads there as it does in the history of its participation. */
export async function expectToAgree(scene: Scene, who: keyof People = 'lead'): Promise<void> {
  const { evidence } = await readCase(scene, who);
  expect(evidence.length).toBeGreaterThan(0);
  for (const { participationId, eventId, entry } of evidence) {
    const path = scene.path('/v1/participations/:participationId/history', { participationId });
    const history = await scene.sees<HistoryAnswer>(get(path, who));
    expect(entry).toEqual(history.entries.find(one => one.eventId === eventId));
  }
}
