import type { Receipt } from '../../src/application/recording.js';
import { Policies } from '../../src/policies/policies.js';
import { patience } from '../../src/policies/half-taken-places.js';
import { Scene } from '../support/api/scene.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import {
  aRulebook,
  as,
  client,
  commands,
  consented,
  get,
  keyed,
  measure,
  offered,
  started,
} from '../support/api/steps.js';
import { until } from '../support/nodes/nodes.js';
import { twoProducts } from '../support/nodes/products.js';
import { describeOnPostgres } from '../support/postgres/database.js';

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

describeOnPostgres('two products over the same stores', () => {
  const { beside, end, scene: both } = twoProducts();
  const day = 86_400_000;
  const leads = ({ product }: Scene) => product.instance.node.leads;

  it('are one office: what one records the other shows at once, lists too', async () => {
    const [one, other] = both();
    await until(() => leads(one) !== leads(other));
    for (const [n, step] of started.entries()) await (n % 2 ? one : other).did(step);
    for (const scene of [one, other]) {
      expect(await scene.sees<Page>(get('/v1/participations'))).toMatchObject({
        items: [{ phase: 'started' }],
      });
      expect(await scene.product.send({ by: null, method: 'GET', url: '/health/ready' })).toMatchObject({
        statusCode: 200,
      });
    }
    await one.did(commands.RecordContact());
    const { revision } = await other.did(commands.RecordContact());
    expect(revision).toBe((await one.history()).length - 1);
  });

  it('decide by a rulebook that was added on the other just before', async () => {
    const [one, other] = both();
    for (const step of offered) await one.did(step);
    const add = (version: string) =>
      commands.AddRulebook({ rulebook: { ...aRulebook, version, validFrom: '1900-01-01' } });
    await one.did(add('added-on-one'));
    await other.did(commands.ExplainMeasure());
    expect((await other.entry('MeasureExplained')).rulebook).toBe('added-on-one');
    await other.did(add('added-on-other'));
    await one.did(commands.GiveConsent());
    expect((await one.entry('ConsentGiven')).rulebook).toBe('added-on-other');
  });

  it('project by every rulebook there is, whoever takes over', async () => {
    const [one, other] = both();
    const duties = { ...aRulebook.duties, start: 1 };
    for (const step of consented) await other.did(step);
    await one.did(
      commands.AddRulebook({ rulebook: { ...aRulebook, version: 'short', validFrom: '1900-01-01', duties } }),
    );
    await end(0);
    await other.did(commands.AssignPlace());
    await until(() => other.product.instance.node.leads);
    await expectSameAsRebuilt(other.product.instance);
  });

  it('withdraw a right on both at once', async () => {
    const [one, other] = both();
    for (const step of started) await other.did(step);
    await other.did(commands.RecordContact());
    await one.did(commands.HandOverClient());
    expect((await other.does(commands.RecordContact())).statusCode).toBe(404);
  });

  it('make one thing of the same request sent to both at once', async () => {
    const [one, other] = both();
    for (const step of started) await one.did(step);
    for (let round = 0; round < 10; round++) {
      const step = keyed(`k-${round}`, commands.RecordContact());
      const before = (await one.history()).length;
      const receipts: readonly Receipt[] = await Promise.all([one.did(step), other.did(step)]);
      expect(receipts[0]).toEqual(receipts[1]);
      expect(await one.history()).toHaveLength(before + 1);
    }
  });

  it('make one thing of one key, though it is sent to both at once with different bodies', async () => {
    const [one, other] = both();
    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(
        [one, other].map((scene, n) =>
          scene.does(keyed(`k-${round}`, commands.RegisterClient({ clientId: `client-${round}-${n}` }))),
        ),
      );
      expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 422]);
    }
  });

  it('give no place away twice', async () => {
    const [one, other] = both();
    for (const step of measure) await one.did(step);
    await one.did(commands.AmendMeasure({ places: 5, minimumPlaces: 0 })).catch(() => undefined);
    const { items } = await one.sees<Page>(as('admin', get('/v1/occupancy')));
    const places = Number(items[0]!['places']);
    const assignments = Array.from({ length: places + 4 }, (_, n) => {
      const base = n % 2 ? one : other;
      const { measureId, providerId } = one.ids;
      const scene = new Scene(base.product, `${one.name}-${n}`);
      return Object.assign(scene, { ids: { ...scene.ids, measureId, providerId } });
    });
    for (const scene of assignments)
      for (const step of [...client, commands.OfferMeasure(), commands.GiveConsent()]) await scene.did(step);
    const answers = await Promise.all(assignments.map(scene => scene.does(commands.AssignPlace())));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(places);
    expect(await other.sees<Page>(as('admin', get('/v1/occupancy')))).toMatchObject({
      items: [{ occupied: places, assigned: places, halfTaken: 0 }],
    });
  });

  it('leave what is due to the one that leads, and the other goes on when that ends', async () => {
    const [one, other] = both();
    for (const step of [...consented, commands.AssignPlace()]) await one.did(step);
    const declared = async () => (await other.history()).filter(({ type }) => type === 'ReportOverdue');
    for (const { clock } of [one.product, other.product]) clock.advance(5 * day);
    await until(() => leads(one) !== leads(other));
    const [leader, follower] = leads(one) ? [one, other] : [other, one];
    const policies = follower.product.app.get(Policies, { strict: false });
    expect(await policies.run()).toMatchObject({ done: 0, failures: [] });
    expect(await declared()).toEqual([]);
    await leader.product.instance.node.stop();
    await until(async () => (await declared()).length > 0);
    await policies.run();
    expect(await declared()).toHaveLength(1);
    expect(leads(follower)).toBe(true);
    expect(follower.product.errors).toEqual([]);
  });

  it('do not take for half-taken what the other is about to record', async () => {
    const [one, other] = both();
    expect(await one.product.instance.node.alone(patience)).toBe(false);
    expect(await other.product.instance.node.alone(patience)).toBe(false);
    await end(0);
    expect(await other.product.instance.node.alone(patience)).toBe(true);
  });

  it('nor what a process records that answers nobody, as an import', async () => {
    const [, other] = both();
    await end(0);
    const importing = await beside();
    expect(await other.product.instance.node.alone(patience)).toBe(false);
    await importing.close();
    expect(await other.product.instance.node.alone(patience)).toBe(true);
  });
});
