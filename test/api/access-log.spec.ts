import type { LoggedRead } from '../../src/access-log/access-log.js';
import type { KeptAccessLog } from '../../src/access-log/kept-reads.js';
import { verifyAccessLog } from '../../src/access-log/verify.js';
import { expectProblem } from '../support/http/expect-problem.js';
import type { Request } from '../support/api/product.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { as, commands, get, started, withHeaders } from '../support/api/steps.js';

const { given, product } = stage();

interface Page {
  readonly items: readonly LoggedRead[];
  readonly next?: string;
}

const purpose = (text: string, step: Step): Step => withHeaders({ 'access-purpose': text }, step);
const history = '/v1/participations/:participationId/history';
const asked = (query: string): Step => get(`/v1/access-log?${query}`, 'dataProtection');
const operations = ({ items }: Page) => items.map(({ operation }) => operation);

/** A started participation that its adviser, then its provider has read. */
async function someReads(): Promise<Scene> {
  const scene = await given(...started);
  await scene.sees(get(history));
  product().clock.advance(1_000);
  await scene.sees(get('/v1/participations/:participationId', 'provider'));
  return scene;
}

describe('GET /v1/access-log', () => {
  it('tells who read a case, when, by what, and for what', async () => {
    const scene = await given(...started);
    await scene.sees(purpose('objection of 3 May', get(history)));
    const { items } = await scene.sees<Page>(asked('participationId=:participationId'));
    const { adviser } = scene.people;
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^\d{16}$/),
        at: scene.moment(),
        reader: { subject: adviser.subject, role: 'adviser', organisation: adviser.office },
        operation: 'readHistory',
        participationIds: [scene.ids.participationId],
        clientIds: [],
        caseIds: [],
        purpose: 'objection of 3 May',
        aboutReader: null,
      },
    ]);
  });

  it('tells of a client all reads of their participations too: a provider is shown no more than these', async () => {
    const scene = await someReads();
    const page = await scene.sees<Page>(asked('clientId=:clientId'));
    expect(operations(page)).toEqual(['readParticipation', 'readHistory']);
    expect(page.items.map(({ reader }) => [reader.role, reader.organisation])).toEqual([
      ['provider', scene.ids.providerId],
      ['adviser', scene.ids.officeId],
    ]);
    expect(page.items.map(({ purpose: why }) => why)).toEqual([null, null]);
  });

  it('tells of a list only those who were asked about', async () => {
    const scene = await someReads();
    const other = await given(...started);
    const { office } = scene.people.lead;
    const both = { ...scene.people.lead, roles: ['team-lead', 'adviser'] as const, office: office! };
    await other.did(commands.HandOverClient({ toAdviserId: both.subject }));
    await scene.sees(as(both, get('/v1/clients')));
    const { items } = await scene.sees<Page>(asked('clientId=:clientId'));
    expect(items[0]).toMatchObject({ operation: 'listClients', clientIds: [scene.ids.clientId] });
    expect(JSON.stringify(items)).not.toContain(other.ids.clientId);
  });

  it('is narrowed by reader and by days', async () => {
    const scene = await someReads();
    const today = scene.day();
    product().clock.advance(86_400_000);
    await scene.sees(get(history));
    const by = async (query: string) =>
      operations(await scene.sees<Page>(asked(`participationId=:participationId&${query}`)));
    // the log's own answers are reads of it too: the newest of them show in the ones after
    expect(await by(`reader=${scene.people.provider.subject}`)).toEqual(['readParticipation']);
    expect(await by(`from=${scene.day()}&reader=${scene.people.adviser.subject}`)).toEqual(['readHistory']);
    expect(await by(`to=${today}`)).toEqual(['readParticipation', 'readHistory']);
    expect(await by(`to=${scene.day(-30)}`)).toEqual([]);
  });

  it('goes on part by part, whatever is read meanwhile', async () => {
    const scene = await given(...started);
    for (let n = 0; n < 5; n++) await scene.sees(get(history));
    const found: LoggedRead[] = [];
    let next: string | undefined;
    do {
      const cursor: string = next === undefined ? '' : `&cursor=${next}`;
      const page: Page = await scene.sees<Page>(asked(`participationId=:participationId&limit=2${cursor}`));
      found.push(...page.items);
      ({ next } = page);
    } while (next !== undefined);
    expect(found.filter(({ operation }) => operation === 'readHistory')).toHaveLength(5);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found.map(({ id }) => id)).toEqual(
      found
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  it('is itself read by somebody, who is logged, also where nobody had read', async () => {
    const scene = await given(...started);
    await scene.sees(asked('clientId=:clientId'));
    const { items } = await scene.sees<Page>(asked('clientId=:clientId'));
    expect(items).toMatchObject([
      { operation: 'readAccessLog', reader: { role: 'data-protection' }, clientIds: [scene.ids.clientId] },
    ]);
  });

  it('has nothing of a client that nobody knows', async () => {
    const scene = await given();
    expect((await scene.sees<Page>(asked('clientId=nobody-at-all'))).items).toEqual([]);
  });

  it('is kept as it is told, in one chain', async () => {
    await someReads();
    const { reads, faults } = await verifyAccessLog(product().instance.accessLog as KeptAccessLog);
    expect([reads > 0, faults]).toEqual([true, []]);
  });
});

describe('the log serves data protection only', () => {
  it.each(['adviser', 'lead', 'provider', 'auditor', 'integrator', 'admin'] as const)('not %s', async who => {
    const scene = await someReads();
    expectProblem(await scene.does(as(who, asked('clientId=:clientId'))), 403, 'forbidden');
  });

  it('names a case, or says what else it is for: it does not tell how somebody works', async () => {
    const scene = await someReads();
    const problem = expectProblem(await scene.does(asked('')), 400, 'bad-query');
    expect(problem.errors?.map(({ field }) => field)).toEqual(['participationId', 'clientId', 'caseId']);
    const { subject } = scene.people.adviser;
    expectProblem(await scene.does(asked(`reader=${subject}`)), 400, 'purpose-required');
    const page = await scene.sees<Page>(purpose('complaint 12/2026', asked(`reader=${subject}`)));
    expect(operations(page)).toEqual(['readHistory']);
    // It told of the client, so that it stands there among the reads of the case.
    const [query] = (await scene.sees<Page>(asked('clientId=:clientId'))).items;
    expect(query).toMatchObject({ purpose: 'complaint 12/2026', aboutReader: subject });
  });

  it.each([
    ['order=reader'],
    ['sort=reader'],
    ['group=reader'],
    ['role=adviser'],
    ['organisation=office-1'],
    ['operation=readHistory'],
    ['count=true'],
  ])('knows no %s', async query => {
    const scene = await given();
    expectProblem(await scene.does(asked(`clientId=:clientId&${query}`)), 400, 'bad-query');
  });

  it.each([
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['reader=', 'reader'],
    ['limit=201', 'limit'],
    ['participationId=a b', 'participationId'],
  ])('is not asked with %s', async (query, field) => {
    const scene = await given();
    const wrong = asked(`clientId=:clientId&${query.replace(' ', '%20')}`);
    const { errors } = expectProblem(await scene.does(wrong), 400, 'bad-query');
    expect(errors?.map(one => one.field)).toEqual([field]);
  });

  it('refuses a cursor of another list', async () => {
    const [scene, other] = [await someReads(), await someReads()];
    const list = await scene.sees<Page>(asked('clientId=:clientId&limit=1'));
    expect(list.next).toBeDefined();
    const { next } = await other.sees<Page>(get('/v1/measures?limit=1'));
    expectProblem(await scene.does(asked(`clientId=:clientId&cursor=${next}`)), 400, 'bad-query');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('takes no %s', async method => {
    const scene = await given();
    const step = asked('');
    const request = { ...(await step(scene)), method: method as Request['method'], url: '/v1/access-log' };
    expectProblem(await product().send(request), 405, 'method-not-allowed');
  });
});

describe('the purpose', () => {
  const told = async (header: string): Promise<string | null> => {
    const scene = await given(...started);
    await scene.sees(purpose(header, get(history)));
    const { items } = await scene.sees<Page>(asked('participationId=:participationId'));
    return items[0]!.purpose;
  };

  it('is kept in the words that were sent, in UTF-8 or as a browser sends it', async () => {
    expect(await told(Buffer.from('Prüfung № 4').toString('latin1'))).toBe('Prüfung № 4');
    expect(await told('Prüfung')).toBe('Prüfung');
    expect(await told('x'.repeat(500))).toBe('x'.repeat(500));
  });

  it.each([['', ' ', '   ', 'x'.repeat(501), 'a\tb', Buffer.from('a\u0085').toString('latin1')]].flat())(
    'is not %j',
    async header => {
      const scene = await given(...started);
      for (const path of [history, '/v1/clients'])
        expectProblem(await scene.does(purpose(header, get(path))), 400, 'purpose-invalid');
      expect((await scene.sees<Page>(asked('participationId=:participationId'))).items).toEqual([]);
    },
  );
});
