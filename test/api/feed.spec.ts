import type { CloudEvent } from 'cloudevents';
import { cursorAt } from '../../src/feed/feed-cursor.js';
import { staffFields } from '../../src/event-codec/staff-fields.js';
import { stage, type Scene } from '../support/api/scene.js';
import { annulEntry, as, commands, correctEntry, started } from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { Forms } from '../support/feed/forms.js';
import { nextIn, Reader } from '../support/feed/reader.js';

const { given, product } = stage();
const secret = 'Something that stays in the house';
const story = [
  ...started,
  commands.AppointDeputy(),
  commands.HandOverClient({ reason: secret }),
  as('colleague', commands.ReportAttendance({ note: secret })),
  commands.OpenCrisis({ kind: 'addiction', description: secret }),
  as('colleague', commands.RecordIntervention({ note: secret, addressedTo: ['provider'] })),
  as('colleague', commands.FlagDropoutRisk({ note: secret })),
  as('colleague', commands.RecordContact({ summary: secret, shared: true })),
  as('colleague', correctEntry('CrisisOpened', { field: 'description', is: secret })),
  annulEntry('ContactHeld', { reason: secret }),
];
let scene: Scene;
let other: Scene;
let reader: Reader;
let all: readonly CloudEvent[];
beforeAll(async () => {
  scene = await given(...story);
  other = await given(...started);
  reader = new Reader(product());
  all = await reader.all();
});

describe('GET /v1/feed', () => {
  it('is the log in its order, as the official SDK of CloudEvents reads it', async () => {
    const log = await product().instance.log.readAll(undefined, 10_000);
    expect(all.map(({ id, subject, time }) => [id, subject, time])).toEqual(
      log.map(({ id, stream, occurredAt }) => [id, stream, occurredAt]),
    );
    expect(log.length).toBeGreaterThan(25);
    expect(new Set(all.map(({ source, id }) => `${source} ${id}`)).size).toBe(all.length);
  });

  it('tells of an event all that is not sensitive, and whose word it is', async () => {
    const crisis = await scene.entry('CrisisOpened');
    const told = all.find(({ id }) => id === crisis.id)!.toJSON();
    expect(told).toEqual({
      specversion: '1.0',
      id: crisis.id,
      source: `urn:teilhabe:store:${product().instance.store.storeId}`,
      type: 'teilhabe.CrisisOpened.v1',
      subject: crisis.stream,
      time: crisis.occurredAt,
      datacontenttype: 'application/json',
      dataschema: 'urn:teilhabe:schema:CrisisOpened:1',
      learnedat: crisis.learnedAt,
      recordedat: crisis.recordedAt,
      revision: crisis.revision,
      wordof: 'provider',
      channel: 'api',
      actorrole: 'provider',
      correlationid: crisis.correlationId,
      causationid: crisis.causationId,
      rulebook: crisis.rulebook,
      measureid: scene.ids['measureId'],
      providerid: scene.ids['providerId'],
      cursor: expect.stringMatching(/^[\w-]+$/) as string,
      data: { crisisId: 'crisis-1', kind: 'not-disclosed', severity: 3 },
    });
    const contact = await scene.entry('ContactHeld');
    expect(all.find(({ id }) => id === contact.id)).toMatchObject({ shared: true, wordof: 'adviser' });
  });

  it('names nobody of the staff and holds nothing sensitive', async () => {
    const answers = [
      await reader.ask('?limit=200'),
      await reader.ask('?type=ClientHandedOver,DeputyAppointed'),
    ];
    const recorded = JSON.stringify(await product().instance.log.readAll(undefined, 10_000));
    const { people } = scene;
    const kept = [
      secret,
      'addiction',
      people.adviser,
      people.colleague,
      people.lead,
      people.provider,
      people.admin,
    ];
    for (const one of kept.map(part => (typeof part === 'string' ? part : part.subject))) {
      expect(recorded).toContain(one);
      for (const { body } of answers) expect(body).not.toContain(one);
    }
    for (const name of [...staffFields, 'sensitive', 'actor', 'organisation', 'digest'])
      for (const { body } of answers) expect(body).not.toContain(`"${name}"`);
  });

  it('says in what form each event is, under a name that leads to the schema', async () => {
    const by = scene.people.integrator;
    const types: (string | undefined)[] = [];
    const forms = new Forms(async url => {
      const answer = await product().send({ by, method: 'GET', url });
      types.push(answer.headers['content-type']?.toString());
      return answer.json<unknown>();
    });
    for (const event of all) expect(await forms.faultsOf(event)).toEqual([]);
    expect(new Set(types.slice(1))).toEqual(new Set(['application/schema+json; charset=utf-8']));
    expect(await forms.faultsOf(all[0]!.cloneWith({ data: { stray: 1 } }, false))).not.toEqual([]);
    expect(await forms.faultsOf(all[0]!.cloneWith({ type: 'teilhabe.Other.v1' }, false))).not.toEqual([]);
  });

  it('comes in parts, each linked with the next, to the end and no further', async () => {
    for (const limit of [1, 3]) expect(await reader.all(`?limit=${limit}`)).toEqual(all);
    const end = await reader.ask(`?after=${all.at(-1)!['cursor'] as string}`);
    expect(end.body).toBe('[]');
    expect(nextIn(end)).toBe(`/v1/feed?after=${all.at(-1)!['cursor'] as string}`);
  });

  it('goes on after any event from its own cursor', async () => {
    const { cursor, id } = all[4]!;
    expect(await reader.events(`?after=${cursor as string}&limit=200`)).toEqual(all.slice(5));
    expect((await reader.events(`?limit=5`)).at(-1)!.id).toBe(id);
  });

  it('holds only what is asked for, and says so in the link', async () => {
    const { measureId, providerId } = other.ids;
    const types = '?type=CrisisOpened,ParticipationStarted';
    expect((await reader.all(types)).map(({ type }) => type)).toEqual([
      'teilhabe.ParticipationStarted.v1',
      'teilhabe.CrisisOpened.v1',
      'teilhabe.ParticipationStarted.v1',
    ]);
    const ofMeasure = await reader.all(`?measure=${measureId}`);
    expect(ofMeasure).toEqual(all.filter(({ measureid }) => measureid === measureId));
    expect(new Set(ofMeasure.map(({ subject }) => subject!.split('-')[0]))).toEqual(
      new Set(['measure', 'participation']),
    );
    const ofProvider = await reader.all(`?provider=${providerId}`);
    expect(ofProvider.map(({ type }) => type)).toEqual([
      'teilhabe.ProviderRegistered.v1',
      ...ofMeasure.map(({ type }) => type),
    ]);
    const query = `?limit=7&type=CrisisOpened&provider=${providerId}&measure=${measureId}`;
    expect(nextIn(await reader.ask(query))).toBe(
      `/v1/feed?after=${all.at(-1)!['cursor'] as string}&${query.slice(1)}`,
    );
  });

  it('answers HEAD without a body, as a part and as a stream', async () => {
    for (const accept of ['*/*', 'text/event-stream']) {
      const answer = await product().app.inject({
        method: 'HEAD',
        url: '/v1/feed',
        headers: { accept, authorization: await product().bearer(scene.people.integrator) },
      });
      expect([answer.statusCode, answer.body]).toEqual([200, '']);
    }
  });

  it('is for an integrator only', async () => {
    const { integrator: _, ...others } = scene.people;
    for (const by of Object.values(others)) {
      const answer = await product().send({ by, method: 'GET', url: '/v1/feed' });
      expectProblem(answer, 403, 'forbidden');
    }
    expectProblem(await product().send({ by: null, method: 'GET', url: '/v1/feed' }), 401, 'unauthenticated');
  });
});

describe('what is asked wrongly', () => {
  const fields = async (query: string, headers?: Readonly<Record<string, string>>) => {
    const { status, code, errors = [] } = await reader.refusal(query, headers);
    expect([status, code]).toEqual([400, 'bad-query']);
    return errors.map(({ field }) => field);
  };

  it('is told with every fault at once', async () => {
    const query = '?limit=0&type=CrisisOpened,Nothing&after=abc&provider=a_b&measure=&colour=red';
    expect((await fields(query)).toSorted()).toEqual(
      expect.arrayContaining(['after', 'colour', 'limit', 'measure', 'provider', 'type']),
    );
  });

  it.each([
    ['limit', ['0', '201', '-1', '1.5', '', 'all', '1e2']],
    ['type', ['', 'Nothing', 'CrisisOpened,', 'crisisopened', 'teilhabe.CrisisOpened.v1', 'toString']],
    ['after', ['', 'abc', 'W10', 'WzEsMiwzLDQsNV0', 'a'.repeat(3_000), 'bnVsbA', 'e30']],
    ['provider', ['', 'a_b', 'a'.repeat(65)]],
    ['measure', ['', 'a%20b']],
  ])('%s is refused where it is none', async (name, values) => {
    for (const value of values) expect(new Set(await fields(`?${name}=${value}`))).toEqual(new Set([name]));
  });

  it('is a cursor in the header too, whatever the query says', async () => {
    const good = all[4]!['cursor'] as string;
    for (const id of ['abc', '', `${good}, ${good}`])
      expect(await fields(`?after=${good}`, { 'last-event-id': id })).toEqual(['Last-Event-ID']);
  });

  it('is a cursor of another store, or of what this one has lost', async () => {
    const { storeId } = product().instance.store;
    const event = (await product().instance.log.readAll(undefined, 5)).at(-1)!;
    for (const cursor of [
      cursorAt('another-store', event),
      cursorAt(storeId, { ...event, id: 'another-event' }),
      cursorAt(storeId, { ...event, revision: 999 }),
      cursorAt(storeId, { ...event, position: '9999999999999999' }),
      cursorAt(storeId, { ...event, stream: 'client-of-nobody' }),
    ])
      for (const accept of ['*/*', 'text/event-stream']) {
        expectProblem(await reader.ask(`?after=${cursor}`, { accept }), 410, 'cursor-gone');
        expectProblem(await reader.ask('', { accept, 'last-event-id': cursor }), 410, 'cursor-gone');
      }
    expect(product().errors).toEqual([]);
  });

  it.each(['text/html', 'application/cloudevents+json', 'text/event-stream;q=0'])(
    'is Accept: %s',
    async accept => {
      expectProblem(await reader.ask('', { accept }), 406, 'not-acceptable');
    },
  );
});

it.each(['application/json', 'text/event-stream;q=0.1, application/json', 'application/json, text/html'])(
  'whoever accepts JSON is given the batch, which is JSON: %s',
  async accept => {
    const answer = await reader.ask('?limit=1', { accept });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
    expect(answer.json()).toHaveLength(1);
  },
);

describe('GET /v1/schemas', () => {
  const ask = (who: keyof Scene['people'], path = '') =>
    product().send({ by: scene.people[who], method: 'GET', url: `/v1/schemas${path}` });

  it('is for those who build on the feed and those who answer for it', async () => {
    for (const who of ['integrator', 'admin', 'dataProtection'] as const)
      expect([(await ask(who)).statusCode, (await ask(who, '/CrisisOpened/1')).statusCode]).toEqual([
        200, 200,
      ]);
    for (const who of ['adviser', 'lead', 'provider', 'auditor'] as const)
      expectProblem(await ask(who), 403, 'forbidden');
  });

  it.each([
    '/Nothing/1',
    '/CrisisOpened/2',
    '/CrisisOpened/01',
    '/CrisisOpened/x',
    '/metadata/1',
    '/toString/1',
  ])('has nothing under %s', async path => {
    expectProblem(await ask('integrator', path), 404, 'not-found');
  });
});
