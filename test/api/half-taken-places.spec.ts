import { randomUUID } from 'node:crypto';
import { Measures } from '../../src/application/measure/measures.js';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { HalfTakenPlaces } from '../../src/policies/half-taken-places.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, commands, consented, get, keyed, started, withVoucher } from '../support/api/steps.js';

const { given, product } = stage();

/** What a crash leaves between the two streams of an assignment: the place is taken, and nobody assigned to it. */
async function takeOnly(scene: Scene, measureId = scene.ids.measureId): Promise<void> {
  const { participationId } = scene.ids;
  const commandId = randomUUID();
  const actor = { id: scene.people.adviser.subject, role: 'adviser' } as const;
  const origin = { actor, channel: 'api', commandId, digest: '', correlationId: commandId } as const;
  const at = { occurredAt: scene.moment(), learnedAt: scene.moment() };
  const refused = await product()
    .app.get(Measures, { strict: false })
    .takePlace(measureId!, participationId!, { origin, ...at });
  expect(refused).toBeUndefined();
}

/** What a crash leaves between the two streams of an end: it is over, and its place not yet given back. */
async function endOnly(scene: Scene): Promise<void> {
  const {
    type: _,
    data: __,
    sensitive: ___,
    stream,
    revision: ____,
    position: _____,
    ...frame
  } = await scene.entry('ParticipationStarted');
  const data = { endedOn: scene.day(), result: 'goal-reached', gains: [], handOvers: [] } as const;
  const ended: NewEntry = { ...frame, id: randomUUID(), type: 'ParticipationCompleted', data };
  await product().instance.log.append(stream, 'any', [ended]);
}

const places = (scene: Scene) => scene.sees(as('admin', get('/v1/measures/:measureId/occupancy')));
const free = (): Promise<number> => product().app.get(HalfTakenPlaces, { strict: false }).free();
const lastOfMeasure = async (scene: Scene) =>
  (await product().stream(`measure-${scene.ids.measureId}`)).at(-1);

it('are shown, and freed when the server starts', async () => {
  const scene = await given(...consented);
  await takeOnly(scene);
  expect(await places(scene)).toMatchObject({ occupied: 1, halfTaken: 1 });
  await product().restart();
  expect(await places(scene)).toMatchObject({ occupied: 0, halfTaken: 0 });
  expect(await lastOfMeasure(scene)).toMatchObject({
    type: 'PlaceFreed',
    data: { participationId: scene.ids.participationId, because: 'assignment-not-recorded' },
    actor: { role: 'system' },
    source: 'system',
    channel: 'policy',
  });
});

it('are left alone for a minute while the server runs, and freed then', async () => {
  const scene = await given(...consented);
  await takeOnly(scene);
  await places(scene);
  expect(await free()).toBe(0);
  product().clock.advance(60_000);
  expect(await free()).toBe(1);
  expect(await free()).toBe(0);
  expect(await places(scene)).toMatchObject({ occupied: 0, halfTaken: 0 });
});

it('that an end left behind are freed too', async () => {
  const scene = await given(...started);
  await endOnly(scene);
  expect(await places(scene)).toMatchObject({ occupied: 1, halfTaken: 1 });
  await product().restart();
  expect(await places(scene)).toMatchObject({ occupied: 0, halfTaken: 0 });
});

it('belong to the assignment that is tried again before anybody frees them', async () => {
  const scene = await given(...consented);
  await takeOnly(scene);
  await scene.did(commands.AssignPlace());
  product().clock.advance(60_000);
  await places(scene);
  expect(await free()).toBe(0);
  expect(await places(scene)).toMatchObject({ occupied: 1, assigned: 1, halfTaken: 0 });
});

it('are taken anew by an assignment that is tried again after they were freed', async () => {
  const scene = await given(...consented);
  await takeOnly(scene);
  await product().restart();
  await scene.did(keyed('k', commands.AssignPlace()));
  expect(await places(scene)).toMatchObject({ occupied: 1, assigned: 1, halfTaken: 0 });
});

it('are not those of participations that hold one', async () => {
  const scene = await given(...started);
  product().clock.advance(60_000);
  await product().restart();
  expect(await free()).toBe(0);
  expect(await places(scene)).toMatchObject({ occupied: 1, started: 1, halfTaken: 0 });
});

it('count as taken as long as they are not freed', async () => {
  const scene = await given(
    commands.RegisterProvider(),
    commands.RegisterMeasure({ places: 1, minimumPlaces: 0 }),
    ...consented.slice(2),
  );
  await takeOnly(scene);
  const other = { participationId: `${scene.name}-2` };
  const another = Object.assign(Object.create(scene) as Scene, { ids: { ...scene.ids, ...other } });
  await another.did(commands.OfferMeasure());
  await another.did(commands.GiveConsent());
  expect((await another.does(commands.AssignPlace())).json()).toMatchObject({ code: 'no-place-left' });
  await product().restart();
  await another.did(commands.AssignPlace());
});

it('are freed where the voucher was redeemed in another measure since', async () => {
  const scene = await given(...withVoucher);
  const measureId = `first-choice-${scene.name}`;
  const onTrack = { track: 'voucher', legalBasis: 'sgb3-45-4', goals: ['placement'], state: 'SN' };
  await scene.did(commands.RegisterMeasure({ measureId, ...onTrack }));
  await takeOnly(scene, measureId);
  await scene.did(commands.RedeemVoucher());
  product().clock.advance(60_000);
  const first = as('admin', get(`/v1/measures/${measureId}/occupancy`));
  expect(await scene.sees(first)).toMatchObject({ occupied: 1, halfTaken: 1 });
  expect(await free()).toBe(1);
  expect(await scene.sees(first)).toMatchObject({ occupied: 0, halfTaken: 0 });
  expect(await places(scene)).toMatchObject({ occupied: 1, assigned: 1 });
});
