import type { ProviderHistory } from '../../src/views/case-history/provider-view.js';
import type { ProviderParticipation } from '../../src/views/participation-status/participation-status.query.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { as, assigned, commands, correctEntry, disputeEntry, get, started } from '../support/api/steps.js';

const { given } = stage();
const secret = 'never for the provider';
const own = 'a word of the provider';

const overridden = { overrideReason: secret, note: secret, decideBy: '2026-05-20' };
const course: readonly Step[] = [
  commands.RegisterProvider({ contact: secret }),
  commands.RegisterMeasure(),
  commands.RegisterClient(),
  commands.ClarifyMandate({ result: 'withheld', concern: secret, circumstances: ['therapy'] }),
  commands.OfferMeasure(overridden),
  commands.ExplainMeasure({ note: secret }),
  commands.GiveNotice({ note: secret, textVersion: 'rf-secret' }),
  commands.GiveConsent({ statement: secret, evidenceRef: 'evidence-secret' }),
  commands.AssignPlace({ note: secret }),
  commands.ConfirmStart({ note: own }),
  commands.RecordContact({ summary: secret }),
  as('provider', commands.RecordContact({ summary: own, channel: 'video' })),
  as('adviser', commands.OpenCrisis({ crisisId: 'crisis-secret', kind: 'addiction', description: secret })),
  commands.OpenCrisis({ kind: 'conflict-in-group', description: own }),
  commands.RecordIntervention({ note: secret, kind: 'home-visit' }),
  commands.RecordIntervention({ note: secret, kind: 'mediation', addressedTo: ['provider'] }),
  commands.WithdrawConsent({ reason: secret, statement: secret }),
  disputeEntry('CrisisOpened', { reason: secret }),
  correctEntry('CrisisOpened', { field: 'severity', is: 2, reason: secret }),
];
const ended = commands.ConfirmDropout({ note: secret, clientReason: 'illness', adviserFinding: 'illness' });

const readings = [
  '/v1/participations',
  '/v1/participations/:participationId',
  '/v1/participations/:participationId/history',
] as const;

const read = async (scene: Scene, path: string): Promise<string> =>
  (await scene.does(get(path, 'provider'))).body;

it('ends where rules.md ends it, in every way of reading', async () => {
  const scene = await given(...course, ended);
  const { adviser, lead } = scene.people;
  for (const path of readings) {
    const text = await read(scene, path);
    for (const hidden of [secret, '-secret', adviser.subject, lead.subject, adviser.office!])
      expect(text).not.toContain(hidden);
    // Nor what the adviser or the client made of it: crises, withdrawn consent, findings, marks of pressure.
    expect(text).not.toMatch(
      /illness|addiction|home-visit|withheld|therapy|overrid|pressure|withdraw|risk|finding/i,
    );
  }
});

it('has its own reports, the interventions addressed to it, the days of start and end, and dispute marks', async () => {
  const scene = await given(...course, ended);
  const history = JSON.parse(await read(scene, readings[2])) as ProviderHistory;
  expect(history).toMatchObject({ startsOn: scene.day(), startedOn: scene.day(), endedOn: scene.day() });
  expect(history.entries.map(({ type }) => type)).toEqual([
    'PlaceAssigned',
    'ParticipationStarted',
    'ContactHeld',
    'CrisisOpened',
    'InterventionRecorded',
    'ParticipationDroppedOut',
  ]);
  const [, start, contact, crisis, intervention] = history.entries;
  expect([start, contact, crisis].map(entry => Object.values(entry!.sensitive ?? {}))).toEqual([
    [own],
    [own],
    [own],
  ]);
  expect(crisis!.marks.disputed).toEqual([{ disputedBy: 'client', status: 'open' }]);
  expect(intervention!.data).toMatchObject({ kind: 'mediation' });

  const status = JSON.parse(await read(scene, readings[1])) as ProviderParticipation;
  const { participationId, measureId } = scene.ids;
  expect(status).toEqual({
    participationId,
    measureId,
    startsOn: scene.day(),
    startedOn: scene.day(),
    endedOn: scene.day(),
    disputed: true,
    position: expect.any(String) as string,
  });
  const { items } = JSON.parse(await read(scene, readings[0])) as { items: unknown[] };
  expect(items).toEqual([{ ...status, position: undefined }]);
});

it('has what the office shares with it', async () => {
  const scene = await given(
    ...started,
    commands.RecordContact({ summary: secret, shared: true, channel: 'letter' }),
  );
  const history = await read(scene, readings[2]);
  expect(history).toContain('"channel":"letter"');
  expect(history).not.toContain(secret);
});

it('begins when a place is assigned, and is not another provider’s', async () => {
  const scene = await given(...assigned);
  for (const path of readings.slice(1)) {
    expect((await scene.does(get(path, 'provider'))).statusCode).toBe(200);
    expectProblem(await scene.does(get(path, 'otherProvider')), 404, 'unknown-participation');
  }
  expect(await scene.sees(get('/v1/participations', 'otherProvider'))).toMatchObject({ items: [] });
});

it('has no filter that would answer what is not told', async () => {
  const scene = await given(...assigned);
  for (const query of ['phase=assigned', `clientId=${scene.ids.clientId}`])
    expectProblem(await scene.does(get(`/v1/participations?${query}`, 'provider')), 400, 'bad-query');
});

describe('the text of a refusal tells the provider nothing of the history', () => {
  const flag = as('provider', commands.FlagDropoutRisk({ riskId: 'risk-2', raisedBy: 'provider' }));
  it.each([
    ['an open risk', [...started, commands.FlagDropoutRisk()], flag, 'already-open', /risk-1/],
    [
      'a crisis of the same id',
      [...started, as('adviser', commands.OpenCrisis())],
      commands.OpenCrisis(),
      'already-open',
      /crisis-1/,
    ],
    [
      'an interruption',
      [...started, commands.Interrupt()],
      commands.ConfirmStart(),
      'wrong-phase',
      /interrupted/,
    ],
    [
      'an offer declined',
      [...assigned, commands.DeclineOffer()],
      commands.ConfirmStart(),
      'wrong-phase',
      /declined/,
    ],
    [
      'an annulment',
      [...started, commands.AnnulParticipation()],
      commands.ProposeDropout(),
      'wrong-phase',
      /annulled/,
    ],
  ] as readonly [string, readonly Step[], Step, string, RegExp][])(
    '%s',
    async (_, past, step, code, told) => {
      const scene = await given(...past);
      const answer = expectProblem(await scene.does(step), 409, code);
      expect(JSON.stringify(answer)).not.toMatch(told);
      // To the office the same refusal says why.
      expect((await scene.does(as('adviser', step))).body).toMatch(told);
    },
  );

  it('but what is wrong with its own report it is told', async () => {
    const scene = await given(...assigned);
    const answer = await scene.does(commands.ConfirmStart({ startedOn: scene.day(1) }));
    expect(expectProblem(answer, 422, 'time-order').detail).toContain(scene.day(1));
  });
});

describe('a provider cannot say', () => {
  it.each([
    ['when the office knew', { learnedAt: '2026-05-11T08:00:00Z' }, 'learnedAt'],
    ['whose word it is', { source: 'adviser' }, 'source'],
    ['whose word it is, even if it is its own', { source: 'provider' }, 'source'],
    ['that it is shared', { shared: true }, 'shared'],
    ['that it is not shared', { shared: false }, 'shared'],
  ])('%s', async (_, fields, field) => {
    const scene = await given(...started);
    const before = await scene.product.head();
    const answer = await scene.does(as('provider', commands.RecordContact(fields)));
    expect(expectProblem(answer, 422, 'validation').errors?.map(fault => fault.field)).toEqual([field]);
    expect(await scene.product.head()).toBe(before);
  });

  it.each([
    ['a risk as the adviser’s', commands.FlagDropoutRisk(), 'raisedBy'],
    ['a dispute as the client’s', disputeEntry('ParticipationStarted'), 'disputedBy'],
  ])('%s', async (_, step, field) => {
    const scene = await given(...started);
    const answer = await scene.does(as('provider', step));
    expect(expectProblem(answer, 422, 'validation').errors?.map(fault => fault.field)).toEqual([field]);
  });
});

it('is recorded as the provider’s word, learned when it was written', async () => {
  const scene = await given(...assigned, commands.ConfirmStart());
  const { source, actor, learnedAt, recordedAt } = await scene.entry('ParticipationStarted');
  expect({ source, actor }).toEqual({
    source: 'provider',
    actor: { id: scene.people.provider.subject, role: 'provider', organisation: scene.ids.providerId },
  });
  expect(learnedAt).toBe(recordedAt);
});
