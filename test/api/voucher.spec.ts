import type { DomainEntry } from '../../src/event-codec/domain-event.js';
import type { ProviderHistory } from '../../src/views/case-history/provider-view.js';
import type { ParticipationStatus } from '../../src/views/participation-status/participation-status.query.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import { stage, type Scene } from '../support/api/scene.js';
import {
  annulEntry,
  as,
  client,
  commands,
  correctEntry,
  get,
  redeemed,
  voucherConsented,
  voucherMeasure,
  withVoucher,
} from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given, product } = stage();
const { OfferMeasure, IssueVoucher, RedeemVoucher, WithdrawConsent, GiveConsent } = commands;
const status = get('/v1/participations/:participationId');
const occupancy = get('/v1/measures/:measureId/occupancy');

const named = ({ measureId, providerId }: DomainEntry) => [measureId, providerId];
const see = (scene: Scene) => scene.sees<ParticipationStatus>(status);

describe('a voucher', () => {
  it('goes from the offer to the end, the provider learning of it when it is redeemed', async () => {
    const scene = await given(...voucherConsented);
    const { measureId, providerId } = scene.ids;
    expect(await see(scene)).toMatchObject({
      ...{ phase: 'consented', track: 'voucher', legalBasis: 'sgb3-45-4' },
      ...{ measureId: null, providerId: null },
    });
    await scene.did(IssueVoucher());
    expect(await see(scene)).toMatchObject({ phase: 'voucher-issued', startsOn: null });
    expectProblem(await scene.does(as('provider', status)), 404, 'unknown-participation');

    await scene.did(RedeemVoucher());
    expect(await see(scene)).toMatchObject({
      ...{ phase: 'assigned', measureId, providerId },
      startsOn: scene.day(),
    });
    expect(await scene.sees(occupancy)).toMatchObject({ occupied: 1, assigned: 1, halfTaken: 0 });
    expect((await scene.history()).map(named)).toEqual([
      ...Array.from({ length: 3 }, () => [undefined, undefined]),
      [measureId, providerId],
    ]);
    expect(await scene.sees(get('/v1/participations', 'provider'))).toMatchObject({
      items: [{ measureId, startsOn: scene.day() }],
    });

    await scene.did(commands.ConfirmStart());
    await scene.did(commands.DeliverAssessment({ kind: 'final', text: 'goes well' }));
    await scene.did(commands.CompleteParticipation());
    expect(await see(scene)).toMatchObject({ phase: 'completed', outcome: 'goal-reached' });
    expect(await scene.sees(occupancy)).toMatchObject({ occupied: 0 });
    const { entries } = await scene.sees<ProviderHistory>(
      get('/v1/participations/:participationId/history', 'provider'),
    );
    expect(entries.map(({ type }) => type)).toEqual([
      'VoucherRedeemed',
      'ParticipationStarted',
      'AssessmentDelivered',
      'ParticipationCompleted',
    ]);
    await expectSameAsRebuilt(product().instance);
  });

  it('is offered for a goal and with a content, or a measure is', async () => {
    const scene = await given(...voucherMeasure, ...client);
    const faultsOf = async (fields: object) => {
      const answer = await scene.does(OfferMeasure({ measureId: undefined, ...fields }));
      return expectProblem(answer, 422, 'validation').errors?.map(({ field }) => field);
    };
    expect(await faultsOf({})).toEqual(['measureId', 'goal']);
    expect(await faultsOf({ goal: 'placement' })).toEqual(['content']);
    expect(await faultsOf({ content: 'coaching' })).toEqual(['goal']);
    const both = { goal: 'placement', content: 'coaching', legalBasis: 'sgb3-45-4' };
    expect(await faultsOf({ measureId: 'm-1', ...both })).toEqual(['goal', 'content', 'legalBasis']);
    expect(await faultsOf({ ...both, legalBasis: 'sgb3-81' })).toEqual(['legalBasis']);
    await scene.did(OfferMeasure({ measureId: undefined, goal: 'qualification', content: 'welding' }));
    expect(await see(scene)).toMatchObject({ legalBasis: 'sgb3-81' });
  });

  it('is good for its goal and its region, and while it is valid', async () => {
    const scene = await given(
      ...withVoucher.slice(0, -1),
      IssueVoucher({ region: 'SN', validUntil: '2026-05-20' }),
    );
    const elsewhere = { track: 'voucher', legalBasis: 'sgb3-45-4', measureId: `elsewhere-${scene.name}` };
    await scene.did(commands.RegisterMeasure({ ...elsewhere, goals: ['placement'], state: 'BY' }));
    await expectRefusal(scene, RedeemVoucher({ measureId: elsewhere.measureId }), 409, 'voucher-not-valid');
    const other = { ...elsewhere, measureId: `other-${scene.name}` };
    await scene.did(commands.RegisterMeasure({ ...other, goals: ['self-employment'], state: 'SN' }));
    await expectRefusal(scene, RedeemVoucher({ measureId: other.measureId }), 409, 'voucher-not-valid');
    const tooLate = RedeemVoucher({ startsOn: '2027-12-31' });
    await expectRefusal(scene, tooLate, 409, 'voucher-not-valid');
    expect(await scene.sees(occupancy)).toMatchObject({ occupied: 0 });
  });

  it('is redeemed in no measure that was bought, and in none that is not there', async () => {
    const scene = await given(...withVoucher);
    const bought = `bought-${scene.name}`;
    await scene.did(commands.RegisterMeasure({ measureId: bought }));
    for (const measureId of [bought, 'nothing'])
      await expectRefusal(scene, RedeemVoucher({ measureId }), 409, 'unknown-measure');
  });

  it('assigns; the office does not', async () => {
    await expectRefusal(await given(...voucherConsented), commands.AssignPlace(), 409, 'wrong-phase');
  });
});

describe('a forfeited voucher', () => {
  it('gives the place back, and another may be redeemed with another provider, who sees nothing of the first', async () => {
    const report = as('provider', commands.RecordContact({ summary: 'first called', channel: 'video' }));
    const scene = await given(...redeemed, report, WithdrawConsent(), GiveConsent(), IssueVoucher());
    expect(await scene.sees(occupancy)).toMatchObject({ occupied: 0 });
    const [measureId, providerId] = [`second-${scene.name}`, `other-provider-${scene.name}`];
    await scene.did(commands.RegisterProvider({ providerId }));
    const onTrack = { track: 'voucher', legalBasis: 'sgb3-45-4', goals: ['placement'], state: 'SN' };
    await scene.did(commands.RegisterMeasure({ measureId, providerId, ...onTrack }));
    await scene.did(RedeemVoucher({ measureId }));

    expect(await see(scene)).toMatchObject({ phase: 'assigned', measureId, providerId });
    expectProblem(await scene.does(as('provider', status)), 404, 'unknown-participation');
    expectProblem(await scene.does(commands.ConfirmStart()), 404, 'unknown-participation');
    const second = await scene.sees<ProviderHistory>(
      get('/v1/participations/:participationId/history', 'otherProvider'),
    );
    expect(second.entries.map(({ type }) => type)).toEqual(['VoucherRedeemed']);
    const called = (await scene.entry('ContactHeld')).id;
    const dispute = {
      by: scene.people.otherProvider,
      method: 'POST' as const,
      url: scene.path('/v1/participations/:participationId/entries/:eventId/disputes', { eventId: called }),
      body: { disputedBy: 'provider', reason: 'not mine' },
    };
    expectProblem(await product().send(dispute), 404, 'unknown-entry');
    await scene.did(as('otherProvider', commands.ConfirmStart()));
  });

  it('is good again where its redemption was a mistake', async () => {
    const scene = await given(...redeemed, annulEntry('VoucherRedeemed'));
    expect(await see(scene)).toMatchObject({ phase: 'voucher-issued', measureId: null, providerId: null });
    expect(await scene.sees(occupancy)).toMatchObject({ occupied: 0 });
    expectProblem(await scene.does(as('provider', status)), 404, 'unknown-participation');
    await scene.did(RedeemVoucher());
  });
});

it('a redeemed voucher stays good for its measure when it is corrected', async () => {
  const scene = await given(...redeemed);
  const region = (is: string) => correctEntry('VoucherIssued', { field: 'region', is });
  await expectRefusal(scene, region('BY'), 409, 'voucher-not-valid');
  const startsOn = (is: string) => correctEntry('VoucherRedeemed', { field: 'startsOn', is });
  await expectRefusal(scene, startsOn(scene.day(301)), 409, 'voucher-not-valid');
  await scene.did(region('SN'));
  await scene.did(startsOn(scene.day(300)));
});

it('a voucher that nobody presented may be declined', async () => {
  const scene = await given(...withVoucher, commands.DeclineOffer());
  expect(await see(scene)).toMatchObject({ phase: 'declined', outcome: 'does-not-fit' });
});
