import * as fc from 'fast-check';
import type { ParticipationCommand, ParticipationCommandType } from '../../../src/participation/commands.js';
import { storedData } from '../../../src/event-codec/event-codec.js';
import { schemaFaults } from '../../../src/event-codec/schema-faults.js';
import { isDisclosing } from '../../../src/terms/catalogues.js';
import { isRejection } from '../../../src/terms/rejection.js';
import { everyCommand, storyFor } from '../../support/domain/every-command.js';
import { inBerlin, offerMeasure } from '../../support/domain/participation-commands.js';
import { given } from '../../support/domain/participation.js';

/** domain.md, "What is sensitive": the free text of every command, reasons outside a catalogue among it. */
const freeText: Readonly<Record<ParticipationCommandType, readonly string[]>> = {
  OfferMeasure: ['note', 'overrideReason', 'content', 'deficiencyReason'],
  ExplainMeasure: ['note'],
  GiveNotice: ['note'],
  DeferOffer: ['note', 'rawCode'],
  DeclineOffer: ['note', 'rawCode'],
  WithdrawOffer: ['note', 'rawCode'],
  GiveConsent: ['statement'],
  WithdrawConsent: ['reason', 'statement'],
  IssueVoucher: ['content', 'note'],
  RedeemVoucher: ['note', 'deficiencyReason'],
  AssignPlace: ['note', 'deficiencyReason'],
  ConfirmStart: ['note'],
  ReportNoShow: ['note', 'rawCode'],
  ReportAttendance: ['note'],
  Interrupt: ['reason'],
  Resume: ['note'],
  RecordContact: ['summary'],
  OpenCrisis: ['description', 'rawCode'],
  ReassessCrisis: ['note'],
  RecordIntervention: ['note'],
  ResolveCrisis: ['note'],
  FlagDropoutRisk: ['note'],
  ClearDropoutRisk: ['note'],
  ProposeDropout: ['note', 'rawCode'],
  AvertDropout: ['agreed'],
  ConfirmDropout: ['note', 'rawCode'],
  CompleteParticipation: ['note'],
  DeliverAssessment: ['text'],
  RecordRemedy: ['note'],
  RecordWhereabouts: ['note', 'rawCode'],
  CorrectEntry: ['reason'],
  AnnulEntry: ['reason'],
  AnnulParticipation: ['reason'],
  DisputeEntry: ['reason'],
  SettleDispute: ['note'],
};

/** What a command comes to, in the story where it is allowed. */
function decided(type: ParticipationCommandType, fields: object) {
  const base = type === 'OfferMeasure' ? { command: offerMeasure() } : everyCommand[type];
  const command = { ...base.command, ...fields } as ParticipationCommand;
  const story = 'phase' in base ? storyFor(base) : [];
  const outcome = given(story).when(command, 'on' in base && base.on ? { on: base.on } : {}).decided;
  if (isRejection(outcome)) throw new Error(`${type}: ${outcome.detail}`);
  return outcome;
}

const told = { clientToldOfDeficiencies: true };
const deficiencies = ['case-1'];
/** Where nothing is to be overridden or weighed, no words for it are kept. */
const worded = {
  OfferMeasure: { ground: { ...offerMeasure().ground, mandate: 'withheld', deficiencies }, ...told },
  AssignPlace: { deficiencies, ...told },
  RedeemVoucher: { measure: { ...inBerlin, deficiencies }, ...told },
};

/** Words that nothing else can hold by chance. */
const words = fc.string({ minLength: 1 }).map(text => `«${text}»`);

describe('free text', () => {
  it.each(Object.entries(freeText))('of %s stands in `sensitive` and nowhere in `data`', (type, fields) =>
    fc.assert(
      fc.property(fc.tuple(...fields.map(() => words)), texts => {
        const said = Object.fromEntries(fields.map((field, i) => [field, texts[i]]));
        const [first, ...others] = decided(type as ParticipationCommandType, {
          ...said,
          ...worded[type as keyof typeof worded],
        });
        expect(first!.sensitive).toMatchObject(said);
        expect(JSON.stringify([first!.data, others])).not.toContain('«');
        expect(schemaFaults(first!.type, storedData(first!))).toEqual([]);
      }),
    ),
  );

  it('in a correction stays apart, before and after', () =>
    fc.assert(
      fc.property(words, words, (was, is) => {
        const offer = { ...storyFor(everyCommand.CorrectEntry)[0]!, sensitive: { note: was } };
        const correction = { eventId: 'entry-0', field: 'note', is, reason: 'mistyped' } as const;
        const outcome = given(offer as never).when({ type: 'CorrectEntry', ...correction }).decided;
        if (isRejection(outcome)) throw new Error(outcome.detail);
        expect(outcome).toStrictEqual([
          {
            type: 'EntryCorrected',
            data: { eventId: 'entry-0', field: 'note' },
            sensitive: { reason: 'mistyped', was, is },
          },
        ]);
      }),
    ));
});

describe('codes that disclose', () => {
  const disclosing: readonly (readonly [ParticipationCommandType, string, readonly string[]])[] = [
    ['DeclineOffer', 'reason', ['family-care', 'therapy']],
    ['WithdrawOffer', 'reason', ['family-care', 'therapy']],
    ['ReportNoShow', 'reason', ['family-care', 'therapy']],
    ['OpenCrisis', 'kind', ['health', 'family-or-care', 'addiction']],
    ['ProposeDropout', 'reason', ['illness', 'pregnancy', 'care']],
    ['ConfirmDropout', 'providerReason', ['illness', 'pregnancy', 'care']],
    ['ConfirmDropout', 'clientReason', ['illness', 'pregnancy', 'care']],
    ['ConfirmDropout', 'adviserFinding', ['illness', 'pregnancy', 'care']],
  ];

  it.each(disclosing.flatMap(([type, field, codes]) => codes.map(code => [type, field, code] as const)))(
    '%s: %s %s reads not-disclosed',
    (type, field, code) => {
      expect(isDisclosing(code)).toBe(true);
      const [event] = decided(type, { [field]: code });
      expect(event!.data).toMatchObject({ [field]: 'not-disclosed' });
      expect(event!.sensitive).toStrictEqual({ [field]: code });
      expect(schemaFaults(event!.type, storedData(event!))).toEqual([]);
    },
  );

  it('include sickness, which reads excused', () => {
    const [event] = decided('ReportAttendance', { days: [{ day: '2026-05-05', state: 'sick' }] });
    expect(event).toStrictEqual({
      type: 'AttendanceReported',
      data: { days: [{ day: '2026-05-05', state: 'excused' }] },
      sensitive: { sick: ['2026-05-05'] },
    });
  });
});

describe('every event that is decided', () => {
  it.each(Object.keys(everyCommand))('%s fits its schema', type => {
    for (const event of decided(type as ParticipationCommandType, {}))
      expect(schemaFaults(event.type, storedData(event))).toEqual([]);
  });
});
