import { randomUUID } from 'node:crypto';
import { Measures } from '../../src/application/measure/measures.js';
import { HalfTakenPlaces } from '../../src/policies/half-taken-places.js';
import { stage } from '../support/api/scene.js';
import { annulEntry, as, commands, consented, get, measure, client, redeemed, withVoucher, correctEntry } from '../support/api/steps.js';

const { given, product } = stage();
const out = (name: string, x: unknown) => process.stdout.write(`${name}: ${JSON.stringify(x)}\n`);
const told = (a: { statusCode: number; body: string }) => [a.statusCode, a.body.slice(0, 700)];

it('provider case-', async () => {
  const scene = await given(...measure, commands.OpenProviderCase());
  const id = `case-${scene.ids.caseId}`;
  for (const who of ['foreignAdviser', 'adviser'] as const)
    out('hist', told(await product().send({ by: scene.people[who], method: 'GET', url: `/v1/providers/${id}/history` })));
  out('visit', told(await product().send({ by: scene.people.adviser, method: 'POST', url: `/v1/providers/${id}/visits`, body: { visitedOn: scene.day(-1), rolesPresent: [], announced: true, findings: 'x' } })));
  out('measure', told(await scene.does(commands.RegisterMeasure({ measureId: 'foo-x', providerId: id }))));
  out('open', told(await scene.does(commands.OpenProviderCase({ caseId: 'foo-x', providerId: id, measureId: undefined }))));
});

it('half taken elsewhere', async () => {
  const scene = await given(...withVoucher);
  const second = `second-${scene.name}`;
  await scene.did(commands.RegisterMeasure({ measureId: second, track: 'voucher', legalBasis: 'sgb3-45-4', goals: ['placement'], state: 'SN' }));
  const commandId = randomUUID();
  const origin = { actor: { id: 'x', role: 'adviser' }, channel: 'api', commandId, digest: '', correlationId: commandId } as const;
  await product().app.get(Measures, { strict: false }).takePlace(second, scene.ids.participationId!, { origin, occurredAt: scene.moment(), learnedAt: scene.moment() });
  await scene.did(commands.RedeemVoucher());
  product().clock.advance(61_000);
  const occ = async () => scene.sees(get(`/v1/measures/${second}/occupancy`));
  out('before', await occ());
  out('freed', await product().app.get(HalfTakenPlaces, { strict: false }).free());
  out('after', await occ());
});

it('pause overlaps', async () => {
  const scene = await given(...measure);
  await scene.did(commands.PauseAssignments({ occurredAt: scene.moment(-100) }));
  await scene.did(commands.ResumeAssignments({ occurredAt: scene.moment(-50) }));
  out('overlap', told(await scene.does(commands.PauseAssignments({ occurredAt: scene.moment(-80) }))));
});

it('remedy', async () => {
  const scene = await given(...redeemed);
  product().clock.advance(600_000);
  await scene.did(commands.RecordRemedy({ occurredAt: scene.moment(-5) }));
  out('remedy backdated', told(await scene.does(correctEntry('RemedyRecorded', { is: scene.moment(-500) }))));
  await scene.did(correctEntry('MeasureOffered', { is: scene.moment(-300) }));
  out('remedy after corrected', told(await scene.does(commands.RecordRemedy({ occurredAt: scene.moment(-200) }))));
});
it('goal', async () => {
  const scene = await given(...redeemed);
  out('goal', told(await scene.does(correctEntry('VoucherIssued', { field: 'goal', is: 'self-employment' }))));
  out('region', told(await scene.does(correctEntry('VoucherIssued', { field: 'region', is: 'BY' }))));
  out('startsOn', told(await scene.does(correctEntry('VoucherRedeemed', { field: 'startsOn', is: '2099-01-01' }))));
  out('content', told(await scene.does(correctEntry('VoucherIssued', { field: 'content', is: 'else' }))));
  out('sha', told(await scene.does(correctEntry('VoucherIssued', { field: 'validUntil', is: '2020-01-01' }))));
});
it('of', async () => {
  const scene = await given(...redeemed);
  out('of', told(await scene.does(commands.AnnulParticipation({ kind: 'duplicate', of: 'nowhere' }))));
});
it('of measure basis', async () => {
  const scene = await given(...measure);
  out('basis', told(await scene.does(commands.RegisterMeasure({ measureId: 'b-1', track: 'voucher', legalBasis: 'sgb3-45-4', goals: ['qualification'], state: 'SN' }))));
  out('occurredAt of amend', told(await scene.does(commands.AmendMeasure({ occurredAt: '1950-01-01T00:00:00Z' }))));
  out('startsOn', told(await (await given(...consented)).does(commands.AssignPlace({ startsOn: '2090-01-01' }))));
});
it('mandate', async () => {
  const scene = await given(...measure, commands.RegisterClient(), commands.ClarifyMandate());
  out('offer before mandate', told(await scene.does(commands.OfferMeasure({ occurredAt: scene.moment(-60 * 24 * 30) }))));
});
void annulEntry; void as; void client; 
