import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/api/product.js';
import { Scene, type Step } from '../support/api/scene.js';
import { as, commands, get, ifMatch, withHeaders } from '../support/api/steps.js';
import { scenesOf, served } from '../support/e2e/served.js';

const clients = 64;
const { start } = served();

const measure = [commands.RegisterProvider(), commands.RegisterMeasure({ places: clients })];
const untilStart: readonly Step[] = [
  commands.RegisterClient(),
  commands.ClarifyMandate(),
  commands.OfferMeasure(),
  commands.GiveConsent(),
  commands.AssignPlace(),
  commands.ConfirmStart(),
];
const onwards: readonly Step[] = [
  commands.ReportAttendance(),
  commands.OpenCrisis(),
  commands.RecordIntervention(),
  commands.ResolveCrisis(),
  commands.CompleteParticipation(),
];

const tally = (answers: readonly Answer[]): Record<string, number> => {
  const codes = answers.map(answer =>
    answer.statusCode < 400 ? `${answer.statusCode}` : answer.json<{ code: string }>().code,
  );
  return Object.fromEntries([...Map.groupBy(codes, code => code)].map(([code, of]) => [code, of.length]));
};

/** The same step by all clients at once, told apart by their correlation ids. */
function atOnce(scene: Pick<Scene<never>, 'does'>, step: Step): Promise<readonly Answer[]> {
  return Promise.all(
    Array.from({ length: clients }, () =>
      scene.does(withHeaders({ 'x-correlation-id': randomUUID() }, step)),
    ),
  );
}

it('64 clients at once, each with a participation of its own: all is recorded', async () => {
  const { server, remote } = await start();
  const first = new Scene(remote, 'first');
  for (const step of measure) await first.did(step);
  const { measureId, providerId } = first.ids;
  const scenes = scenesOf(remote, clients, { measureId: measureId!, providerId: providerId! });
  await Promise.all(
    scenes.map(async scene => {
      const { provider } = first.people;
      Object.assign(scene, { people: { ...scene.people, provider } });
      for (const step of [...untilStart, ...onwards]) await scene.did(step);
    }),
  );
  for (const scene of scenes) {
    const types = (await scene.history()).map(({ type }) => type);
    expect(types).toEqual([
      ...['MeasureOffered', 'ConsentGiven', 'PlaceAssigned', 'ParticipationStarted', 'AttendanceReported'],
      ...['CrisisOpened', 'InterventionRecorded', 'CrisisResolved', 'ParticipationCompleted'],
    ]);
  }
  const { items } = await first.sees<{ items: unknown[] }>(get('/v1/occupancy', 'admin'));
  expect(items).toMatchObject([{ occupied: 0, free: clients, halfTaken: 0 }]);
  expect(server.logged).toEqual([]);
}, 120_000);

describe('64 clients at once with one and the same participation', () => {
  const began = async () => {
    const { server, remote } = await start();
    const scene = new Scene(remote, 'one');
    for (const step of [...measure, ...untilStart]) await scene.did(step);
    return { server, scene };
  };

  it('lose nothing: each is recorded once or told of a conflict', async () => {
    const { server, scene } = await began();
    const before = (await scene.history()).length;
    const rounds: Answer[] = [];
    for (let round = 0; round < 5; round++) rounds.push(...(await atOnce(scene, commands.RecordContact())));
    const recorded = rounds.filter(({ statusCode }) => statusCode === 201);
    const { '201': _, 'revision-conflict': __, ...others } = tally(rounds);
    expect(others).toEqual({});
    const history = await scene.history();
    expect(history).toHaveLength(before + recorded.length);
    const revisions = recorded.map(answer => answer.json<{ revision: number }>().revision);
    expect(new Set(revisions).size).toBe(recorded.length);
    expect(new Set(history.map(({ correlationId }) => correlationId)).size).toBe(history.length);
    expect(server.logged).toEqual([]);
  }, 120_000);

  it('who decide the same are told that it is decided, but for one', async () => {
    const { server, scene } = await began();
    const answers = await atOnce(scene, commands.CompleteParticipation());
    expect(tally(answers)).toEqual({ '201': 1, 'wrong-phase': clients - 1 });
    expect(server.logged).toEqual([]);
  }, 120_000);

  it('who hold it against the same revision are told that it has moved, but for one', async () => {
    const { server, scene } = await began();
    const { revision } = (await scene.history()).at(-1)!;
    const answers = await atOnce(scene, ifMatch(revision, commands.RecordContact()));
    expect(tally(answers)).toEqual({ '201': 1, 'precondition-failed': clients - 1 });
    expect(server.logged).toEqual([]);
  }, 120_000);

  it('read it all the while without an error', async () => {
    const { server, scene } = await began();
    const [writes, reads] = await Promise.all([
      atOnce(scene, commands.RecordContact()),
      atOnce(scene, as('lead', get('/v1/participations'))),
    ]);
    expect([tally(writes), tally(reads)]).toEqual([{ '201': clients }, { '200': clients }]);
    expect(server.logged).toEqual([]);
  }, 120_000);
});
