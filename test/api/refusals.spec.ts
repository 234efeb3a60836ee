import { rejectionCodes, type RejectionCode } from '../../src/terms/rejection.js';
import { expectRefusal, provoked } from '../support/api/expect-refusal.js';
import { stage, type Step } from '../support/api/scene.js';
import {
  annulEntry,
  as,
  client,
  commands,
  completed,
  consented,
  correctEntry,
  disputeEntry,
  get,
  measure,
  offered,
  settleDispute,
  started,
} from '../support/api/steps.js';

const { given } = stage();
const {
  RegisterClient,
  RegisterMeasure,
  RegisterProvider,
  OfferMeasure,
  GiveConsent,
  AssignPlace,
  OpenCrisis,
  FlagDropoutRisk,
  ProposeDropout,
  RecordIntervention,
} = commands;

type Row = readonly [what: string, status: number, code: RejectionCode, given: readonly Step[], when: Step];

const withMeasure = (fields: object): readonly Step[] => [RegisterProvider(), RegisterMeasure({ ...fields })];
const offeredOn = (fields: object): readonly Step[] => [...withMeasure(fields), ...client, OfferMeasure()];
const offerOfAnother: Step = scene =>
  OfferMeasure({
    participationId: `${scene.name}-2`,
    relation: 'repeat',
    followsId: scene.ids.participationId,
  })(scene);

const rows: readonly Row[] = [
  ['an offer without a mandate', 409, 'no-mandate', [...measure, RegisterClient()], OfferMeasure()],
  [
    'an offer after the mandate was withheld',
    409,
    'no-mandate',
    [...measure, ...client, commands.ClarifyMandate({ result: 'withheld' })],
    OfferMeasure(),
  ],
  [
    'a place in a full measure',
    409,
    'no-place-left',
    [...offeredOn({ places: 0, minimumPlaces: 0 }), GiveConsent()],
    AssignPlace(),
  ],
  [
    'a notice where the law forbids it',
    409,
    'notice-not-allowed',
    offeredOn({ legalBasis: 'sgb2-16k' }),
    commands.GiveNotice(),
  ],
  [
    'an obligation where the law forbids it',
    409,
    'notice-not-allowed',
    offeredOn({ legalBasis: 'sgb2-16k' }),
    AssignPlace({ basis: 'obligation' }),
  ],
  [
    'a start before a place is assigned',
    409,
    'wrong-phase',
    consented,
    as('adviser', commands.ConfirmStart()),
  ],
  [
    'a completion with an open crisis',
    409,
    'crisis-open',
    [...started, OpenCrisis()],
    commands.CompleteParticipation(),
  ],
  [
    'settling a dispute about the own entry',
    409,
    'own-entry',
    [...offered, disputeEntry('MeasureOffered')],
    as('adviser', settleDispute('EntryDisputed')),
  ],
  [
    'resolving a crisis before it occurred',
    409,
    'time-order',
    [...started, OpenCrisis()],
    scene => commands.ResolveCrisis({ occurredAt: scene.moment(-60) })(scene),
  ],
  [
    'what is said to have happened in the future',
    422,
    'time-order',
    started,
    scene => commands.RecordContact({ occurredAt: scene.moment(2) })(scene),
  ],
  [
    'a measure that ends before it begins',
    422,
    'time-order',
    [RegisterProvider()],
    scene => RegisterMeasure({ runsTo: scene.day(-61) })(scene),
  ],
  ['a client who is not there', 404, 'unknown-client', [], commands.ClarifyMandate()],
  ['an offer to a client who is not there', 409, 'unknown-client', measure, OfferMeasure()],
  ['the office of others', 404, 'unknown-office', [], as('foreignLead', commands.AppointDeputy())],
  ['ending a deputyship that is none', 404, 'unknown-deputy', [], commands.EndDeputy()],
  ['a measure of a provider that is not there', 409, 'unknown-provider', [], RegisterMeasure()],
  ['an offer of a measure that is not there', 409, 'unknown-measure', client, OfferMeasure()],
  [
    'an offer of a measure that needs a voucher',
    409,
    'unknown-measure',
    [...withMeasure({ track: 'voucher' }), ...client],
    OfferMeasure(),
  ],
  [
    'the places of a measure that is not there',
    404,
    'unknown-measure',
    [],
    get('/v1/measures/:measureId/occupancy'),
  ],
  ['a participation that is not there', 404, 'unknown-participation', client, GiveConsent()],
  [
    'an offer that follows a participation of nobody',
    409,
    'unknown-participation',
    [...measure, ...client],
    offerOfAnother,
  ],
  ['resolving a crisis that is not there', 404, 'unknown-crisis', started, commands.ResolveCrisis()],
  ['intervening in a crisis that is not there', 409, 'unknown-crisis', started, RecordIntervention()],
  ['an intervention in nothing', 422, 'unknown-crisis', started, RecordIntervention({ crisisId: undefined })],
  ['clearing a risk that is not there', 404, 'unknown-risk', started, commands.ClearDropoutRisk()],
  [
    'intervening in a risk that is not there',
    409,
    'unknown-risk',
    started,
    RecordIntervention({ crisisId: undefined, riskId: 'risk-1' }),
  ],
  ['averting a dropout that nobody proposed', 409, 'unknown-proposal', started, commands.AvertDropout()],
  [
    'a risk because of an entry that is not there',
    409,
    'unknown-entry',
    started,
    FlagDropoutRisk({ because: ['no-such-entry'] }),
  ],
  [
    'correcting an entry that is not there',
    404,
    'unknown-entry',
    offered,
    scene => ({
      by: scene.people.adviser,
      method: 'POST',
      url: scene.path('/v1/participations/:participationId/entries/no-such-entry/corrections'),
      body: { field: 'occurredAt', is: scene.moment(), reason: 'mistyped' },
    }),
  ],
  [
    'correcting what makes an entry what it is',
    422,
    'unknown-field',
    offered,
    correctEntry('MeasureOffered', { field: 'providerId', is: 'another' }),
  ],
  ['settling a dispute that is none', 404, 'unknown-dispute', offered, settleDispute('MeasureOffered')],
  ['registering a client twice', 409, 'already-registered', client, RegisterClient()],
  ['registering a provider twice', 409, 'already-registered', [RegisterProvider()], RegisterProvider()],
  ['registering a measure twice', 409, 'already-registered', measure, RegisterMeasure()],
  ['offering a participation twice', 409, 'already-offered', offered, OfferMeasure()],
  ['consenting twice', 409, 'already-consented', consented, GiveConsent()],
  ['opening a crisis twice', 409, 'already-open', [...started, OpenCrisis()], OpenCrisis()],
  [
    'flagging another risk while one is open',
    409,
    'already-open',
    [...started, FlagDropoutRisk()],
    FlagDropoutRisk({ riskId: 'risk-2' }),
  ],
  ['proposing a dropout twice', 409, 'already-open', [...started, ProposeDropout()], ProposeDropout()],
  [
    'resolving a crisis twice',
    409,
    'already-resolved',
    [...started, OpenCrisis(), commands.ResolveCrisis()],
    commands.ResolveCrisis(),
  ],
  [
    'clearing a risk twice',
    409,
    'already-resolved',
    [...started, FlagDropoutRisk(), commands.ClearDropoutRisk()],
    commands.ClearDropoutRisk(),
  ],
  [
    'settling a dispute twice',
    409,
    'already-resolved',
    [...offered, disputeEntry('MeasureOffered'), settleDispute('EntryDisputed')],
    settleDispute('EntryDisputed'),
  ],
  [
    'recording the whereabouts twice',
    409,
    'already-recorded',
    [...completed, commands.RecordWhereabouts()],
    commands.RecordWhereabouts(),
  ],
  [
    'annulling a participation twice',
    409,
    'already-annulled',
    [...offered, commands.AnnulParticipation()],
    commands.AnnulParticipation(),
  ],
  [
    'correcting what was annulled',
    409,
    'already-annulled',
    [...offered, commands.ExplainMeasure(), annulEntry('MeasureExplained')],
    scene => correctEntry('MeasureExplained', { is: scene.moment() })(scene),
  ],
  [
    'disputing an entry twice',
    409,
    'already-disputed',
    [...offered, disputeEntry('MeasureOffered')],
    disputeEntry('MeasureOffered'),
  ],
  [
    'appointing a deputy twice',
    409,
    'already-appointed',
    [commands.AppointDeputy()],
    commands.AppointDeputy(),
  ],
  [
    'appointing an adviser as their own deputy',
    422,
    'already-appointed',
    [],
    scene => commands.AppointDeputy({ deputyId: scene.people.adviser.subject })(scene),
  ],
  [
    'handing a client over to their adviser',
    409,
    'already-handed-over',
    client,
    scene => commands.HandOverClient({ toAdviserId: scene.people.adviser.subject })(scene),
  ],
];

describe('refused is', () => {
  it.each(rows)('%s: %i %s', async (_, status, code, past, when) => {
    await expectRefusal(await given(...past), when, status, code);
  });
});

it('has provoked every code of the closed list', () => {
  expect(rejectionCodes.filter(code => !provoked.has(code))).toEqual([]);
});
