import type { ClientHistory, ProviderOwnHistory } from '../../src/views/stream-history/stream-history.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, client, commands, get, keyed, measure, withHeaders } from '../support/api/steps.js';

const { given, product } = stage();

const historyOf = (scene: Scene, query = '') =>
  scene.sees<ClientHistory>(get(`/v1/clients/:clientId/history${query}`));
const typesIn = ({ entries }: { entries: readonly { type: string }[] }) => entries.map(({ type }) => type);
const refusal = async (scene: Scene, step: Parameters<Scene['does']>[0]) => {
  const answer = await scene.does(step);
  return [answer.statusCode, answer.json<{ code: string }>().code];
};
const faultsIn = async (scene: Scene, step: Parameters<Scene['does']>[0]) => {
  const answer = await scene.does(step);
  expect(answer.statusCode).toBe(422);
  return answer.json<{ errors: readonly { field: string }[] }>().errors.map(({ field }) => field);
};

describe('what is recorded of a client', () => {
  it('reads in the order of the log, with its times and words', async () => {
    const scene = await given(
      ...measure,
      ...client,
      commands.RecordConsultation({ need: 'a quiet place', revisitOn: undefined }),
      commands.ConsultColleague(),
      commands.RecordComplaint(),
      commands.AnswerComplaint(),
      commands.HandOverClient(),
    );
    const history = await scene.sees<ClientHistory>(get('/v1/clients/:clientId/history', 'lead'));
    expect(typesIn(history)).toEqual([
      'ClientRegistered',
      'MandateClarified',
      'ConsultationHeld',
      'ColleagueConsulted',
      'ComplaintReceived',
      'ComplaintAnswered',
      'ClientHandedOver',
    ]);
    expect(history).toMatchObject({ clientId: scene.ids.clientId, revision: 6, asked: {} });
    const [, , talk, , complaint] = history.entries;
    expect(talk).toMatchObject({
      revision: 2,
      occurredAt: scene.moment(),
      learnedAt: scene.moment(),
      recordedAt: scene.moment(),
      actor: { id: scene.people.adviser.subject, role: 'adviser' },
      source: 'adviser',
      channel: 'api',
      data: { form: 'in-person', outcome: 'no-result-yet' },
      sensitive: { need: 'a quiet place', note: 'thinks it over' },
    });
    expect(complaint).toMatchObject({
      source: 'client',
      data: { about: 'measure', measureId: scene.ids.measureId, providerId: scene.ids.providerId },
      sensitive: { words: 'nobody is ever there' },
    });
  });

  it('reads as it was known, and as it stood in the record', async () => {
    const scene = await given(...client);
    const [talked, learned] = [scene.moment(-180), scene.moment(-60)];
    await scene.did(commands.RecordConsultation({ occurredAt: talked, learnedAt: learned }));
    expect(typesIn(await historyOf(scene, `?knownAt=${learned}`))).toEqual(['ConsultationHeld']);
    expect(typesIn(await historyOf(scene, `?asOf=${talked}`))).toEqual(['ConsultationHeld']);
    const before = await historyOf(scene, `?recordedBy=${learned}`);
    expect([typesIn(before), before.revision]).toEqual([[], -1]);
  });

  it('says in the log whom the reader read about', async () => {
    const scene = await given(...client);
    await historyOf(scene);
    const asked = get('/v1/access-log?clientId=:clientId', 'dataProtection');
    const { items } = await scene.sees<{ items: readonly { operation: string }[] }>(
      withHeaders({ 'access-purpose': 'the client asks' }, asked),
    );
    expect(items.map(({ operation }) => operation)).toContain('readClientHistory');
  });
});

describe('a talk', () => {
  it('has its record; what is wrong is told at once', async () => {
    const scene = await given(...client);
    const wrong = commands.RecordConsultation({ form: 'by pigeon', outcome: 'sold', note: undefined });
    expect(new Set(await faultsIn(scene, wrong))).toEqual(new Set(['form', 'outcome', 'note']));
  });

  it('is not resumed before it was held', async () => {
    const scene = await given(...client);
    const back = commands.RecordConsultation({ revisitOn: scene.day(-1) });
    expect(await refusal(scene, back)).toEqual([422, 'time-order']);
  });
});

describe('a complaint', () => {
  it('names what it is about, by the one id that says it', async () => {
    const scene = await given(...measure, ...client);
    const about = (fields: object) => commands.RecordComplaint({ measureId: undefined, ...fields });
    expect(await faultsIn(scene, about({ about: 'measure' }))).toEqual(['measureId']);
    expect(await faultsIn(scene, about({ about: 'provider', measureId: 'm' }))).toEqual([
      'providerId',
      'measureId',
    ]);
    expect(await faultsIn(scene, about({ about: 'office', providerId: 'p', source: 'provider' }))).toEqual([
      'providerId',
      'source',
    ]);
  });

  it('is about what there is', async () => {
    const scene = await given(...client);
    expect(await refusal(scene, commands.RecordComplaint())).toEqual([409, 'unknown-measure']);
    const provider = commands.RecordComplaint({
      about: 'provider',
      measureId: undefined,
      providerId: 'nobody',
    });
    expect(await refusal(scene, provider)).toEqual([409, 'unknown-provider']);
    expect(await refusal(scene, commands.AnswerComplaint())).toEqual([404, 'unknown-complaint']);
  });

  it('gets its id from the server where none is brought, the same one under the same key', async () => {
    const scene = await given(...measure, ...client);
    const complain = keyed('complaint', commands.RecordComplaint({ complaintId: undefined }));
    const [first, again] = [await scene.did(complain), await scene.did(complain)];
    expect(again).toEqual(first);
    await scene.did(async at => ({
      ...(await commands.AnswerComplaint()(at)),
      url: at.path('/v1/clients/:clientId/complaints/:complaintId/answers', { complaintId: first.id }),
    }));
  });

  it('about the office is for the team-lead, not for the adviser nor the deputy', async () => {
    const scene = await given(...client, commands.AppointDeputy());
    const office = commands.RecordComplaint({ about: 'office', measureId: undefined });
    expect(await refusal(scene, office)).toEqual([409, 'own-entry']);
    expect(await refusal(scene, as('colleague', office))).toEqual([409, 'own-entry']);
    await scene.did(as('lead', office));
    expect(await refusal(scene, commands.AnswerComplaint())).toEqual([409, 'own-entry']);
    expect(await refusal(scene, as('colleague', commands.AnswerComplaint()))).toEqual([409, 'own-entry']);
    await scene.did(as('lead', commands.AnswerComplaint()));
    expect(await refusal(scene, as('lead', commands.AnswerComplaint()))).toEqual([409, 'already-answered']);
  });

  it('is not for a provider', async () => {
    const scene = await given(...measure, ...client);
    expect(await refusal(scene, as('provider', commands.RecordComplaint()))).toEqual([
      403,
      'provider-may-not-decide',
    ]);
  });
});

describe('a provider', () => {
  const itsHistory = (scene: Scene, who: 'adviser' | 'provider' | 'lead') =>
    scene.sees<ProviderOwnHistory>(get('/v1/providers/:providerId/history', who));

  it('reads its own word and what was shared, and nothing else', async () => {
    const scene = await given(
      ...measure,
      commands.RecordProviderVisit(),
      commands.RecordProviderVisit({ shared: true, findings: 'as agreed' }),
      commands.ReportStaffChange({ note: 'from June' }),
      as('adviser', commands.ReportStaffChange()),
      as('adviser', commands.ReportStaffChange({ source: 'provider', role: 'coach' })),
    );
    expect(typesIn(await itsHistory(scene, 'adviser'))).toEqual([
      'ProviderRegistered',
      'ProviderVisited',
      'ProviderVisited',
      'StaffChanged',
      'StaffChanged',
      'StaffChanged',
    ]);
    const { entries } = await itsHistory(scene, 'provider');
    expect(entries.map(({ revision, actor }) => [revision, actor])).toEqual([
      [2, { role: 'adviser' }],
      [3, { id: scene.people.provider.subject, role: 'provider', organisation: scene.ids.providerId }],
      [5, { role: 'adviser' }],
    ]);
    expect(entries.map(({ sensitive }) => sensitive)).toEqual([
      { findings: 'as agreed' },
      { note: 'from June' },
      undefined,
    ]);
  });

  it('has measures of its own only', async () => {
    const [scene, other] = [await given(...measure), await given(...measure)];
    const foreign = { measureId: other.ids.measureId };
    const wanted = [409, 'unknown-measure'];
    expect(await refusal(scene, commands.RecordProviderVisit(foreign))).toEqual(wanted);
    expect(await refusal(scene, commands.ReportStaffChange(foreign))).toEqual(wanted);
    expect(await refusal(scene, commands.ReportStaffChange({ measureId: 'none' }))).toEqual(wanted);
  });

  it('reports a change for itself, and when it knew', async () => {
    const scene = await given(...measure);
    const others = as('otherProvider', commands.ReportStaffChange());
    expect(await refusal(scene, others)).toEqual([404, 'unknown-provider']);
    const mouth = commands.ReportStaffChange({ source: 'adviser', learnedAt: scene.moment(-5) });
    expect(new Set(await faultsIn(scene, mouth))).toEqual(new Set(['source', 'learnedAt']));
    await scene.did(commands.ReportStaffChange({ changedOn: scene.day(20) }));
  });

  it('that is not there is answered so', async () => {
    const scene = await given();
    expect(await refusal(scene, commands.RecordProviderVisit({ measureId: undefined }))).toEqual([
      404,
      'unknown-provider',
    ]);
    expect(await refusal(scene, get('/v1/providers/:providerId/history'))).toEqual([404, 'unknown-provider']);
  });
});

describe('an office', () => {
  it('is registered with its state, which can be corrected, and is listed', async () => {
    const scene = await given(commands.RegisterOffice());
    const { officeId } = scene.ids;
    const [stated] = await product().stream(`office-${officeId}`);
    expect(stated).toMatchObject({ type: 'OfficeRegistered', data: { state: 'NW' } });
    expect(await refusal(scene, commands.RegisterOffice())).toEqual([409, 'already-registered']);
    await scene.did(commands.RegisterOffice({ state: 'BB' }));
    const { items } = await scene.sees<{ items: readonly object[] }>(get('/v1/offices?limit=200'));
    expect(items).toContainEqual({ officeId, state: 'BB' });
  });

  it('gets its id from the server where none is brought', async () => {
    const scene = await given();
    const register = keyed('office', commands.RegisterOffice({ officeId: undefined }));
    const [first, again] = [await scene.did(register), await scene.did(register)];
    expect(again).toEqual(first);
    const other = await scene.does(keyed('office', commands.RegisterOffice({ officeId: 'another' })));
    expect(other.json()).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('need not be registered to appoint a deputy', async () => {
    const scene = await given(...client, commands.AppointDeputy());
    await scene.sees(get('/v1/clients/:clientId', 'colleague'));
  });

  it('lies in a state that there is', async () => {
    const scene = await given();
    expect(await faultsIn(scene, commands.RegisterOffice({ state: 'XX' }))).toEqual(['state']);
  });
});
