import * as fc from 'fast-check';
import { Policies } from '../../src/policies/policies.js';
import { epochOf } from '../../src/terms/times.js';
import { Product } from '../support/api/product.js';
import { Scene } from '../support/api/scene.js';
import { as, commands, get, keyed } from '../support/api/steps.js';
import { afterTheYear, attendance, declaredInTheYear, momentsOf, year } from '../support/duties/year.js';

/** From when to when the server is down. */
interface Downtime {
  readonly from: number;
  readonly to: number;
}

const policiesOf = (product: Product): Policies => product.app.get(Policies, { strict: false });

async function wake(product: Product): Promise<void> {
  const { failures } = await policiesOf(product).run();
  if (failures.length) throw failures[0]!.error as Error;
}

/** As time goes by while the server runs: it wakes at each moment that something is due. */
async function goOn(product: Product, to: number): Promise<void> {
  for (;;) {
    await wake(product);
    const { nextDueAt } = await policiesOf(product).status();
    if (nextDueAt === null || epochOf(nextDueAt) > to) break;
    product.clock.set(epochOf(nextDueAt));
  }
  product.clock.set(to);
}

/** Lives through the year in a product of its own and stays there. */
async function lived(downtimes: readonly Downtime[]): Promise<Scene> {
  const product = await Product.open();
  product.clock.set(epochOf(year[0]!.at));
  const scene = new Scene(product, 'year');
  const through = async (to: number): Promise<void> => {
    for (const down of downtimes.filter(({ from, to: up }) => from > product.clock.now() && up <= to)) {
      await goOn(product, down.from);
      // Nobody is there to see time pass.
      product.clock.set(down.to);
      await product.restart();
    }
    await goOn(product, to);
  };
  await product.restart();
  for (const [index, { at, step }] of year.entries()) {
    await through(epochOf(at));
    await scene.did(keyed(`step-${index}`, step));
  }
  await through(afterTheYear);
  return scene;
}

/** What was declared, as it must be told for ever, whenever it was written. */
const declared = async (scene: Scene) =>
  (await scene.history())
    .filter(({ type }) => type === 'ReportOverdue' || type === 'ResponseOverdue')
    .map(
      ({
        id,
        type,
        occurredAt,
        data,
        source,
        channel,
        actor,
        correlationId,
        causationId,
        measureId,
        providerId,
      }) => ({
        id,
        type,
        occurredAt,
        data,
        source,
        channel,
        actor,
        correlationId,
        causationId,
        measureId,
        providerId,
      }),
    )
    .toSorted((a, b) => (a.occurredAt + a.id < b.occurredAt + b.id ? -1 : 1));

const moments = momentsOf(year);
/** Ten stops in ten pauses between what somebody does, each until some time later in the same pause. */
const tenDowntimes = (seed: number): readonly Downtime[] =>
  fc
    .sample(
      fc
        .uniqueArray(
          fc.nat(moments.length - 1).filter(n => (moments[n + 1] ?? afterTheYear) > moments[n]!),
          { minLength: 10, maxLength: 10 },
        )
        .chain(gaps =>
          fc.tuple(
            ...gaps.map(gap =>
              fc.tuple(
                fc.constant(gap),
                fc.integer({ min: 1, max: 300 }),
                fc.integer({ min: 700, max: 1000 }),
              ),
            ),
          ),
        ),
      { seed, numRuns: 1 },
    )[0]!
    .map(([gap, from, to]) => {
      const length = (moments[gap + 1] ?? afterTheYear) - moments[gap]!;
      return { from: moments[gap]! + (length * from) / 1001, to: moments[gap]! + (length * to) / 1001 };
    })
    .map(({ from, to }) => ({ from: Math.floor(from), to: Math.floor(to) }))
    .toSorted((a, b) => a.from - b.from);

describe('a year of duties', () => {
  let undisturbed: Scene;
  beforeAll(async () => {
    undisturbed = await lived([]);
  });
  afterAll(() => undisturbed.product.close());

  it('declares each that was missed, once, with its due moment', async () => {
    const events = await declared(undisturbed);
    expect(events.map(({ data, occurredAt }) => [(data as { rule: string }).rule, occurredAt])).toEqual(
      expect.arrayContaining([...declaredInTheYear]),
    );
    expect(events).toHaveLength(declaredInTheYear.length);
    for (const { data, occurredAt } of events) expect(data).toMatchObject({ dueAt: occurredAt });
    const written = (await undisturbed.history()).filter(({ channel }) => channel === 'policy');
    for (const { occurredAt, recordedAt } of written) expect(recordedAt).toBe(occurredAt);
  });

  it.each([4711, 1105])(
    'declares the same when the server stops and starts ten times (seed %d)',
    async seed => {
      const downtimes = tenDowntimes(seed);
      const asleep = declaredInTheYear.filter(([, due]) =>
        downtimes.some(({ from, to }) => from < epochOf(due) && epochOf(due) <= to),
      );
      expect(downtimes).toHaveLength(10);
      expect(asleep.length).toBeGreaterThan(0);
      const scene = await lived(downtimes);
      try {
        expect(await declared(scene)).toEqual(await declared(undisturbed));
      } finally {
        await scene.product.close();
      }
    },
  );

  it('takes what was met in time, and recorded later, from the counts', async () => {
    const counts = async () => {
      const at = undisturbed.people.lead;
      const url = undisturbed.path('/v1/participations/:participationId/history');
      const { entries } = await undisturbed.sees<{ entries: { data: { rule?: string }; marks: object }[] }>(
        () => ({ by: at, method: 'GET', url }),
      );
      return entries.filter(({ marks }) => 'inTimeRecordedLater' in marks).map(({ data }) => data.rule);
    };
    expect(await counts()).toEqual([]);
    // June, as the adviser was told on the telephone.
    const told = {
      source: 'provider',
      learnedAt: '2027-07-08T21:59:00.000Z',
      occurredAt: '2027-07-08T21:00:00.000Z',
    };
    await undisturbed.did(as('adviser', attendance('2027-06-01', '2027-06-30', told)));
    expect(await counts()).toEqual(['D-month']);
    const asProvider = await undisturbed.sees<{ entries: { type: string; marks: object }[] }>(
      as('provider', get('/v1/participations/:participationId/history')),
    );
    const marks = asProvider.entries.filter(({ type }) => type === 'ReportOverdue').map(one => one.marks);
    expect(marks.filter(mark => 'inTimeRecordedLater' in mark)).toHaveLength(1);
    expect(await declared(undisturbed)).toHaveLength(declaredInTheYear.length);
  });

  it('takes it from the provider’s level and from the figures of the office', async () => {
    const scene = await lived([]);
    const levelOn = (asOf: string) =>
      scene.sees(get(`/v1/providers/:providerId/escalation?asOf=${asOf}`, 'lead'));
    const contacts = async () => {
      const url = '/v1/offices/:officeId/figures?asOf=2028-07-01';
      return (await scene.sees<{ contacts: object }>(get(url, 'lead'))).contacts;
    };
    try {
      // The start, confirmed three days late, and June, twelve days late.
      expect(await levelOn('2027-07-15')).toMatchObject({
        escalation: { level: 1, because: ['report-overdue'], overdueReports: 1, lateReports: 2 },
      });
      expect(await levelOn('2027-07-20')).toMatchObject({ escalation: { level: 0, overdueReports: 0 } });
      const before = await contacts();
      expect(before).toMatchObject({ overdue: 4, unanswered: 0 });

      const telephone = { source: 'provider', occurredAt: '2027-07-08T21:00:00.000Z' };
      const inTime = { ...telephone, learnedAt: '2027-07-08T21:59:00.000Z' };
      await scene.did(as('adviser', attendance('2027-06-01', '2027-06-30', inTime)));
      await scene.did(commands.RecordContact({ occurredAt: '2027-06-17T21:59:00.000Z' }));
      expect(await levelOn('2027-07-15')).toMatchObject({
        escalation: { level: 0, because: [], overdueReports: 0, lateReports: 1 },
      });
      expect(await contacts()).toMatchObject({ overdue: 3, unanswered: 0 });
      await wake(scene.product);
      expect(await declared(scene)).toHaveLength(declaredInTheYear.length);

      // October and December came late and stand made: two in 90 days raise nobody.
      expect(await levelOn('2028-01-20')).toMatchObject({ escalation: { level: 0, lateReports: 2 } });
      expect(await levelOn('2028-07-31')).toMatchObject({ escalation: { level: 0, lateReports: 0 } });
    } finally {
      await scene.product.close();
    }
  });
});
