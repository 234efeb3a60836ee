import * as fc from 'fast-check';
import type { ParticipationCommand } from '../../src/participation/commands.js';
import { dropoutReasons } from '../../src/terms/catalogues.js';
import { addDays } from '../../src/terms/times.js';
import { byProvider, moment, Told, type Telling } from './told-participation.js';

interface Step {
  readonly command: (told: Told, day: string) => ParticipationCommand;
  /** Days since the step before, until it was learned of, and from there until it was written. */
  readonly days: readonly [number, number, number];
  readonly provider: boolean;
}

const pick = (told: Told, n: number): string =>
  told.history[n % Math.max(1, told.history.length)]?.id ?? 'none';
const latest = (told: Told, type: string): string =>
  told.history.findLast(event => event.type === type)?.id ?? 'none';
const id = (n: number) => `x-${n % 3}`;

/** Commands as they come, possible or not: those that the domain refuses are left out. */
const commands = fc
  .tuple(fc.nat(60), fc.nat(40), fc.integer({ min: 1, max: 4 }))
  .map(([which, n, severity]): Step['command'] => (told, day) => {
    const worth = severity as 1 | 2 | 3 | 4;
    const before = (back: number) => addDays(day, -back);
    const all: ParticipationCommand[] = [
      {
        type: 'ReportAttendance',
        riskId: `rule-${told.history.length}`,
        note: 'week',
        days: [1, 2, 3].map(back => ({
          day: before(back),
          state: (['present', 'unexcused', 'sick', 'excused'] as const)[(n + back) % 4]!,
        })),
      },
      {
        type: 'OpenCrisis',
        crisisId: id(n),
        kind: n % 2 ? 'health' : 'travel',
        severity: worth,
        description: 'words',
      },
      { type: 'ReassessCrisis', crisisId: id(n), severity: worth },
      {
        type: 'RecordIntervention',
        crisisId: id(n),
        byRole: 'adviser',
        kind: 'talk',
        addressedTo: ['provider'],
        nextStepDue: addDays(day, 7),
      },
      { type: 'ResolveCrisis', crisisId: id(n), result: 'eased' },
      { type: 'FlagDropoutRisk', riskId: id(n), raisedBy: 'provider', because: [pick(told, n)] },
      { type: 'ClearDropoutRisk', riskId: id(n), result: 'averted' },
      { type: 'ProposeDropout', reason: dropoutReasons[n % dropoutReasons.length]! },
      { type: 'AvertDropout', agreed: 'fewer hours' },
      { type: 'WithdrawConsent', riskId: `client-${n}`, statement: 'enough' },
      { type: 'GiveConsent', form: 'oral' },
      { type: 'GiveNotice', occasion: n % 2 ? 'obligation' : 'absence', textVersion: '2', deliveredOn: day },
      { type: 'Interrupt', from: day, reason: 'cure' },
      { type: 'Resume', on: day },
      {
        type: 'RecordContact',
        between: ['client', 'adviser'],
        channel: 'telephone',
        onSite: false,
        summary: 'words',
      },
      {
        type: 'CorrectEntry',
        eventId: pick(told, n),
        field: n % 2 ? 'note' : 'severity',
        is: n % 2 ? 'better words' : worth,
        reason: 'mistyped',
      },
      {
        type: 'CorrectEntry',
        eventId: latest(told, 'AttendanceReported'),
        field: 'days',
        is: [{ day: before(2), state: 'sick' }],
        reason: 'mistyped',
      },
      {
        type: 'CorrectEntry',
        eventId: latest(told, 'CrisisOpened'),
        field: 'occurredAt',
        is: moment(before(n % 5)),
        reason: 'earlier',
      },
      { type: 'AnnulEntry', eventId: pick(told, n), reason: 'mistaken' },
      { type: 'AnnulEntry', eventId: latest(told, 'EntryAnnulled'), reason: 'not mistaken' },
      { type: 'AnnulEntry', eventId: latest(told, 'EntryCorrected'), reason: 'mistaken' },
      {
        type: 'DisputeEntry',
        eventId: pick(told, n),
        disputedBy: n % 2 ? 'client' : 'provider',
        reason: 'not so',
      },
      {
        type: 'SettleDispute',
        disputeId: latest(told, 'EntryDisputed'),
        result: 'rejected',
        note: 'heard both',
      },
      {
        type: 'ConfirmDropout',
        endedOn: day,
        providerReason: 'unknown',
        clientReason: 'illness',
        adviserFinding: dropoutReasons[n % dropoutReasons.length]!,
      },
      {
        type: 'CompleteParticipation',
        endedOn: day,
        result: 'goal-reached',
        gains: ['clarity'],
        handOvers: [{ crisisId: id(n), to: 'office' }],
      },
      {
        type: 'DeliverAssessment',
        kind: n % 2 ? 'final' : 'interim',
        shownToClient: n % 3 > 0,
        sha256: 'a'.repeat(64),
        text: 'words',
      },
      {
        type: 'RecordRemedy',
        byWhom: n % 2 ? 'client' : 'provider',
        kind: 'objection',
        eventId: pick(told, n),
        suspends: true,
        note: 'words',
      },
      { type: 'RecordWhereabouts', monthsAfter: 0, whereabouts: 'employed' },
      { type: 'AnnulParticipation', kind: 'duplicate', of: 't-2', reason: 'twice' },
    ];
    return all[which % all.length]!;
  });

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    command: commands,
    days: fc.tuple(fc.nat(3), fc.nat(6), fc.nat(6)),
    provider: fc.boolean(),
  }),
  { minLength: 5, maxLength: 30 },
);

function attempt(told: Told, command: ParticipationCommand, at: string, telling: Telling): void {
  try {
    told.tell(command, at, telling);
  } catch (refused) {
    if (!(refused instanceof Error && / at \d{4}-/.test(refused.message))) throw refused;
  }
}

/** A participation that could have been: from the offer on, late reports, corrections, annulments and disputes among it. */
export const anyParticipation: fc.Arbitrary<Told> = steps.map(all => {
  const told = new Told().started('2026-03-02');
  let day = '2026-03-05';
  for (const {
    command,
    days: [on, learned, written],
    provider,
  } of all) {
    day = addDays(day, on);
    const telling = { learned: addDays(day, learned), written: addDays(day, learned + written) };
    attempt(told, command(told, day), day, { ...telling, ...(provider ? byProvider : {}) });
  }
  return told;
});
