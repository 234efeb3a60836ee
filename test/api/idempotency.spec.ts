import type { Receipt } from '../../src/application/recording.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import {
  annulEntry,
  as,
  assigned,
  client,
  commands,
  consented,
  correctEntry,
  get,
  ifMatch,
  keyed,
  measure,
  offered,
  started,
  withHeaders,
} from '../support/api/steps.js';

const { given, product } = stage();
const { AssignPlace, GiveConsent, OfferMeasure, OpenCrisis, RecordContact, RegisterClient } = commands;

/** The step again is answered with the same receipt, and the log is where it was. */
async function expectReplay(scene: Scene, step: Step, first: Receipt): Promise<void> {
  const before = await product().head();
  expect(await scene.did(step)).toEqual(first);
  expect(await product().head()).toBe(before);
}

async function expectReused(scene: Scene, step: Step): Promise<void> {
  const before = await product().head();
  expectProblem(await scene.does(step), 422, 'idempotency-key-reused');
  expect(await product().head()).toBe(before);
}

describe('a command sent again under its key', () => {
  const creating: readonly [string, Step[], Step][] = [
    ['a client', [], RegisterClient({ clientId: undefined })],
    ['a provider', [], commands.RegisterProvider({ providerId: undefined })],
    ['a measure', [commands.RegisterProvider()], commands.RegisterMeasure({ measureId: undefined })],
    ['an offer', [...measure, ...client], OfferMeasure({ participationId: undefined })],
    ['a crisis', started, OpenCrisis({ crisisId: undefined })],
    ['a risk', started, commands.FlagDropoutRisk({ riskId: undefined })],
  ];
  it.each(creating)('that makes %s answers with the id that was made', async (_, past, step) => {
    const scene = await given(...past);
    const first = await scene.did(keyed('k', step));
    await expectReplay(scene, keyed('k', step), first);
  });

  const others: readonly [string, readonly Step[], Step][] = [
    ['a mandate', client, commands.ClarifyMandate()],
    ['a deputy', [], commands.AppointDeputy()],
    ['a consent', offered, GiveConsent()],
    ['a place and the assignment to it', consented, AssignPlace()],
    ['a consent withdrawn, and the risk that it raises', started, commands.WithdrawConsent()],
    ['an end, and the place that it frees', started, commands.ConfirmDropout()],
    ['a correction', started, scene => correctEntry('ParticipationStarted', { is: scene.moment() })(scene)],
    ['an annulment', [...started, RecordContact()], annulEntry('ContactHeld')],
  ];
  it.each(others)('that recorded %s answers with its receipt', async (_, past, step) => {
    const scene = await given(...past);
    // The same request, byte for byte: the step itself would name other entries once there are more.
    const request = await keyed('k', step)(scene);
    const first = await scene.did(() => request);
    expect((await scene.does(() => request)).json()).toEqual(first);
    await expectReplay(scene, () => request, first);
  });

  it('by two at once is recorded once', async () => {
    const scene = await given(...started);
    const { revision } = (await scene.history()).at(-1)!;
    const step = keyed('k', RecordContact());
    const receipts = await Promise.all(Array.from({ length: 8 }, () => scene.did(step)));
    expect(new Set(receipts.map(receipt => JSON.stringify(receipt))).size).toBe(1);
    expect((await scene.history()).at(-1)!.revision).toBe(revision + 1);
  });

  it('is known after a restart', async () => {
    const scene = await given(...started);
    const contact = await scene.did(keyed('k', RecordContact()));
    const crisis = await scene.did(keyed('l', OpenCrisis({ crisisId: undefined })));
    const registered = await scene.did(keyed('m', RegisterClient({ clientId: undefined })));
    await product().restart();
    await expectReplay(scene, keyed('k', RecordContact()), contact);
    await expectReplay(scene, keyed('l', OpenCrisis({ crisisId: undefined })), crisis);
    await expectReplay(scene, keyed('m', RegisterClient({ clientId: undefined })), registered);
    await expectReused(scene, keyed('m', RegisterClient({ clientId: 'another' })));
  });

  it('is known in whatever order and spacing its fields were written', async () => {
    const scene = await given(...started);
    const { url, by } = await RecordContact()(scene);
    const body = (text: string): Step => keyed('k', () => ({ by, url, method: 'POST', body: text }));
    const first = await scene.did(body('{"between":["client"],"channel":"video","onSite":false}'));
    await expectReplay(
      scene,
      body('{ "onSite": false, "channel": "vid\\u0065o", "between": ["client"] }'),
      first,
    );
  });

  it('comes before If-Match, and before phases that moved on', async () => {
    const scene = await given(...consented);
    const { revision } = (await scene.history()).at(-1)!;
    const step = keyed('k', ifMatch(revision, AssignPlace()));
    const first = await scene.did(step);
    await scene.did(commands.ConfirmStart());
    await scene.did(commands.CompleteParticipation());
    await expectReplay(scene, step, first);
  });

  it('is decided anew where it was refused', async () => {
    const scene = await given(...offered);
    const step = keyed('k', as('adviser', commands.ConfirmStart()));
    expectProblem(await scene.does(step), 409, 'wrong-phase');
    expectProblem(await scene.does(step), 409, 'wrong-phase');
    await scene.did(GiveConsent());
    await scene.did(AssignPlace());
    await scene.did(step);
  });

  it('is authorised anew', async () => {
    const scene = await given(...started);
    await scene.did(keyed('k', RecordContact()));
    await scene.did(commands.HandOverClient());
    expectProblem(await scene.does(keyed('k', RecordContact())), 404, 'unknown-participation');
  });
});

describe('a key used with another body', () => {
  it.each([
    ['another field', started, RecordContact(), RecordContact({ channel: 'video' })],
    ['another time', started, RecordContact(), scene => RecordContact({ occurredAt: scene.moment() })(scene)],
    ['another client', client, RegisterClient({ clientId: undefined }), RegisterClient({ clientId: 'b' })],
    ['an id brought instead of made', [], RegisterClient({ clientId: undefined }), RegisterClient()],
    ['an id made instead of brought', [], RegisterClient(), RegisterClient({ clientId: undefined })],
    [
      'another provider',
      [],
      commands.RegisterProvider(),
      commands.RegisterProvider({ providerId: 'another-provider' }),
    ],
    [
      'another measure',
      measure,
      commands.RegisterMeasure({ measureId: 'a' }),
      commands.RegisterMeasure({ measureId: 'b' }),
    ],
    [
      'another participation',
      offered,
      OfferMeasure({ participationId: 'a' }),
      OfferMeasure({ participationId: 'b' }),
    ],
    ['another crisis', started, OpenCrisis(), OpenCrisis({ crisisId: 'crisis-2' })],
    ['another deputy', [], commands.AppointDeputy(), commands.AppointDeputy({ deputyId: 'another' })],
  ] as readonly [string, readonly Step[], Step, Step][])('is refused: %s', async (_, past, first, other) => {
    const scene = await given(...past);
    const receipt = await scene.did(keyed('k', first));
    await expectReused(scene, keyed('k', other));
    await expectReplay(scene, keyed('k', first), receipt);
  });

  it('is refused although the other came at the same time', async () => {
    const scene = await given();
    const ids = Array.from({ length: 32 }, (_, n) => `${scene.name}-${n}`);
    const answers = await Promise.all(
      ids.map(clientId => scene.does(keyed('k', RegisterClient({ clientId })))),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 422)).toHaveLength(31);
  });
});

describe('a key', () => {
  it('is one thing to one caller and another to the next', async () => {
    const scene = await given(...started, commands.AppointDeputy());
    const own = await scene.did(keyed('k', RecordContact()));
    const deputys = await scene.did(as('colleague', keyed('k', RecordContact())));
    const others = await scene.did(as('provider', keyed('k', RecordContact({ channel: 'video' }))));
    expect(new Set([own.id, deputys.id, others.id]).size).toBe(3);
  });

  it('is one thing under one path and another under the next', async () => {
    const scene = await given(...offered);
    const explained = await scene.did(keyed('k', commands.ExplainMeasure()));
    const agreed = await scene.did(keyed('k', GiveConsent()));
    const registered = await scene.did(keyed('k', RegisterClient({ clientId: undefined })));
    expect(new Set([explained.id, agreed.id, registered.id]).size).toBe(3);
  });

  it('that is missing makes no promise', async () => {
    const scene = await given(...started);
    const [first, second] = [await scene.did(RecordContact()), await scene.did(RecordContact())];
    expect(first.id).not.toBe(second.id);
  });

  it('stands nowhere in the record', async () => {
    const scene = await given(...offered);
    await scene.did(keyed('do-not-keep-this-key', GiveConsent()));
    expect(JSON.stringify(await scene.history())).not.toContain('do-not-keep-this-key');
  });

  it.each([
    ['empty', ''],
    ['too long', 'k'.repeat(256)],
    ['of several words', 'a b'],
    ['beyond ASCII', 'schlüssel'],
  ])('that is %s is refused', async (_, key) => {
    const scene = await given(...started);
    const before = await product().head();
    expectProblem(await scene.does(keyed(key, RecordContact())), 400, 'idempotency-key-invalid');
    expect(await product().head()).toBe(before);
  });

  it('may have 255 characters', async () => {
    const scene = await given(...started);
    await scene.did(keyed('~'.repeat(255), RecordContact()));
  });
});

describe('If-Match', () => {
  it('lets a command through at the revision that was read', async () => {
    const scene = await given(...started);
    const answer = await scene.does(get('/v1/participations/:participationId'));
    const { revision } = await scene.did(ifMatch(String(answer.headers.etag), RecordContact()));
    expect(answer.headers.etag).toBe(`"${revision - 1}"`);
  });

  it('lets a client be changed at the revision that was read', async () => {
    const scene = await given(...client);
    const { headers } = await scene.does(get('/v1/clients/:clientId'));
    await scene.did(ifMatch(String(headers.etag), commands.ClarifyMandate({ result: 'withheld' })));
    expectProblem(
      await scene.does(ifMatch(String(headers.etag), commands.ClarifyMandate())),
      412,
      'precondition-failed',
    );
  });

  it.each([0, 1, 3, 999_999_999_999_999])('refuses a command at another revision: %i', async revision => {
    const scene = await given(...consented, commands.ExplainMeasure());
    const before = await product().head();
    expectProblem(await scene.does(ifMatch(revision, AssignPlace())), 412, 'precondition-failed');
    expect(await product().head()).toBe(before);
  });

  it('comes before the decision', async () => {
    const scene = await given(...offered);
    expectProblem(
      await scene.does(ifMatch(7, as('adviser', commands.ConfirmStart()))),
      412,
      'precondition-failed',
    );
  });

  it.each(['7', 'W/"7"', '*', '"a"', '"-1"', '"1", "2"', '"1e3"', '""'])('is refused as %s', async tag => {
    const scene = await given(...offered);
    expectProblem(await scene.does(withHeaders({ 'if-match': tag }, GiveConsent())), 400, 'bad-request');
  });

  it('lets one of two through', async () => {
    const scene = await given(...started);
    const { revision } = (await scene.history()).at(-1)!;
    const answers = await Promise.all(
      ['telephone', 'video'].map(channel => scene.does(ifMatch(revision, RecordContact({ channel })))),
    );
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 412]);
    expect((await scene.history()).at(-1)!.revision).toBe(revision + 1);
  });

  it('lets neither of two through that assign the same place at a revision gone by', async () => {
    const scene = await given(...assigned);
    const answers = await Promise.all([0, 1].map(revision => scene.does(ifMatch(revision, AssignPlace()))));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([412, 412]);
  });
});
