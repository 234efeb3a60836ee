import { aDay, caseStream, readCase, whenPoliciesRan } from '../support/api/dispute.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { commands, get, observedCase } from '../support/api/steps.js';

const { given, product } = stage();
const { RegisterOffice, EstablishFinding, DemandCure, ReportCure, Reinspect, CloseProviderCase } = commands;
const { PauseAssignments, ResumeAssignments } = commands;

/** The level of the scene's provider today, and why. */
async function level(scene: Scene): Promise<readonly (number | string)[]> {
  const question = get('/v1/providers/:providerId/escalation', 'lead');
  const { escalation } = await scene.sees<{ escalation: { level: number; because: string[] } }>(question);
  return [escalation.level, ...escalation.because];
}
const standings = async (scene: Scene) =>
  (await readCase(scene, 'provider')).demands.map(({ standing }) => standing);
const lapses = async (scene: Scene) =>
  (await caseStream(scene)).flatMap(event =>
    event.type === 'CureDeadlineLapsed' ? [event.data.demandId] : [],
  );
const later = async (scene: Scene, days: number) => {
  product().clock.advance(days * aDay);
  await whenPoliciesRan(scene);
};
const second = { demandId: 'demand-2' };
/** A step about the second demand, which its path names. */
const ofSecond =
  (step: Step): Step =>
  async scene => {
    const request = await step(scene);
    return { ...request, url: request.url.replace(scene.ids.demandId!, second.demandId) };
  };

it('the level of a provider follows what a case comes to, demand by demand', async () => {
  const scene = await given(RegisterOffice({ state: 'NW' }), ...observedCase, EstablishFinding());
  expect(await level(scene)).toEqual([1, 'open-case']);

  await later(scene, 12); // the 23 May
  const deliveredOn = '2026-05-21';
  await scene.did(DemandCure({ occurredAt: '2026-05-20T08:00:00.000Z', deliveredOn }));
  await scene.did(DemandCure({ ...second, days: 30 }));
  // Fourteen days after the 21 May is Corpus Christi, a holiday where the office is; thirty after the 23 May a Monday.
  expect((await readCase(scene, 'provider')).demands).toMatchObject([
    { deadline: { from: '2026-05-21', days: 14, region: 'NW', endsAt: '2026-06-05T22:00:00.000Z' } },
    { deadline: { from: '2026-05-23', days: 30, region: 'NW', endsAt: '2026-06-22T22:00:00.000Z' } },
  ]);
  expect(await level(scene)).toEqual([3, 'cure-demanded', 'open-case']);

  await later(scene, 10);
  await scene.did(ReportCure());
  await later(scene, 10); // the 12 June: the first deadline is over, and nobody has looked
  expect(await standings(scene)).toEqual(['reported', 'running']);
  expect(await level(scene)).toEqual([3, 'cure-demanded', 'open-case']);
  await scene.did(Reinspect({ result: 'cured' }));
  expect(await standings(scene)).toEqual(['cured', 'running']);
  expect(await level(scene)).toEqual([3, 'cure-demanded', 'open-case']);

  await later(scene, 11); // the 23 June
  expect(await lapses(scene)).toEqual(['demand-2']);
  expect(await standings(scene)).toEqual(['cured', 'lapsed']);
  expect(await level(scene)).toEqual([4, 'cure-lapsed', 'cure-demanded', 'open-case']);

  await scene.did(ofSecond(Reinspect({ result: 'cured' })));
  expect(await level(scene)).toEqual([1, 'open-case']);
  await scene.did(PauseAssignments({ caseId: scene.ids.caseId }));
  expect(await level(scene)).toEqual([4, 'assignments-paused', 'open-case']);
  await scene.did(ResumeAssignments());
  await scene.did(CloseProviderCase({ result: 'cured' }));
  expect(await level(scene)).toEqual([0]);
});

it('a pause without a case raises nobody', async () => {
  const scene = await given(...observedCase.slice(0, -1), PauseAssignments());
  expect(await level(scene)).toEqual([0]);
});
