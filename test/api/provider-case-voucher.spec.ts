import {
  aDay,
  caseStream,
  citing,
  expectToAgree,
  notedInMeasure,
  readCase,
  whenPoliciesRan,
} from '../support/api/dispute.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, get, redeemed } from '../support/api/steps.js';

const { given, product } = stage();
const { OpenProviderCase, EstablishFinding, DemandCure, InviteStatement, ReportCure, Reinspect } = commands;
const { RecordDecision, CloseProviderCase } = commands;
const exclude = RecordDecision({ decision: 'voucher-exclusion', decidedBy: 'employment-agency' });
const lapses = async (scene: Scene) =>
  (await caseStream(scene)).filter(({ type }) => type === 'CureDeadlineLapsed').length;

const observed = async () => {
  const scene = await given(...redeemed, commands.ConfirmStart());
  const evidence = await citing(scene, 'VoucherRedeemed', 'ParticipationStarted');
  await scene.did(OpenProviderCase({ evidence, category: 'D1', severity: 'grave' }));
  await scene.did(EstablishFinding({ category: 'D1', severity: 'grave' }));
  return scene;
};

describe('a dispute about a measure of the voucher track', () => {
  it('ends with the exclusion of a provider that neither cures nor answers', async () => {
    const scene = await observed();
    await expectRefusal(scene, exclude, 409, 'cure-not-lapsed');
    await scene.did(DemandCure());
    // The 14 May is Ascension Day.
    expect((await readCase(scene)).demands).toMatchObject([
      { deadline: { from: '2026-05-11', days: 3, endsAt: '2026-05-15T22:00:00.000Z' } },
    ]);
    product().clock.advance(5 * aDay);
    await scene.did(ReportCure());
    await whenPoliciesRan(scene);
    await whenPoliciesRan(scene);
    expect(await lapses(scene)).toBe(1);
    await expectRefusal(scene, exclude, 409, 'not-heard');
    await scene.did(InviteStatement());
    product().clock.advance(14 * aDay);
    await expectRefusal(scene, exclude, 409, 'not-heard');
    product().clock.advance(3 * aDay);
    await scene.did(exclude);
    await scene.did(CloseProviderCase({ result: 'sanctioned' }));
    await expectToAgree(scene);
  });

  it('ends well where the provider cures in time', async () => {
    const scene = await observed();
    await scene.did(DemandCure({ days: 30 }));
    await scene.did(ReportCure());
    product().clock.advance(40 * aDay);
    await whenPoliciesRan(scene);
    await scene.did(Reinspect({ result: 'cured' }));
    await whenPoliciesRan(scene);
    expect(await lapses(scene)).toBe(0);
    await expectRefusal(scene, exclude, 409, 'cure-not-lapsed');
    await scene.did(CloseProviderCase({ result: 'cured' }));
    expect(await notedInMeasure(scene)).toEqual(['DeficiencyNoted', 'DeficiencyLifted']);
  });

  it('tells in lists how the demands stand', async () => {
    const scene = await observed();
    await scene.did(DemandCure());
    product().clock.advance(7 * aDay);
    const list = (query: string) =>
      scene.sees<{ items: unknown[] }>(get(`/v1/provider-cases?${query}`, 'lead'));
    const open = await list(`open=true&providerId=${scene.ids.providerId}&measureId=${scene.ids.measureId}`);
    expect(open.items).toMatchObject([
      { caseId: scene.ids.caseId, demands: [{ standing: 'lapsed', lapseDeclared: false }] },
    ]);
    await whenPoliciesRan(scene);
    expect((await list('open=true')).items).toMatchObject([{ demands: [{ lapseDeclared: true }] }]);
    expect((await list('open=false')).items).toEqual([]);
    await product().restart();
    await whenPoliciesRan(scene);
    expect(await lapses(scene)).toBe(1);
  });
});
