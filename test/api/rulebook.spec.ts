import { randomUUID } from 'node:crypto';
import type { Receipt } from '../../src/application/recording.js';
import { shippedRulebooks } from '../../src/application/rulebook-seeds.js';
import type { RulebookEntry } from '../../src/rulebook/events.js';
import type { Rulebook } from '../../src/rulebook/rulebook.js';
import type { RulebookItem, RulebookList } from '../../src/views/rulebooks/rulebooks.js';
import { Product } from '../support/api/product.js';
import { Scene } from '../support/api/scene.js';
import { aRulebook, as, commands, get, ifMatch, keyed, offered } from '../support/api/steps.js';

let product: Product;
let scene: Scene;
beforeEach(async () => {
  product = await Product.open();
  scene = new Scene(product, 'rules');
});
afterEach(() => product.close());

const listed = () => scene.sees<RulebookList>(get('/v1/rulebooks', 'admin'));
const add = (changes: object = {}) => commands.AddRulebook({ rulebook: { ...aRulebook, ...changes } });
const versions = ({ items }: RulebookList): readonly string[] => items.map(({ version }) => version);

describe('an empty log', () => {
  it('is seeded with the shipped versions, by the system itself', async () => {
    const { items, revision } = await listed();
    expect(items.map(({ rulebook }) => rulebook)).toEqual(shippedRulebooks());
    expect(items.map(({ addedBy, addedAt }) => [addedBy, addedAt])).toEqual([
      ['system', scene.moment()],
      ['system', scene.moment()],
    ]);
    expect(revision).toBe(1);
    const [first] = await product.stream('rulebook');
    expect(first).toMatchObject({ channel: 'policy', source: 'system', rulebook: '2005-01' });
  });

  it('is seeded once', async () => {
    const before = await product.head();
    product.clock.advance(86_400_000);
    await product.restart();
    expect(await product.head()).toBe(before);
  });
});

describe('AddRulebook', () => {
  it('is answered with the version, and stands behind the others', async () => {
    const receipt = await scene.did(add());
    expect(receipt).toMatchObject({ id: '2027-01', revision: 2 } satisfies Partial<Receipt>);
    expect(versions(await listed())).toEqual(['2005-01', '2026-07', '2027-01']);
    expect(await scene.sees(get('/v1/rulebooks/2027-01', 'admin'))).toEqual({
      version: '2027-01',
      addedAt: scene.moment(),
      addedBy: 'admin',
      position: receipt.position,
      rulebook: aRulebook,
    } satisfies RulebookItem);
  });

  it('fills in what may be left out', async () => {
    const { hearing: _, ...duties } = aRulebook.duties;
    await scene.did(add({ duties, exceptions: undefined }));
    const { rulebook } = await scene.sees<RulebookItem>(get('/v1/rulebooks/2027-01', 'lead'));
    expect(rulebook).toEqual({ ...aRulebook, exceptions: [] } satisfies Rulebook);
  });

  it('takes a version once', async () => {
    const refused = await scene.does(add({ version: '2005-01' }));
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'already-registered' }]);
  });

  it('is the same version when it is sent again under its key', async () => {
    const [first, again] = [await scene.did(keyed('k-1', add())), await scene.did(keyed('k-1', add()))];
    expect(again).toEqual(first);
    const other = await scene.does(keyed('k-1', add({ version: '2028-01' })));
    expect(other.json()).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('can be held against the revision of the list', async () => {
    expect((await scene.does(ifMatch(0, add()))).statusCode).toBe(412);
    expect((await scene.does(ifMatch(1, add()))).statusCode).toBe(201);
  });

  it('is told every fault at once, and changes nothing', async () => {
    const before = await product.head();
    const answer = await scene.does(
      add({
        validFrom: 'soon',
        duties: { ...aRulebook.duties, month: 31, contact: '28' },
        exceptions: ['§ 314'],
      }),
    );
    expect(answer.statusCode).toBe(422);
    const { errors } = answer.json<{ errors: readonly { field: string }[] }>();
    expect([...new Set(errors.map(({ field }) => field))].toSorted()).toEqual([
      'rulebook.duties.contact',
      'rulebook.duties.month',
      'rulebook.exceptions',
      'rulebook.validFrom',
    ]);
    expect(await product.head()).toBe(before);
  });

  it('is for an admin alone', async () => {
    for (const who of ['adviser', 'lead', 'provider', 'auditor', 'integrator', 'dataProtection'] as const)
      expect((await scene.does(as(who, add()))).statusCode).toBe(403);
  });
});

it('a version that is not there is answered so', async () => {
  const answer = await scene.does(get('/v1/rulebooks/2031-01', 'adviser'));
  expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'unknown-rulebook' }]);
});

describe('a version that is valid from a day gone by', () => {
  const forbidding = { forbidden: { notice: ['sgb3-45-3'], obligation: [] }, validFrom: '1900-01-01' };

  it('applies to what is recorded after it, and is named there', async () => {
    for (const step of offered) await scene.did(step);
    await scene.did(commands.GiveNotice());
    expect((await scene.entry('NoticeGiven')).rulebook).toBe('2005-01');
    await scene.did(add({ version: '2005-02', ...forbidding }));
    const refused = await scene.does(commands.GiveNotice());
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'notice-not-allowed' }]);
    expect((await scene.entry('NoticeGiven')).rulebook).toBe('2005-01');
    await scene.did(commands.ExplainMeasure());
    expect((await scene.entry('MeasureExplained')).rulebook).toBe('2005-02');
  });

  it('applies after a restart too: only the stream counts', async () => {
    for (const step of offered) await scene.did(step);
    await scene.did(add({ version: '2005-02', ...forbidding }));
    await product.restart();
    expect((await scene.does(commands.GiveNotice())).json()).toMatchObject({ code: 'notice-not-allowed' });
  });
});

describe('a version that another server adds', () => {
  /** As it comes into the log from elsewhere: not by a command of this process. */
  async function addedElsewhere(version: string, validFrom: string): Promise<string> {
    const { log } = product.instance;
    const [last] = await log.readStream('rulebook', { direction: 'backward', limit: 1 });
    const { stream: _, revision, position: __, ...entry } = last as RulebookEntry;
    const data = { ...aRulebook, version, validFrom };
    const fresh = { ...entry, data, id: randomUUID(), channel: 'api' } as const;
    return (await log.append('rulebook', revision, [fresh])).position;
  }

  it('is named by the next decision', async () => {
    for (const step of offered) await scene.did(step);
    await addedElsewhere('2005-03', '1900-01-01');
    await scene.did(commands.ExplainMeasure());
    expect((await scene.entry('MeasureExplained')).rulebook).toBe('2005-03');
  });

  it('is known to the views before what follows it is folded', async () => {
    const { projector, rulebooks } = product.instance;
    const position = await addedElsewhere('2005-03', '1900-01-01');
    expect(await projector.waitFor(position, 10_000)).toBe(true);
    expect(rulebooks.validOn('2026-05-01').version).toBe('2005-03');
    expect(rulebooks.validOn('2026-05-01', position).version).toBe('2005-01');
  });
});
