import type { Principal } from '../../src/identity/principal.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { as, client, commands, get, keyed, measure, offered, started } from '../support/api/steps.js';

const { given, product } = stage();

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next?: string;
  readonly position: string | null;
}

const paged = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** All parts of a list, one after the other, as their cursors lead. */
async function parts(scene: Scene, path: string, limit: number, who: Principal): Promise<readonly Page[]> {
  const read: Page[] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const cursor: string = next && `&cursor=${next}`;
    const page: Page = await scene.sees<Page>(as(who, get(paged(path, `limit=${limit}${cursor}`))));
    read.push(page);
    next = page.next;
    if (read.length > 100) throw new Error('the list does not end');
  }
  return read;
}

/** Eleven clients with a participation each that has begun and has a crisis. */
async function elevenOf(): Promise<Scene> {
  const scene = await given(commands.RegisterProvider(), commands.RegisterMeasure({ places: 11 }), ...client);
  for (let n = 0; n < 11; n++) {
    const ids = { clientId: `${scene.name}-c-${n}`, participationId: `${scene.name}-p-${n}` };
    const one = Object.assign(Object.create(scene) as Scene, { ids: { ...scene.ids, ...ids } });
    for (const step of [
      ...client,
      commands.OfferMeasure(),
      commands.GiveConsent(),
      commands.AssignPlace(),
      commands.ConfirmStart(),
      commands.OpenCrisis(),
    ])
      await one.did(step);
  }
  return scene;
}

describe('a list', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await elevenOf();
  });

  it.each([
    ['/v1/clients', 'adviser', 'clientId', 12],
    ['/v1/participations', 'adviser', 'participationId', 11],
    ['/v1/participations', 'provider', 'participationId', 11],
    ['/v1/timeline', 'adviser', 'eventId', 12 * 2 + 11 * 5],
    ['/v1/attention', 'adviser', 'participationId', 11],
    ['/v1/providers/:providerId/escalation/participations?figure=started', 'lead', 'participationId', 11],
  ] as const)('%s of a %s gives everything once, whatever its parts', async (path, who, id, all) => {
    const reader = scene.people[who];
    const whole = (await parts(scene, path, 200, reader)).flatMap(({ items }) => items);
    expect(whole.map(item => item[id])).toHaveLength(all);
    expect(new Set(whole.map(item => item[id])).size).toBe(all);
    for (const limit of [1, 3, 11, 12]) {
      const read = await parts(scene, path, limit, reader);
      expect(read.flatMap(({ items }) => items)).toEqual(whole);
      expect(read).toHaveLength(Math.ceil(all / limit));
      expect(read.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
    }
  });

  it.each(['/v1/providers', '/v1/measures', '/v1/occupancy'])('%s has everything once', async path => {
    const ids = (await parts(scene, path, 1, scene.people.admin)).flatMap(({ items }) =>
      items.map(item => JSON.stringify(item)),
    );
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has fifty where nobody says how many', async () => {
    const { items, next } = await scene.sees<Page>(get('/v1/timeline'));
    expect(items).toHaveLength(50);
    expect(next).toEqual(expect.any(String));
  });

  it('goes on behind its cursor though something was written meanwhile', async () => {
    const [first] = await parts(scene, '/v1/participations', 3, scene.people.adviser);
    const before = (await parts(scene, '/v1/participations', 200, scene.people.adviser)).flatMap(
      p => p.items,
    );
    product().clock.advance(1);
    await scene.did(commands.OfferMeasure({ participationId: `${scene.name}-late` }));
    const rest = await scene.sees<Page>(get(`/v1/participations?limit=200&cursor=${first!.next}`));
    expect(rest.items.map(item => item['participationId'])).toEqual(
      before.slice(3).map(item => item['participationId']),
    );
  });

  it('refuses the cursor of another', async () => {
    const { next } = await scene.sees<Page>(get('/v1/clients?limit=1'));
    for (const path of ['/v1/participations', '/v1/timeline', '/v1/attention', '/v1/measures'])
      expectProblem(await scene.does(get(`${path}?cursor=${next}`)), 400, 'bad-query');
    expectProblem(await scene.does(get(`/v1/participations?cursor=${next}`, 'provider')), 400, 'bad-query');
  });
});

describe('what was written is read', () => {
  it('in the next request, without a word about positions', async () => {
    const scene = await given(...measure, ...client);
    for (let n = 0; n < 20; n++) {
      await scene.did(commands.OfferMeasure({ participationId: `${scene.name}-p-${n}` }));
      const { items } = await scene.sees<Page>(get('/v1/participations'));
      expect(items.map(item => item['participationId'])).toContain(`${scene.name}-p-${n}`);
    }
  });

  it('from the position of its receipt on', async () => {
    const scene = await given(...offered);
    const { position } = await scene.did(commands.GiveConsent());
    const path = `/v1/participations/:participationId?min-position=${position}`;
    expect(await scene.sees<object>(get(path))).toMatchObject({ phase: 'consented' });
    const list = await scene.sees<Page>(get(`/v1/participations?min-position=${position}`));
    expect(list.position! >= position).toBe(true);
  });

  it('at the position of an earlier receipt too', async () => {
    const scene = await given(...measure, ...client);
    const first = await scene.did(keyed('k', commands.OfferMeasure()));
    await scene.did(commands.GiveConsent());
    const again = await scene.did(keyed('k', commands.OfferMeasure()));
    expect(again).toEqual(first);
    await scene.sees(get(`/v1/participations?min-position=${again.position}`));
  });
});

describe('a position that is far ahead', () => {
  const impatient = stage({ MIN_POSITION_TIMEOUT_MS: '30' });
  const ahead = 'min-position=9999999999999999';
  const paths: readonly string[] = [
    '/v1/clients',
    '/v1/participations',
    '/v1/participations/:participationId',
    '/v1/timeline',
    '/v1/attention',
    '/v1/providers',
    '/v1/measures',
    '/v1/occupancy',
    '/v1/measures/:measureId/occupancy',
    '/v1/measures/:measureId/escalation',
    '/v1/providers/:providerId/escalation',
    '/v1/providers/:providerId/escalation/participations?figure=started',
  ];

  it.each(paths)('makes %s say that it is behind, and when to ask again', async path => {
    const scene = await impatient.given(...started);
    const answer = await scene.does(get(paged(path, ahead)));
    expectProblem(answer, 503, 'view-behind');
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('makes the figures of reach say so too', async () => {
    const scene = await impatient.given(...started);
    const ask: Step = as('lead', get(`/v1/reach?${ahead}`));
    expectProblem(await scene.does(ask), 503, 'view-behind');
  });
});

describe('views that stand still', () => {
  const impatient = stage({ MIN_POSITION_TIMEOUT_MS: '300' });

  it('are not taken for fresh', async () => {
    const scene = await impatient.given(...offered);
    await impatient.product().instance.projector.stop();
    await scene.did(commands.GiveConsent());
    expectProblem(await scene.does(get('/v1/participations')), 503, 'view-behind');
    await impatient.product().instance.projector.start();
    const { items } = await scene.sees<Page>(get('/v1/participations'));
    expect(items[0]).toMatchObject({ phase: 'consented' });
  });
});
