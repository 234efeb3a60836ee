import type { CommandName } from '../../src/application/commands.js';
import { writes } from '../../src/http/authorisation/access.js';
import type { Answer, Request } from '../support/api/product.js';
import type { People } from '../support/api/people.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import {
  as,
  annulEntry,
  client,
  commands,
  correctEntry,
  disputeEntry,
  get,
  ifMatch,
  measure,
  offered,
  started,
} from '../support/api/steps.js';

const { given, product } = stage();

/** All of an answer but what differs from request to request, and the ids that were asked for. */
function told({ statusCode, headers, body }: Answer, ...asked: readonly string[]): object {
  const { 'x-correlation-id': _, date: __, 'content-length': ___, ...rest } = headers;
  const text = asked.reduce((all, id) => all.replaceAll(id, '<id>'), body);
  return { statusCode, headers: rest, body: text.replace(/urn:uuid:[\w-]+/, '') };
}

const nothing = 'nothing-there';

/** The same request about what does not exist. */
function aboutNothing(request: Request, scene: Scene): Request {
  const { participationId, clientId, providerId, officeId } = scene.ids;
  const unknown = [participationId, clientId, providerId, officeId].reduce(
    (url, id) => url!.replace(id!, nothing),
    request.url,
  )!;
  return { ...request, url: unknown };
}

async function expectNotThere(scene: Scene, step: Step): Promise<void> {
  const request = await step(scene);
  const before = await product().head();
  const [foreign, unknown] = [
    await product().send(request),
    await product().send(aboutNothing(request, scene)),
  ];
  expect(foreign.statusCode).toBe(404);
  expect(told(foreign)).toEqual(told(unknown));
  expect(await product().head()).toBe(before);
}

const ofLead: readonly Step[] = [
  commands.HandOverClient(),
  commands.AppointDeputy(),
  commands.EndDeputy(),
  annulEntry('MeasureOffered'),
  commands.AnnulParticipation(),
];
/** Those of an adviser that name a client or a participation in their path; a correction needs a value besides. */
const ofClients = Object.entries(commands).filter(
  ([name]) => writes[name as CommandName].adviser === 'client' && name !== 'CorrectEntry',
);
const ofOffice: readonly Step[] = [
  get('/v1/clients/:clientId'),
  get('/v1/clients/:clientId/history'),
  get('/v1/participations/:participationId'),
  get('/v1/participations/:participationId/history'),
  correctEntry('MeasureOffered', { is: 'whatever' }),
  ...ofClients.map(([, usual]) => usual()),
];
const ofProvider: readonly Step[] = [
  get('/v1/participations/:participationId'),
  get('/v1/participations/:participationId/history'),
  commands.ConfirmStart(),
  commands.ReportNoShow(),
  commands.ReportAttendance(),
  commands.RecordContact(),
  commands.OpenCrisis(),
  commands.ReassessCrisis(),
  commands.FlagDropoutRisk({ raisedBy: 'provider' }),
  commands.ProposeDropout(),
  commands.DeliverAssessment(),
  disputeEntry('MeasureOffered', { disputedBy: 'provider' }),
];

const ofProviderItself: readonly Step[] = [
  get('/v1/providers/:providerId/history'),
  commands.ReportStaffChange(),
];

describe('a foreign id answers as an unknown one', () => {
  it.each([
    ['an adviser of another office', 'foreignAdviser', ofOffice],
    ['an adviser of the same office who does not deputise', 'colleague', ofOffice],
    ['a team-lead of another office', 'foreignLead', [...ofOffice, ...ofLead]],
    ['another provider', 'otherProvider', [...ofProvider, ...ofProviderItself]],
  ] as readonly [string, keyof People, readonly Step[]][])('to %s', async (_, who, steps) => {
    const scene = await given(
      ...started,
      commands.OpenCrisis(),
      commands.FlagDropoutRisk(),
      disputeEntry('MeasureOffered'),
    );
    for (const step of steps) await expectNotThere(scene, as(who, step));
  });

  it('to the provider of the measure, before a place is assigned', async () => {
    const scene = await given(...offered, commands.GiveConsent());
    for (const step of ofProvider) await expectNotThere(scene, as('provider', step));
  });

  it('where the body names it: an offer to the client of others', async () => {
    const scene = await given(...measure, ...client);
    const foreign = await scene.does(as('foreignAdviser', commands.OfferMeasure()));
    const unknown = await scene.does(as('foreignAdviser', commands.OfferMeasure({ clientId: nothing })));
    expect(foreign.statusCode).toBe(409);
    expect(told(foreign)).toEqual(told(unknown));
  });

  it('where the body names it: an offer that follows a participation of others', async () => {
    const [scene, other] = [await given(...measure, ...client), await given(...started)];
    const follow = (followsId: string): Step => commands.OfferMeasure({ relation: 'repeat', followsId });
    const foreign = await scene.does(follow(other.ids.participationId!));
    const unknown = await scene.does(follow(nothing));
    expect(foreign.statusCode).toBe(409);
    expect(told(foreign, other.ids.participationId!)).toEqual(told(unknown, nothing));
  });
});

it('an offer held against a revision tells nothing of what stands under the id of others', async () => {
  const [scene, other] = [await given(...measure, ...client), await given(...started)];
  const offer = (participationId: string): Step => ifMatch(99, commands.OfferMeasure({ participationId }));
  const foreign = await scene.does(offer(other.ids.participationId!));
  expect(foreign.statusCode).toBe(412);
  expect(told(foreign)).toEqual(told(await scene.does(offer(nothing))));
});

describe('what a provider is not told of answers as if it were not there', () => {
  const dispute =
    (eventId: string): Step =>
    async scene => ({
      ...(await disputeEntry('MeasureOffered', { disputedBy: 'provider' })(scene)),
      by: scene.people.provider,
      url: scene.path('/v1/participations/:participationId/entries/:eventId/disputes', { eventId }),
    });

  it('an entry of the office', async () => {
    const scene = await given(...started);
    const { id } = await scene.entry('ConsentGiven');
    const [foreign, unknown] = [await scene.does(dispute(id)), await scene.does(dispute(nothing))];
    expect(told(foreign, id)).toEqual(told(unknown, nothing));
    expect(foreign.json()).toMatchObject({ code: 'unknown-entry' });
  });

  const reassess =
    (crisisId: string): Step =>
    scene => ({
      by: scene.people.provider,
      method: 'POST',
      url: scene.path('/v1/participations/:participationId/crises/:crisisId/reassessments', { crisisId }),
      body: { severity: 4 },
    });

  it('a crisis that the office has opened and not shared', async () => {
    const scene = await given(...started, as('adviser', commands.OpenCrisis()));
    const [foreign, unknown] = [await scene.does(reassess('crisis-1')), await scene.does(reassess(nothing))];
    expect(told(foreign, 'crisis-1')).toEqual(told(unknown, nothing));
    expect(foreign.json()).toMatchObject({ status: 404, code: 'unknown-crisis' });
  });

  it('but a crisis that was shared is there', async () => {
    const scene = await given(...started, as('adviser', commands.OpenCrisis({ shared: true })));
    await scene.did(reassess('crisis-1'));
  });

  it('an entry of the office as the ground of a risk', async () => {
    const scene = await given(...started);
    const because = (id: string): Step =>
      as('provider', commands.FlagDropoutRisk({ raisedBy: 'provider', because: [id] }));
    const { id } = await scene.entry('ConsentGiven');
    const [foreign, unknown] = [await scene.does(because(id)), await scene.does(because(nothing))];
    expect(told(foreign, id)).toEqual(told(unknown, nothing));
    expect(foreign.json()).toMatchObject({ code: 'unknown-entry' });
    await scene.did(because((await scene.entry('ParticipationStarted')).id));
  });
});
