import type { Principal } from '../../src/identity/principal.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, commands, get, offered, started } from '../support/api/steps.js';

const { given, product } = stage();
const day = 86_400_000;

const single = [
  '/v1/clients/:clientId',
  '/v1/participations/:participationId',
  '/v1/participations/:participationId/history',
];
const lists = [
  '/v1/clients',
  '/v1/participations',
  '/v1/timeline',
  '/v1/attention',
  '/v1/providers/:providerId/escalation/participations?figure=started',
];

/** Which of the ways of reading show the scene's client to somebody; the first refusal's code where none is answered. */
async function shown(scene: Scene, who: Principal): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of single) {
    const answer = await scene.does(as(who, get(path)));
    if (answer.statusCode === 200) found.push(path);
    else expect(answer.statusCode).toBe(404);
  }
  for (const path of lists) {
    const { items } = await scene.sees<{ items: { clientId: string }[] }>(as(who, get(path)));
    if (items.some(({ clientId }) => clientId === scene.ids.clientId)) found.push(path);
    // Nothing else is in it either: each scene has people of its own.
    expect(items.filter(({ clientId }) => clientId !== scene.ids.clientId)).toEqual([]);
  }
  return found;
}

/** A participation that is in every list: it has a crisis that nobody has answered. */
const pressing = [...started, commands.OpenCrisis()];
const everything = [...single, ...lists];

it('is of the own clients, to the team-lead of the office, and of nobody else', async () => {
  const scene = await given(...pressing);
  const { adviser, colleague, lead, foreignAdviser, foreignLead } = scene.people;
  expect(await shown(scene, adviser)).toEqual(everything);
  expect(await shown(scene, lead)).toEqual(everything);
  for (const other of [colleague, foreignAdviser, foreignLead]) expect(await shown(scene, other)).toEqual([]);
});

it('passes to another adviser with the next request after a hand-over', async () => {
  const scene = await given(...pressing);
  const { adviser, colleague } = scene.people;
  await scene.did(commands.HandOverClient());
  expect(await shown(scene, adviser)).toEqual([]);
  expect(await shown(scene, colleague)).toEqual(everything);
  expectProblem(await scene.does(commands.RecordContact()), 404, 'unknown-participation');
  await scene.did(as('colleague', commands.RecordContact()));
});

it('is the deputy’s too with the next request after the appointment, until it is ended', async () => {
  const scene = await given(...pressing);
  const { adviser, colleague } = scene.people;
  await scene.did(commands.AppointDeputy());
  expect(await shown(scene, colleague)).toEqual(everything);
  expect(await shown(scene, adviser)).toEqual(everything);
  await scene.did(as('colleague', commands.RecordContact()));
  await scene.did(commands.EndDeputy());
  expect(await shown(scene, colleague)).toEqual([]);
  expectProblem(await scene.does(as('colleague', commands.RecordContact())), 404, 'unknown-participation');
});

it('is the deputy’s from the first to the last day', async () => {
  const scene = await given(...pressing);
  const { colleague } = scene.people;
  await scene.did(commands.AppointDeputy({ from: scene.day(1), to: scene.day(2) }));
  const seen: boolean[] = [];
  for (let today = 0; today < 4; today++) {
    seen.push((await shown(scene, colleague)).length === everything.length);
    product().clock.advance(day);
  }
  expect(seen).toEqual([false, true, true, false]);
});

it('follows a client to the adviser that has them now, and so does the deputy', async () => {
  const scene = await given(...pressing, commands.AppointDeputy());
  const third: Principal = { ...scene.people.colleague, subject: `third-${scene.name}` };
  await scene.did(commands.HandOverClient({ toAdviserId: third.subject }));
  expect(await shown(scene, scene.people.colleague)).toEqual([]);
  expect(await shown(scene, third)).toEqual(everything);
});

it('does not follow from an appointment in a foreign office', async () => {
  const scene = await given(...pressing);
  const { adviser, foreignAdviser, foreignLead } = scene.people;
  await scene.did(
    as(foreignLead, async here => ({
      ...(await commands.AppointDeputy({ adviserId: adviser.subject, deputyId: foreignAdviser.subject })(
        here,
      )),
      url: `/v1/offices/${foreignLead.office}/deputies`,
    })),
  );
  expect(await shown(scene, foreignAdviser)).toEqual([]);
  expectProblem(await scene.does(as(foreignAdviser, commands.RecordContact())), 404, 'unknown-participation');
});

it('may be given to an adviser of another office by the own one', async () => {
  const scene = await given(...pressing);
  const { foreignAdviser } = scene.people;
  await scene.did(commands.AppointDeputy({ deputyId: foreignAdviser.subject }));
  expect(await shown(scene, foreignAdviser)).toEqual(everything);
});

describe('somebody with several roles', () => {
  const both = (scene: Scene): Principal => ({
    subject: scene.people.colleague.subject,
    roles: ['adviser', 'team-lead'],
    office: scene.people.foreignLead.office!,
  });

  it('sees what any of them may see', async () => {
    const [own, other] = [await given(...offered), await given(...offered)];
    const here: Principal = {
      ...both(own),
      subject: own.people.adviser.subject,
      office: other.people.lead.office!,
    };
    const { items } = await own.sees<{ items: { clientId: string }[] }>(as(here, get('/v1/clients')));
    expect(items.map(({ clientId }) => clientId).toSorted()).toEqual(
      [own.ids.clientId, other.ids.clientId].toSorted(),
    );
    for (const scene of [own, other]) await scene.sees(as(here, get('/v1/clients/:clientId')));
  });

  it('acts in the role that lets it through, and is recorded in it', async () => {
    const scene = await given(...offered, commands.AppointDeputy());
    const lead: Principal = { ...both(scene), office: scene.people.lead.office! };
    await scene.did(as(lead, commands.ExplainMeasure()));
    expect((await scene.entry('MeasureExplained')).actor.role).toBe('adviser');
    await scene.did(commands.EndDeputy());
    await scene.did(as(lead, commands.ExplainMeasure()));
    expect((await scene.entry('MeasureExplained')).actor.role).toBe('team-lead');
  });

  it('may register a client of a colleague, as team-lead', async () => {
    const scene = await given();
    const { adviser, colleague } = scene.people;
    const lead: Principal = { ...both(scene), office: adviser.office! };
    expectProblem(
      await scene.does(commands.RegisterClient({ adviserId: colleague.subject })),
      403,
      'forbidden',
    );
    await scene.did(as(lead, commands.RegisterClient({ adviserId: adviser.subject })));
    const [registered] = await product().stream(`client-${scene.ids.clientId}`);
    expect(registered).toMatchObject({ data: { adviserId: adviser.subject }, actor: { role: 'team-lead' } });
  });

  it('may offer to the clients of either', async () => {
    const scene = await given(...offered);
    const lead: Principal = { ...both(scene), office: scene.people.lead.office! };
    await scene.did(as(lead, commands.OfferMeasure({ participationId: `${scene.name}-2` })));
  });
});

it('registers a client in the own office and nowhere else', async () => {
  const scene = await given();
  const elsewhere = commands.RegisterClient({ officeId: scene.people.foreignLead.office });
  for (const who of ['adviser', 'lead'] as const)
    expectProblem(await scene.does(as(who, elsewhere)), 403, 'forbidden');
});
