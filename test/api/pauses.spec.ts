import type { MeasureHistory } from '../../src/views/measure-history/measure-history.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { expectSameAsRebuilt } from '../support/api/rebuilt.js';
import { stage } from '../support/api/scene.js';
import {
  annulEntry,
  as,
  assigned,
  commands,
  completed,
  consented,
  foundCase,
  get,
  measure,
  withVoucher,
} from '../support/api/steps.js';

const { given, product } = stage();
const { PauseAssignments, ResumeAssignments, AssignPlace, RedeemVoucher } = commands;
const occupancy = get('/v1/measures/:measureId/occupancy');

it('a pause shows what empty places cost, then and now', async () => {
  const scene = await given(...assigned, PauseAssignments());
  const { entries, paused } = await scene.sees<MeasureHistory>(get('/v1/measures/:measureId/history'));
  expect(entries.at(-1)).toMatchObject({
    type: 'AssignmentsPaused',
    data: {
      legalBasis: '§ 7 of the contract',
      exposure: { minimumPlaces: 5, occupied: 1, pricePerPlaceMonth: 60_000, perMonth: 240_000 },
    },
  });
  expect(paused).toEqual({ since: entries.at(-1)!.occurredAt });
  expect(await scene.sees(occupancy)).toMatchObject({ paused: true, exposure: 240_000 });
  await scene.did(commands.DeclineOffer());
  expect(await scene.sees(occupancy)).toMatchObject({ paused: true, exposure: 300_000 });
  await scene.did(ResumeAssignments({ reason: 'cured' }));
  expect(await scene.sees(occupancy)).toMatchObject({ paused: false });
  await expectSameAsRebuilt(product().instance);
});

it('nobody is assigned into a paused measure', async () => {
  const scene = await given(...consented, PauseAssignments());
  await expectRefusal(scene, AssignPlace(), 409, 'assignments-paused');
  expect(await scene.sees(occupancy)).toMatchObject({ occupied: 0 });
  await scene.did(ResumeAssignments());
  await scene.did(AssignPlace());
});

it('what was there before the pause is there again when its end turns out a mistake', async () => {
  const scene = await given(...completed, PauseAssignments());
  await scene.did(annulEntry('ParticipationCompleted'));
  expect(await scene.sees(occupancy)).toMatchObject({ occupied: 1, started: 1 });
});

it('a client with a voucher chooses, pause or not', async () => {
  const scene = await given(...withVoucher, PauseAssignments());
  await scene.did(RedeemVoucher());
  expect(await scene.sees(occupancy)).toMatchObject({ paused: true, assigned: 1 });
});

it('a pause, and an instruction against it, name the case that they follow from', async () => {
  const scene = await given(...foundCase);
  const { caseId } = scene.ids;
  await scene.did(PauseAssignments({ caseId }));
  await scene.did(commands.RecordInstruction({ caseId }));
  expect(await scene.sees(occupancy)).toMatchObject({ paused: true, pausedByCaseId: caseId });
  const told = await scene.sees<MeasureHistory>(get('/v1/measures/:measureId/history'));
  expect(told).toMatchObject({
    paused: { caseId },
    deficiencies: [{ caseId, category: 'D4', severity: 'considerable' }],
  });
  const elsewhere = await given(...measure);
  await expectRefusal(elsewhere, PauseAssignments({ caseId }), 409, 'unknown-case');
});

it('a pause is one at a time', async () => {
  const scene = await given(...measure);
  await expectRefusal(scene, ResumeAssignments(), 409, 'already-resumed');
  await scene.did(PauseAssignments());
  await expectRefusal(scene, PauseAssignments(), 409, 'already-paused');
});

it('a case of another office is none to cite, and a closed one founds no pause', async () => {
  const scene = await given(...foundCase);
  const citing = { caseId: scene.ids.caseId };
  await expectRefusal(scene, as('foreignLead', PauseAssignments(citing)), 409, 'unknown-case');
  const instructed = commands.RecordInstruction(citing);
  await expectRefusal(scene, as('foreignAdviser', instructed), 409, 'unknown-case');
  await scene.did(commands.CloseProviderCase());
  await expectRefusal(scene, PauseAssignments(citing), 409, 'wrong-phase');
  await scene.did(instructed);
});
