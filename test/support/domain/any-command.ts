import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { ParticipationCommands } from '../../../src/participation/commands.js';
import * as catalogue from '../../../src/terms/catalogues.js';
import {
  words,
  of,
  some,
  crisisId,
  riskId,
  offset,
  dayAt,
  entryAt,
  nth,
  spoken,
  plainly,
  reported,
  daysAt,
  type Here,
  type Spoken,
} from './any-parts.js';
import { ground, inBerlin, offerVoucher } from './participation-commands.js';

const handOvers = fc.array(fc.record({ crisisId, to: of(catalogue.handOverTargets) }), { maxLength: 3 });

/** A field with a value of its form, as the face would let it through. */
const corrected: Arbitrary<
  (here: Here) => { field: string; is: ParticipationCommands['CorrectEntry']['is'] }
> = fc.oneof(
  offset.map(days => (here: Here) => ({ field: 'occurredAt', is: `${dayAt(here, days)}T10:00:00.000Z` })),
  reported.map(days => (here: Here) => ({ field: 'days', is: daysAt(days, here) })),
  fc
    .tuple(
      of([
        'startedOn',
        'endedOn',
        'from',
        'on',
        'startsOn',
        'deliveredOn',
        'decideBy',
        'presentedOn',
        'validUntil',
      ]),
      offset,
    )
    .map(([field, days]) => (here: Here) => ({ field, is: dayAt(here, days) })),
  of([
    { field: 'severity', is: 4 },
    { field: 'reason', is: 'therapy' },
    { field: 'reason', is: 'childcare' },
    { field: 'kind', is: 'health' },
    { field: 'basis', is: 'obligation' },
    { field: 'basis', is: 'consent' },
    { field: 'occasion', is: 'obligation' },
    { field: 'monthsAfter', is: 6 },
    { field: 'handOvers', is: [] },
    { field: 'explained', is: ['limits'] },
    { field: 'note', is: 'words' },
    { field: 'riskId', is: 'risk-9' },
  ]).map(one => () => one),
);

const weighing = { clientToldOfDeficiencies: fc.constantFrom(true, true, false), deficiencyReason: words };
const known = of<readonly string[]>([[], [], ['case-1']]);

const loss = { reason: of(catalogue.lossReasons), note: words, rawCode: words };
const dropout = of(catalogue.dropoutReasons);

const onTheWay: readonly Arbitrary<Spoken>[] = [
  plainly('OfferMeasure', {
    clientId: fc.constant('client-1'),
    measureId: fc.constant('measure-1'),
    relation: fc.constant(undefined),
    followsId: fc.constant(undefined),
    decideBy: fc.constant(undefined),
    overrideReason: words,
    ground: fc
      .tuple(of([...catalogue.legalBases]), known)
      .map(([legalBasis, deficiencies]) => ({ ...ground, legalBasis, deficiencies })),
    goal: fc.constant(undefined),
    content: fc.constant(undefined),
    ...weighing,
    note: words,
  }),
  spoken('OfferMeasure', { goal: of(catalogue.voucherGoals), content: words }, said => ({
    ...offerVoucher(),
    ...said,
  })),
  plainly('ExplainMeasure', {
    explained: some(catalogue.explanations),
    form: of(catalogue.forms),
    note: words,
  }),
  spoken(
    'GiveNotice',
    { occasion: of(catalogue.noticeOccasions), offset, note: words },
    ({ offset: days, ...said }, here) => ({
      ...said,
      textVersion: 'v1',
      deliveredOn: dayAt(here, days),
    }),
  ),
  spoken('DeferOffer', { reason: of(catalogue.deferReasons), note: words, rawCode: words }, (said, here) => ({
    ...said,
    revisitOn: dayAt(here, 30),
  })),
  plainly('GiveConsent', {
    form: of(catalogue.forms),
    evidenceRef: fc.constant(undefined),
    statement: words,
    knownDeficiency: fc.boolean(),
  }),
  spoken('WithdrawConsent', { reason: words, statement: words }, (said, here) => ({
    ...said,
    riskId: here.riskId,
  })),
  spoken(
    'AssignPlace',
    { basis: of(catalogue.assignmentBases), note: words, deficiencies: known, ...weighing },
    (said, here) => ({ ...said, startsOn: dayAt(here, 7) }),
  ),
  spoken(
    'IssueVoucher',
    { offset, region: of(['BUND', 'BE', 'BY'] as const), content: words, note: words },
    (said, here) => {
      const { offset: days, ...fields } = said;
      return { ...fields, validUntil: dayAt(here, days + 20) };
    },
  ),
  spoken(
    'RedeemVoucher',
    {
      presented: offset,
      ahead: offset,
      deficiencies: known,
      state: of(['BE', 'BY'] as const),
      note: words,
      ...weighing,
    },
    ({ presented, ahead, deficiencies, state, ...fields }, here) => ({
      ...fields,
      measureId: 'measure-2',
      presentedOn: dayAt(here, presented),
      startsOn: dayAt(here, ahead + 8),
      measure: { ...inBerlin, goals: [...catalogue.voucherGoals].slice(0, 4), state, deficiencies },
    }),
  ),
  spoken('ConfirmStart', { offset }, (said, here) => ({ startedOn: dayAt(here, said.offset) })),
  spoken('ReportAttendance', { reported, note: words }, (said, here) => ({
    days: daysAt(said.reported, here),
    riskId: here.riskId,
    ...(said.note === undefined ? {} : { note: said.note }),
  })),
  spoken('Interrupt', { offset }, (said, here) => ({ from: dayAt(here, said.offset), reason: 'a cure' })),
  spoken('Resume', { offset }, (said, here) => ({ on: dayAt(here, said.offset) })),
  plainly('RecordContact', {
    between: some(catalogue.parties),
    channel: of(catalogue.contactChannels),
    onSite: fc.boolean(),
    summary: words,
  }),
  plainly('OpenCrisis', {
    crisisId,
    kind: of(catalogue.crisisKinds),
    severity: of(catalogue.severities),
    incidentId: fc.constant(undefined),
    description: words,
    rawCode: words,
  }),
  plainly('ReassessCrisis', { crisisId, severity: of(catalogue.severities), note: words }),
  plainly('RecordIntervention', {
    crisisId: fc.option(crisisId, { nil: undefined }),
    riskId: fc.option(riskId, { nil: undefined }),
    byRole: of(catalogue.parties),
    kind: of(catalogue.interventionKinds),
    nextStepDue: fc.constant(undefined),
    addressedTo: fc.constant(undefined),
    note: words,
  }),
  plainly('ResolveCrisis', { crisisId, result: of(catalogue.crisisResults), note: words }),
  spoken('FlagDropoutRisk', { riskId, nth, note: words }, ({ nth: n, ...said }, here) => ({
    ...said,
    raisedBy: 'adviser' as const,
    because: [entryAt(here, n)],
  })),
  plainly('ClearDropoutRisk', { riskId, result: of(catalogue.riskResults), note: words }),
  plainly('ProposeDropout', { reason: dropout, note: words, rawCode: words }),
  plainly('AvertDropout', { agreed: fc.string({ minLength: 1 }) }),
  plainly('RecordWhereabouts', {
    monthsAfter: of([0, 6] as const),
    whereabouts: of(catalogue.whereabouts),
    note: words,
    rawCode: words,
  }),
  plainly('DeliverAssessment', {
    kind: of(catalogue.assessmentKinds),
    shownToClient: fc.boolean(),
    sha256: fc.constant('a'.repeat(64)),
    text: words,
  }),
  spoken(
    'RecordRemedy',
    {
      nth,
      byWhom: of(catalogue.remedyParties),
      kind: of(catalogue.remedyKinds),
      suspends: fc.boolean(),
      note: words,
    },
    ({ nth: n, ...said }, here) => ({ ...said, eventId: entryAt(here, n) }),
  ),
  spoken('CorrectEntry', { nth, corrected }, (said, here) => {
    const { field, is } = said.corrected(here);
    const eventId = entryAt(here, said.nth, ({ data }) => field === 'occurredAt' || field in data);
    return { eventId, field, is, reason: 'mistyped' };
  }),
  spoken('AnnulEntry', { nth, reason: fc.string() }, (said, here) => ({
    eventId: entryAt(here, said.nth),
    reason: said.reason,
  })),
  spoken('DisputeEntry', { nth, disputedBy: of(catalogue.disputants) }, (said, here) => ({
    eventId: entryAt(here, said.nth),
    disputedBy: said.disputedBy,
    reason: 'it was not so',
  })),
  spoken(
    'SettleDispute',
    { nth, result: of(catalogue.disputeResults), note: words },
    ({ nth: n, ...said }, here) => ({
      ...said,
      disputeId: entryAt(here, n),
    }),
  ),
];

const toAnEnd: readonly Arbitrary<Spoken>[] = [
  plainly('DeclineOffer', loss),
  plainly('WithdrawOffer', loss),
  plainly('ReportNoShow', loss),
  spoken(
    'ConfirmDropout',
    { providerReason: dropout, clientReason: dropout, adviserFinding: dropout, offset },
    ({ offset: days, ...said }, here) => ({ ...said, endedOn: dayAt(here, days) }),
  ),
  spoken(
    'CompleteParticipation',
    { result: of(catalogue.completionResults), gains: fc.subarray([...catalogue.gains]), handOvers, offset },
    ({ offset: days, ...said }, here) => ({ ...said, endedOn: dayAt(here, days) }),
  ),
  plainly('AnnulParticipation', {
    kind: of(catalogue.annulmentKinds),
    of: fc.constant(undefined),
    reason: fc.string(),
  }),
];

/** Any command of a participation, with a likely content; one that ends it comes seldom, else little would follow. */
export const anyCommand: Arbitrary<Spoken> = fc.oneof(
  { arbitrary: fc.oneof(...onTheWay), weight: 40 },
  { arbitrary: fc.oneof(...toAnEnd), weight: 2 },
);
