import type { DomainEvent } from '../../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import type { Amended } from '../../../src/measure/events.js';
import type { VoucherGoal } from '../../../src/terms/catalogues.js';
import type { Day } from '../../../src/terms/times.js';
import { byProvider, consented, on } from './told.js';

export const measureAmended = (data: Amended): DomainEvent => ({
  type: 'MeasureAmended',
  data: { ...data, sha256: 'a'.repeat(64) },
});
export const assignmentsPaused = (caseId?: string): DomainEvent => ({
  type: 'AssignmentsPaused',
  data: {
    legalBasis: '§ 7',
    ...(caseId === undefined ? {} : { caseId }),
    exposure: { minimumPlaces: 8, occupied: 0, pricePerPlaceMonth: 45_000, perMonth: 360_000 },
  },
});
export const assignmentsResumed = (): DomainEvent => ({ type: 'AssignmentsResumed', data: {} });
export const voucherOffered = (clientId = 'c-1', goal: VoucherGoal = 'placement'): DomainEvent => ({
  type: 'MeasureOffered',
  data: { clientId, adviserId: 'a-1', legalBasis: 'sgb3-45-4', track: 'voucher', goal },
  sensitive: { content: 'applications-only' },
});
export const voucherIssued = (validUntil: Day): DomainEvent => ({
  type: 'VoucherIssued',
  data: { goal: 'placement', validUntil, region: 'BUND' },
  sensitive: { content: 'applications-only' },
});
export const voucherRedeemed = (presentedOn: Day, startsOn: Day): DomainEvent => ({
  type: 'VoucherRedeemed',
  data: { measureId: 'm-1', providerId: 'pr-1', presentedOn, startsOn },
});

const nowhere = { measureId: undefined, providerId: undefined } as unknown as object;

/** A participation with a voucher, as far as its redemption on a day; before it, no measure is named. */
export const withVoucher = (clientId: string, day: Day): readonly NewEntry[] => [
  on(day, voucherOffered(clientId), nowhere),
  on(day, consented(), nowhere),
  on(day, voucherIssued('2026-12-31'), nowhere),
];
export const redeemed = (clientId: string, day: Day, startsOn: Day): readonly NewEntry[] => [
  ...withVoucher(clientId, day),
  on(day, voucherRedeemed(day, startsOn)),
];

/** What is done about a measure, and a voucher with what follows it: part of a log in which everything occurs. */
export const practice: readonly (readonly [string, NewEntry])[] = [
  ['measure-m-1', on('2026-01-20', measureAmended({ title: 'Aktiv Plus', places: 14 }))],
  [
    'measure-m-1',
    on('2026-01-21', {
      type: 'MeasureReviewed',
      data: { basis: 'visit', result: 'with-limits' },
      sensitive: { findings: 'rooms-too-small' },
    }),
  ],
  [
    'measure-m-1',
    on('2026-01-22', {
      type: 'InstructionRecorded',
      data: { byRole: 'management', instruction: 'fill-places' },
      sensitive: { wording: 'fill-them-all' },
    }),
  ],
  [
    'measure-m-1',
    on('2026-01-23', {
      type: 'InstructionObjected',
      data: { instructionId: 'instruction' },
      sensitive: { reasons: 'it-harms-clients' },
    }),
  ],
  [
    'measure-m-1',
    on('2026-01-24', {
      type: 'DeficiencyNoted',
      data: { caseId: 'case-1', category: 'D4', severity: 'grave' },
    }),
  ],
  ['measure-m-1', on('2026-01-25', assignmentsPaused('case-1'))],
  ['measure-m-1', on('2026-01-26', { type: 'DeficiencyLifted', data: { caseId: 'case-1' } })],
  ['measure-m-1', on('2026-01-27', assignmentsResumed())],
  ...redeemed('c-1', '2026-02-02', '2026-02-09').map(entry => ['participation-p-9', entry] as const),
  [
    'participation-p-9',
    on('2026-02-09', { type: 'ParticipationStarted', data: { startedOn: '2026-02-09' } }),
  ],
  [
    'participation-p-9',
    on(
      '2026-02-20',
      {
        type: 'AssessmentDelivered',
        data: { kind: 'interim', shownToClient: true, sha256: 'b'.repeat(64) },
        sensitive: { text: 'small-steps' },
      },
      byProvider,
    ),
  ],
  [
    'participation-p-9',
    on('2026-02-21', {
      type: 'RemedyRecorded',
      data: { byWhom: 'client', kind: 'objection', eventId: 'entry', suspends: false },
      sensitive: { note: 'in-writing' },
    }),
  ],
];
