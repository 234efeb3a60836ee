import type { Principal } from '../../src/identity/principal.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { as, commands, get, offered, started, withHeaders } from '../support/api/steps.js';

const { given, product } = stage();
const day = 86_400_000;

type Order = NonNullable<Principal['audit']>;
const one = '/v1/participations/:participationId';
const history = `${one}/history`;

/** An auditor of the scene's provider on the scene's day, unless the order says otherwise. */
const auditing = (scene: Scene, order: Partial<Order> = {}): Principal => ({
  subject: `auditing-${scene.name}`,
  roles: ['auditor'],
  audit: {
    providers: [scene.ids.providerId!],
    measures: [],
    from: scene.day(),
    to: scene.day(),
    ...order,
  },
});
const asAuditor = (auditor: Principal, path: string): Step =>
  withHeaders({ 'access-purpose': 'order 12 of the audit service' }, as(auditor, get(path)));

/**
 * Whether the scene's participation is shown to an auditor; all ways of reading agree, or the test fails. One that is
 * annulled is `counted` in no figure, and so is behind none.
 */
async function shown(scene: Scene, auditor: Principal, counted = true): Promise<boolean> {
  const { participationId } = scene.ids;
  const single = await Promise.all(
    [one, history].map(async path => (await scene.does(asAuditor(auditor, path))).statusCode === 200),
  );
  const lists = ['/v1/participations'];
  if (counted && auditor.audit!.providers.includes(scene.ids.providerId!))
    lists.push('/v1/providers/:providerId/escalation/participations?figure=registered');
  const listed: boolean[] = [];
  for (const path of lists) {
    const { items } = await scene.sees<{ items: { participationId: string }[] }>(asAuditor(auditor, path));
    listed.push(items.some(item => item.participationId === participationId));
    // Nothing else is in it either: each scene has a provider of its own.
    expect(items.filter(item => item.participationId !== participationId)).toEqual([]);
  }
  const answers = new Set([...single, ...listed]);
  expect(answers.size).toBe(1);
  return answers.has(true);
}

describe('an audit order reaches', () => {
  it('the participations of a provider that it names, and of a measure, and no others', async () => {
    const scene = await given(...started);
    const { measureId } = scene.ids;
    expect(await shown(scene, auditing(scene))).toBe(true);
    expect(await shown(scene, auditing(scene, { providers: [], measures: [measureId!] }))).toBe(true);
    expect(await shown(scene, auditing(scene, { providers: ['another'] }))).toBe(false);
    expect(await shown(scene, auditing(scene, { providers: [], measures: ['another'] }))).toBe(false);
    expect(await shown(scene, auditing(scene, { providers: ['another'], measures: [measureId!] }))).toBe(
      true,
    );
  });

  it('what runs on a day of the period, from the offer to the end, both included', async () => {
    const scene = await given(...offered);
    const begin = scene.day();
    const on = (from: string, to = from) => shown(scene, auditing(scene, { from, to }));
    expect(await on(scene.day(-9), scene.day(-1))).toBe(false);
    expect(await on(scene.day(-9), begin)).toBe(true);
    expect(await on(scene.day(900))).toBe(true);
    for (const step of [commands.GiveConsent(), commands.AssignPlace(), commands.ConfirmStart()])
      await scene.did(step);
    product().clock.advance(20 * day);
    await scene.did(commands.CompleteParticipation());
    const end = scene.day();
    expect(await on(begin)).toBe(true);
    expect(await on(end, scene.day(9))).toBe(true);
    expect(await on(scene.day(1), scene.day(9))).toBe(false);
  });

  it.each([
    ['declined', commands.DeclineOffer(), true],
    ['withdrawn', commands.WithdrawOffer(), true],
    ['annulled', commands.AnnulParticipation(), false],
  ])('an offer that was %s on the day it was made, and not for ever', async (_, step, counted) => {
    const scene = await given(...offered);
    product().clock.advance(day);
    await scene.did(step);
    const on = (from: string, to: string) => shown(scene, auditing(scene, { from, to }), counted);
    expect(await on(scene.day(-1), scene.day(-1))).toBe(true);
    expect(await on(scene.day(0), scene.day(9))).toBe(false);
  });

  it('one that never started, until the day on which it should have', async () => {
    const scene = await given(...offered, commands.GiveConsent());
    await scene.did(commands.AssignPlace({ startsOn: scene.day(5) }));
    product().clock.advance(6 * day);
    await scene.did(commands.ReportNoShow());
    const on = (from: string, to: string) => shown(scene, auditing(scene, { from, to }));
    expect(await on(scene.day(-1), scene.day(-1))).toBe(true);
    expect(await on(scene.day(0), scene.day(9))).toBe(false);
  });
});

it('an auditor reads a case as the office does, sensitive text too', async () => {
  const scene = await given(...started, commands.RecordContact({ summary: 'a talk behind closed doors' }));
  const told = await scene.does(asAuditor(auditing(scene), history));
  expect(told.json()).toEqual((await scene.does(get(history))).json());
  expect(told.body).toContain('a talk behind closed doors');
});

it('what is foreign to the order answers as what does not exist', async () => {
  const scene = await given(...started);
  const stranger = auditing(scene, { providers: ['another'], measures: ['another'] });
  const paths = [
    one,
    history,
    '/v1/providers/:providerId/escalation',
    '/v1/providers/:providerId/escalation/participations?figure=started',
    '/v1/measures/:measureId/escalation',
    '/v1/measures/:measureId/occupancy',
  ];
  const nothing = ['participationId', 'providerId', 'measureId'];
  for (const path of paths) {
    const unknown = nothing.reduce((all, id) => all.replace(`:${id}`, 'nothing-there'), path);
    const [foreign, absent] = await Promise.all([path, unknown].map(p => scene.does(asAuditor(stranger, p))));
    expect([path, foreign!.statusCode, absent!.statusCode]).toEqual([path, 404, 404]);
    const { instance: _, ...said } = foreign!.json<Record<string, unknown>>();
    expect(absent!.json()).toMatchObject(said);
  }
});

it('an order that names what does not exist reaches nothing', async () => {
  const scene = await given(...started);
  const dreaming = auditing(scene, { providers: ['no-provider'], measures: ['no-measure'] });
  for (const path of ['/v1/providers/no-provider/escalation', '/v1/measures/no-measure/occupancy'])
    expect((await scene.does(asAuditor(dreaming, path))).statusCode).toBe(404);
});

describe('figures', () => {
  it('are told as of the end of the period at the latest', async () => {
    const scene = await given(...started);
    product().clock.advance(40 * day);
    const auditor = auditing(scene, { from: scene.day(-40), to: scene.day(-30) });
    const path = '/v1/providers/:providerId/escalation';
    const asOf = async (query: string) =>
      (await scene.sees<{ asOf: string }>(asAuditor(auditor, path + query))).asOf;
    expect(await asOf('')).toBe(scene.day(-30));
    expect(await asOf(`?asOf=${scene.day(-35)}`)).toBe(scene.day(-35));
    for (const figures of [path, '/v1/measures/:measureId/escalation'])
      expectProblem(
        await scene.does(asAuditor(auditor, `${figures}?asOf=${scene.day(-29)}`)),
        400,
        'bad-query',
      );
    const running = auditing(scene, { to: scene.day(900) });
    expect(await scene.sees(asAuditor(running, path))).toMatchObject({ asOf: scene.day() });
  });

  it('tell where the participations behind them are not all for this auditor', async () => {
    const scene = await given(...started);
    const behind = '/v1/providers/:providerId/escalation/participations?figure=started';
    const page = (auditor: Principal) => scene.sees(asAuditor(auditor, behind));
    expect(await page(auditing(scene))).toMatchObject({ complete: true });
    expect(await page(auditing(scene, { from: scene.day(1), to: scene.day(9) }))).toMatchObject({
      complete: true,
    });
    const last = scene.day(-1);
    expect(await page(auditing(scene, { from: last, to: last }))).toMatchObject({ items: [] });
  });
});

describe('what is told of a provider and a measure themselves', () => {
  const ofMeasure = '/v1/measures/:measureId/history';
  const ofProvider = '/v1/providers/:providerId/history';
  const typesIn = async (scene: Scene, auditor: Principal, path: string) => {
    const { entries } = await scene.sees<{ entries: { type: string }[] }>(asAuditor(auditor, path));
    return entries.map(({ type }) => type);
  };

  it('ends with the period of the order', async () => {
    const scene = await given(...started, commands.ReviewMeasure(), commands.RecordProviderVisit());
    product().clock.advance(10 * day);
    await scene.did(commands.RecordInstruction());
    await scene.did(commands.PauseAssignments());
    await scene.did(commands.ReportStaffChange({ changedOn: scene.day() }));
    const former = auditing(scene, { from: scene.day(-10), to: scene.day(-1) });
    const present = auditing(scene, { from: scene.day(-10), to: scene.day() });
    expect(await typesIn(scene, former, ofMeasure)).toEqual(['MeasureRegistered', 'MeasureReviewed']);
    expect(await scene.sees(asAuditor(former, ofMeasure))).toMatchObject({ paused: null });
    expect(await typesIn(scene, former, ofProvider)).toEqual(['ProviderRegistered', 'ProviderVisited']);
    expect(await typesIn(scene, present, ofMeasure)).toEqual(
      expect.arrayContaining(['InstructionRecorded', 'AssignmentsPaused']),
    );
    expect(await typesIn(scene, present, ofProvider)).toContain('StaffChanged');
  });

  it('is refused as of a day after it', async () => {
    const scene = await given(...started);
    const auditor = auditing(scene);
    expect((await scene.does(asAuditor(auditor, `${ofProvider}?asOf=${scene.day()}`))).statusCode).toBe(200);
    const later = await scene.does(asAuditor(auditor, `${ofProvider}?asOf=${scene.day(1)}`));
    expectProblem(later, 400, 'bad-query');
  });

  it('is not the occupancy of today once the period is over', async () => {
    const scene = await given(...started);
    const path = '/v1/measures/:measureId/occupancy';
    expect((await scene.does(asAuditor(auditing(scene), path))).statusCode).toBe(200);
    const former = auditing(scene, { from: scene.day(-9), to: scene.day(-1) });
    expectProblem(await scene.does(asAuditor(former, path)), 404, 'unknown-measure');
  });
});

it('who is an auditor and something else reads in either role, and audits only with a purpose', async () => {
  const scene = await given(...started);
  const both: Principal = {
    ...auditing(scene),
    roles: ['adviser', 'auditor'],
    office: scene.people.foreignAdviser.office!,
  };
  expectProblem(await scene.does(as(both, get(history))), 400, 'purpose-required');
  expect((await scene.does(asAuditor(both, history))).statusCode).toBe(200);
  // As an adviser, whose list it is first: the clients of the own office only.
  expect(await scene.sees(as(both, get('/v1/participations')))).toMatchObject({ items: [] });
});
