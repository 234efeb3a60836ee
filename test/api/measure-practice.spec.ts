import type { MeasureHistory } from '../../src/views/measure-history/measure-history.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage } from '../support/api/scene.js';
import { as, commands, get, measure } from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given } = stage();
const { AmendMeasure, ReviewMeasure, RecordInstruction, ObjectToInstruction } = commands;
const history = get('/v1/measures/:measureId/history');

describe('the contract of a measure', () => {
  it('is amended, and lists and figures follow', async () => {
    const scene = await given(...measure);
    const runsTo = scene.day(400);
    await scene.did(
      AmendMeasure({ title: 'Weiter so', runsTo, minimumPlaces: 7, pricePerPlaceMonth: 50_000 }),
    );
    const { measureId, providerId } = scene.ids;
    const { items } = await scene.sees<{ items: object[] }>(get('/v1/measures?providerId=:providerId'));
    expect(items).toMatchObject([{ measureId, providerId, title: 'Weiter so', runsTo }]);
    expect(await scene.sees(get('/v1/measures/:measureId/occupancy'))).toMatchObject({
      places: 12,
      minimumPlaces: 7,
      exposure: 7 * 50_000,
      paused: false,
      pausedByCaseId: null,
    });
  });

  it.each([
    ['nothing at all', { places: undefined }, ['']],
    ['less than its minimum', { places: 4 }, ['places']],
    ['a minimum above its places', { places: undefined, minimumPlaces: 11 }, ['minimumPlaces']],
    ['an end before its beginning', { runsTo: '2020-01-01' }, ['runsTo']],
    ['no SHA-256', { sha256: 'A'.repeat(64) }, ['sha256']],
  ])('is not amended to %s', async (_, fields, faulty) => {
    const scene = await given(...measure);
    const problem = expectProblem(await scene.does(AmendMeasure(fields)), 422, 'validation');
    expect(problem.errors?.map(({ field }) => field)).toEqual(faulty);
  });

  it('is not amended to what it says already', async () =>
    expectRefusal(await given(...measure), AmendMeasure({ places: 10 }), 409, 'already-recorded'));

  it('says on the voucher track for which vouchers and where, and only there', async () => {
    const scene = await given(commands.RegisterProvider());
    const faultsOf = async (fields: object) => {
      const answer = await scene.does(commands.RegisterMeasure({ ...fields }));
      return expectProblem(answer, 422, 'validation').errors?.map(({ field }) => field);
    };
    expect(await faultsOf({ track: 'voucher' })).toEqual(['goals', 'state', 'legalBasis']);
    expect(await faultsOf({ goals: ['placement'], state: 'SN' })).toEqual(['goals', 'state']);
    const onTrack = { track: 'voucher', legalBasis: 'sgb3-45-4', state: 'SN' };
    expect(await faultsOf({ ...onTrack, goals: [] })).toEqual(['goals']);
    expect(await faultsOf({ ...onTrack, goals: ['placement', 'qualification'] })).toEqual(['goals']);
    const training = { ...onTrack, legalBasis: 'sgb3-81' };
    expect(await faultsOf({ ...training, goals: ['placement'] })).toEqual(['goals']);
    await scene.did(commands.RegisterMeasure({ ...onTrack, goals: ['placement'] }));
  });
});

describe('the history of a measure', () => {
  it('has everything but its places, in the words that were said', async () => {
    const scene = await given(
      ...measure,
      AmendMeasure(),
      ReviewMeasure(),
      RecordInstruction(),
      ObjectToInstruction(),
      as('lead', ObjectToInstruction({ reasons: 'nor may we' })),
    );
    const told = await scene.sees<MeasureHistory>(history);
    expect(told).toMatchObject({
      ...{ measureId: scene.ids.measureId, revision: 5 },
      paused: null,
      deficiencies: [],
    });
    expect(told.entries.map(({ type, sensitive }) => [type, sensitive])).toEqual([
      ['MeasureRegistered', undefined],
      ['MeasureAmended', undefined],
      ['MeasureReviewed', { findings: 'rooms too small' }],
      ['InstructionRecorded', { wording: 'fill all places' }],
      ['InstructionObjected', { reasons: 'it harms clients' }],
      ['InstructionObjected', { reasons: 'nor may we' }],
    ]);
  });

  it('is nothing for a provider, and nothing where no measure is', async () => {
    const scene = await given(...measure, RecordInstruction());
    expectProblem(await scene.does(as('provider', history)), 403, 'forbidden');
    expectProblem(await (await given()).does(history), 404, 'unknown-measure');
  });
});

describe('an instruction', () => {
  it('is objected to by each person once', async () => {
    const scene = await given(...measure, RecordInstruction(), ObjectToInstruction());
    await expectRefusal(scene, ObjectToInstruction(), 409, 'already-recorded');
    await scene.did(as('foreignAdviser', ObjectToInstruction()));
  });

  it('must be there', async () =>
    expectRefusal(await given(...measure), ObjectToInstruction(), 404, 'unknown-instruction'));

  it('is about a case that is there', async () =>
    expectRefusal(await given(...measure), RecordInstruction({ caseId: 'no-case' }), 409, 'unknown-case'));
});
