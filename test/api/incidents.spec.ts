import { stage, type Scene } from '../support/api/scene.js';
import { commands, get, started } from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given } = stage();
const { OpenCrisis } = commands;
const list = get('/v1/participations?incidentId=fire-alarm');

const idsOf = async (scene: Scene): Promise<readonly string[]> => {
  const { items } = await scene.sees<{ items: { participationId: string }[] }>(list);
  return items.map(({ participationId }) => participationId);
};

it('one incident joins the participations that had a crisis in it, within what the reader may see', async () => {
  const one = await given(...started, OpenCrisis({ incidentId: 'fire-alarm' }));
  const another = await given(...started, OpenCrisis({ incidentId: 'fire-alarm' }));
  const others = { participationId: `${one.name}-too`, clientId: `client-${one.name}-too` };
  await one.did(commands.RegisterClient({ clientId: others.clientId }));
  const { by, body } = await commands.ClarifyMandate()(one);
  await one.did(() => ({ by, body, method: 'POST', url: `/v1/clients/${others.clientId}/mandates` }));
  await one.did(commands.OfferMeasure(others));
  expect(await idsOf(one)).toEqual([one.ids.participationId]);
  expect(await idsOf(another)).toEqual([another.ids.participationId]);
});

it('a crisis that is annulled, or belongs to another incident, joins nothing', async () => {
  const scene = await given(...started, OpenCrisis({ incidentId: 'fire-alarm' }));
  const { id } = await scene.entry('CrisisOpened');
  expect(await idsOf(scene)).toHaveLength(1);
  await scene.did(({ people, path }) => ({
    by: people.lead,
    method: 'POST',
    url: path.call(scene, '/v1/participations/:participationId/entries/:eventId/annulments', { eventId: id }),
    body: { reason: 'somebody else' },
  }));
  expect(await idsOf(scene)).toEqual([]);
  await scene.did(OpenCrisis({ crisisId: 'crisis-2', incidentId: 'flood' }));
  expect(await idsOf(scene)).toEqual([]);
});

it('a provider cannot ask for it', async () => {
  const scene = await given(...started, OpenCrisis({ incidentId: 'fire-alarm' }));
  const asked = get('/v1/participations?incidentId=fire-alarm', 'provider');
  expectProblem(await scene.does(asked), 400, 'bad-query');
});
