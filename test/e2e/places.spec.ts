import type { Answer } from '../support/api/product.js';
import { Scene, type Step } from '../support/api/scene.js';
import { commands, get } from '../support/api/steps.js';
import type { Remote } from '../support/e2e/remote.js';
import { once, scenesOf, served } from '../support/e2e/served.js';
import type { Server } from '../support/e2e/server.js';

const clients = 100;
const left = 3;
const { start } = served();

const untilConsent: readonly Step[] = [
  commands.RegisterClient(),
  commands.ClarifyMandate(),
  commands.OfferMeasure(),
  commands.GiveConsent(),
];

interface Contest {
  readonly server: Server;
  readonly first: Scene<Remote>;
  readonly contenders: readonly { readonly scene: Scene<Remote>; readonly assign: Step }[];
}

/** A hundred clients who have consented, for a measure with three places. */
async function contest(): Promise<Contest> {
  const { server, remote } = await start();
  const first = new Scene(remote, 'first');
  for (const step of [
    commands.RegisterProvider(),
    commands.RegisterMeasure({ places: left, minimumPlaces: 0 }),
  ])
    await first.did(step);
  const { measureId, providerId } = first.ids;
  const scenes = scenesOf(remote, clients, { measureId: measureId!, providerId: providerId! });
  await Promise.all(
    scenes.map(async scene => {
      for (const step of untilConsent) await scene.did(step);
    }),
  );
  const contenders = await Promise.all(
    scenes.map(async scene => ({ scene, assign: await once(scene, commands.AssignPlace()) })),
  );
  return { server, first, contenders };
}

const codeOf = ({ statusCode, json }: Answer): string =>
  statusCode === 201 ? 'assigned' : json<{ code: string }>().code;

/** All at once; nothing where the server went away before it answered. */
async function assignAll({ contenders }: Contest, onAnswer: () => void = () => undefined) {
  const answers = await Promise.all(
    contenders.map(({ scene, assign }) =>
      scene.does(assign).then(
        answer => (onAnswer(), codeOf(answer)),
        () => undefined,
      ),
    ),
  );
  return (code: string | undefined): number => answers.filter(one => one === code).length;
}

async function expectThreeAssigned({ first, contenders }: Contest): Promise<void> {
  const assigned: string[] = [];
  for (const { scene } of contenders)
    if ((await scene.history()).some(({ type }) => type === 'PlaceAssigned'))
      assigned.push(scene.ids.participationId!);
  expect(assigned).toHaveLength(left);
  const occupancy = await first.sees(get('/v1/measures/:measureId/occupancy', 'admin'));
  expect(occupancy).toMatchObject({ places: left, occupied: left, assigned: left, free: 0, halfTaken: 0 });
  const holders = new Set<string>();
  for (const event of await first.product.stream(`measure-${first.ids.measureId}`)) {
    if (event.type === 'PlaceTaken') holders.add(event.data.participationId);
    if (event.type === 'PlaceFreed') holders.delete(event.data.participationId);
  }
  expect([...holders].toSorted()).toEqual(assigned.toSorted());
}

it('of 100 assignments at once for the last 3 places 3 succeed', async () => {
  const held = await contest();
  const count = await assignAll(held);
  expect([count('assigned'), count('no-place-left')]).toEqual([left, clients - left]);
  await expectThreeAssigned(held);
  expect(held.server.logged).toEqual([]);
}, 120_000);

it.each([0, 1, 2, 3, 5])(
  'of 100 assignments 3 succeed though the server is killed with answer %i, once all have asked again',
  async nth => {
    const held = await contest();
    let answered = 0;
    if (nth === 0) setImmediate(() => void held.server.kill());
    const before = await assignAll(held, () => {
      if (++answered === nth) void held.server.kill();
    });
    await held.server.ended;
    expect(before('assigned')).toBeLessThanOrEqual(left);
    const { server } = await start();
    const after = await assignAll(held);
    expect([after('assigned'), after('no-place-left')]).toEqual([left, clients - left]);
    await expectThreeAssigned(held);
    expect(server.logged).toEqual([]);
  },
  120_000,
);
