import { Measures, type NotedDeficiency } from '../../src/application/measure/measures.js';
import type { ParticipationStatus } from '../../src/views/participation-status/participation-status.query.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage, type Scene } from '../support/api/scene.js';
import {
  client,
  commands,
  consented,
  get,
  measure,
  offered,
  redeemed,
  withVoucher,
} from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given, product } = stage();
const { OfferMeasure, AssignPlace, GiveConsent, RedeemVoucher } = commands;
const told = { clientToldOfDeficiencies: true, deficiencyReason: 'no other course in reach' };

let causes = 0;
/** What another stream's event has the measure note; how a case comes to it is the case's story. */
async function cause(scene: Scene) {
  const actor = { id: scene.people.lead.subject, role: 'team-lead' } as const;
  const commandId = `00000000-0000-4000-8000-${String(++causes).padStart(12, '0')}`;
  const at = scene.moment();
  const origin = { actor, channel: 'api', commandId, digest: '', correlationId: commandId } as const;
  return { origin, occurredAt: at, learnedAt: at };
}
const measures = () => product().app.get(Measures);
const found = (more: Partial<NotedDeficiency> = {}): NotedDeficiency => ({
  caseId: 'case-1',
  category: 'D4',
  severity: 'considerable',
  ...more,
});
const note = async (scene: Scene, more: Partial<NotedDeficiency> = {}) =>
  measures().noteDeficiency(scene.ids.measureId!, found(more), await cause(scene));
const lift = async (scene: Scene, caseId = 'case-1') =>
  measures().liftDeficiency(scene.ids.measureId!, caseId, await cause(scene));
const see = (scene: Scene) => scene.sees<ParticipationStatus>(get('/v1/participations/:participationId'));

describe('a deficiency in the measure’s own stream', () => {
  it('is noted once, anew with another severity, and lifted once', async () => {
    const scene = await given(...measure);
    expect([await note(scene), await note(scene), await note(scene, { severity: 'grave' })]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await scene.sees(get('/v1/measures/:measureId/history'))).toMatchObject({
      deficiencies: [found({ severity: 'grave' })],
    });
    expect([await lift(scene), await lift(scene)]).toEqual([true, false]);
    expect(await scene.sees(get('/v1/measures/:measureId/history'))).toMatchObject({ deficiencies: [] });
  });

  it('is the same when it is noted twice at once', async () => {
    const scene = await given(...measure);
    const noted = await Promise.all([note(scene), note(scene), note(scene)]);
    expect(noted.filter(Boolean)).toHaveLength(1);
  });
});

describe('a considerable or grave deficiency', () => {
  it('is weighed by an offer, which says so to everybody who reads it', async () => {
    const scene = await given(...measure, ...client);
    await note(scene);
    await expectRefusal(scene, OfferMeasure(), 409, 'deficiency-not-weighed');
    await scene.did(OfferMeasure(told));
    const offer = await scene.entry('MeasureOffered');
    expect(offer.data).toMatchObject({ deficienciesWeighed: { caseIds: ['case-1'], clientTold: true } });
    expect(JSON.stringify(offer.data)).not.toContain(told.deficiencyReason);
    expect(offer.sensitive).toMatchObject({ deficiencyReason: told.deficiencyReason });
    expect(offer.reads).toMatchObject({ [`measure-${scene.ids.measureId}`]: 1 });
    await scene.did(GiveConsent());
    expect(await see(scene)).toMatchObject({ pressureMarks: ['not-explained', 'known-deficiency'] });
  });

  it('is weighed by an assignment, also where it was found after the offer', async () => {
    const scene = await given(...consented);
    await note(scene, { severity: 'grave' });
    await expectRefusal(scene, AssignPlace(), 409, 'deficiency-not-weighed');
    await scene.did(AssignPlace(told));
    expect((await scene.entry('PlaceAssigned')).reads).toMatchObject({
      [`measure-${scene.ids.measureId}`]: 1,
    });
  });

  it('is weighed by whoever redeems a voucher', async () => {
    const scene = await given(...withVoucher);
    await note(scene);
    await expectRefusal(scene, RedeemVoucher(), 409, 'deficiency-not-weighed');
    await scene.did(RedeemVoucher(told));
  });

  it('marks a consent that is given while it is known', async () => {
    const scene = await given(...offered, commands.ExplainMeasure());
    await note(scene);
    await scene.did(GiveConsent());
    expect(await see(scene)).toMatchObject({ pressureMarks: ['known-deficiency'] });
    expect((await scene.entry('ConsentGiven')).reads).toEqual({ [`measure-${scene.ids.measureId}`]: 1 });
  });

  it('marks no consent to a voucher before a measure is chosen, and one given afterwards', async () => {
    const scene = await given(...redeemed, commands.ExplainMeasure());
    await note(scene);
    await scene.did(commands.WithdrawConsent());
    await scene.did(GiveConsent());
    expect(await see(scene)).toMatchObject({ pressureMarks: [] });
    const chosen = await given(...redeemed, commands.ExplainMeasure(), commands.ConfirmStart());
    await note(chosen);
    await chosen.did(commands.WithdrawConsent());
    await chosen.did(GiveConsent());
    expect(await see(chosen)).toMatchObject({ pressureMarks: ['known-deficiency'] });
  });

  it('stands against nothing once it is lifted, nor where it is minor', async () => {
    const scene = await given(...measure, ...client);
    await note(scene);
    await note(scene, { caseId: 'case-2', severity: 'minor' });
    await lift(scene);
    await scene.did(OfferMeasure());
    await scene.did(GiveConsent());
    await scene.did(AssignPlace());
    expect((await scene.entry('MeasureOffered')).data).not.toHaveProperty('deficienciesWeighed');
  });
});

it.each([
  ['told without a reason', { clientToldOfDeficiencies: true }, 'deficiencyReason'],
  ['a reason without telling', { deficiencyReason: 'no other' }, 'clientToldOfDeficiencies'],
])('%s is no weighing', async (_, fields, faulty) => {
  const offers = await given(...measure, ...client);
  const assigns = await given(...consented);
  const redeems = await given(...withVoucher);
  for (const [scene, step] of [
    [offers, OfferMeasure(fields)],
    [assigns, AssignPlace(fields)],
    [redeems, RedeemVoucher(fields)],
  ] as const) {
    const { errors } = expectProblem(await scene.does(step), 422, 'validation');
    expect(errors?.map(({ field }) => field)).toEqual([faulty]);
  }
});

it('an offer names the office, and the state whose holidays it keeps', async () => {
  const scene = await given(...offered);
  expect((await scene.entry('MeasureOffered')).data).toMatchObject({ officeId: scene.ids.officeId });
  const registered = await given(commands.RegisterOffice({ state: 'BY' }), ...offered);
  expect((await registered.entry('MeasureOffered')).data).toMatchObject({ state: 'BY' });
  expect((await registered.entry('MeasureOffered')).reads).toMatchObject({
    [`office-${registered.ids.officeId}`]: 0,
  });
});

it('a correction states no obligation that the law forbids', async () => {
  const place = { legalBasis: 'sgb2-16k' };
  const scene = await given(
    commands.RegisterProvider(),
    commands.RegisterMeasure(place),
    ...client,
    OfferMeasure(),
    GiveConsent(),
    AssignPlace(),
  );
  const { id } = await scene.entry('PlaceAssigned');
  const correction = () => ({
    by: scene.people.adviser,
    method: 'POST' as const,
    url: scene.path('/v1/participations/:participationId/entries/:eventId/corrections', { eventId: id }),
    body: { field: 'basis', is: 'obligation', reason: 'mistyped' },
  });
  await expectRefusal(scene, correction, 409, 'notice-not-allowed');
});

describe('what is written down later', () => {
  it('weighs the deficiencies that were known when it occurred', async () => {
    const scene = await given(...measure, ...client.slice(0, 1));
    await scene.did(commands.ClarifyMandate({ occurredAt: scene.moment(-600) }));
    const before = { occurredAt: scene.moment(-300) };
    await note(scene);
    await expectRefusal(scene, OfferMeasure(), 409, 'deficiency-not-weighed');
    await scene.did(OfferMeasure(before));
    await scene.did(GiveConsent(before));
    expect((await scene.entry('ConsentGiven')).data).toMatchObject({ pressureMarks: ['not-explained'] });
    await expectRefusal(scene, AssignPlace(), 409, 'deficiency-not-weighed');
    await scene.did(AssignPlace(before));
  });

  it('is not cleared by what was lifted since', async () => {
    const scene = await given(...measure, ...client);
    await note(scene);
    const between = { occurredAt: scene.moment() };
    product().clock.advance(60_000);
    await lift(scene);
    await expectRefusal(scene, OfferMeasure(between), 409, 'deficiency-not-weighed');
    await scene.did(OfferMeasure({ ...between, ...told }));
    await scene.did(GiveConsent(between));
    expect((await scene.entry('ConsentGiven')).data).toMatchObject({
      pressureMarks: ['not-explained', 'known-deficiency'],
    });
  });
});
