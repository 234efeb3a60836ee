import * as fc from 'fast-check';
import type { ParticipationCommand } from '../../../src/participation/commands.js';
import type { Region } from '../../../src/rulebook/working-days.js';
import { addDays, type Day } from '../../../src/terms/times.js';
import { byProvider, moment, Told, type Telling } from '../told-participation.js';

/** What is done about a participation, its days counted from the one before. */
interface Doing {
  readonly which: number;
  readonly n: number;
  readonly days: readonly [on: number, learned: number, written: number];
  readonly provider: boolean;
}

const doings = (most: number): fc.Arbitrary<readonly Doing[]> =>
  fc.array(
    fc.record({
      which: fc.nat(1000),
      n: fc.nat(40),
      days: fc.tuple(fc.nat(12), fc.nat(9), fc.nat(6)),
      provider: fc.boolean(),
    }),
    { minLength: 3, maxLength: most },
  );

const newest = (told: Told, type: string): string =>
  told.history.findLast(event => event.type === type)?.id ?? 'none';

const offerOfVoucher = (state: Region | undefined): ParticipationCommand<'OfferMeasure'> => ({
  type: 'OfferMeasure',
  clientId: 'client-1',
  goal: 'qualification',
  content: 'welding',
  ground: {
    adviserId: 'adviser-1',
    mandate: 'given',
    legalBasis: 'sgb3-81',
    track: 'voucher',
    ...(state ? { state } : {}),
  },
});

/** Up to the first day, by either track. */
function before(told: Told, day: Day, n: number): readonly ParticipationCommand[] {
  const startsOn = addDays(day, (n % 6) - 1);
  const measure = {
    providerId: 'provider-1',
    goals: ['qualification'],
    state: 'BY',
    runsFrom: '2026-01-01',
    runsTo: '2029-12-31',
  } as const;
  return [
    { type: 'GiveConsent', form: 'oral' },
    { type: 'AssignPlace', startsOn, basis: 'consent' },
    { type: 'AssignPlace', startsOn, basis: n % 2 ? 'consent' : 'obligation' },
    { type: 'WithdrawConsent', riskId: 'r' },
    { type: 'ReportNoShow', reason: 'unreachable' },
    { type: 'DeclineOffer', reason: 'other' },
    { type: 'WithdrawOffer', reason: 'other' },
    { type: 'DeferOffer', reason: 'other', revisitOn: addDays(day, 9) },
    {
      type: 'CorrectEntry',
      eventId: newest(told, 'PlaceAssigned'),
      field: 'startsOn',
      is: startsOn,
      reason: 'x',
    },
    { type: 'AnnulEntry', eventId: newest(told, 'NoShowReported'), reason: 'x' },
    { type: 'IssueVoucher', validUntil: addDays(day, 60), region: 'BUND' },
    { type: 'RedeemVoucher', measureId: 'measure-1', presentedOn: day, startsOn, measure },
  ];
}

/** Within the course and after it. */
function within(told: Told, day: Day, n: number): readonly ParticipationCommand[] {
  const states = ['present', 'unexcused', 'unexcused', 'sick', 'planned-free', 'present-online'] as const;
  const days = (length: number, skip: number) =>
    Array.from({ length }, (_, back) => back)
      .filter(back => skip === 0 || back % skip > 0)
      .map(back => ({ day: addDays(day, -back), state: states[(n + back) % states.length]! }));
  const crisisId = `c-${n % 3}`;
  const worth = ((n % 4) + 1) as 1 | 2 | 3 | 4;
  const parties = [
    ['client', 'adviser'],
    ['client'],
    ['client', 'provider'],
    ['client', 'team-lead'],
  ] as const;
  const channels = ['telephone', 'in-person', 'video', 'letter', 'attempt'] as const;
  const roles = ['adviser', 'provider', 'client', 'team-lead', 'other'] as const;
  const report = (length: number, skip: number): ParticipationCommand => ({
    type: 'ReportAttendance',
    riskId: `rule-${told.history.length}`,
    days: days(length, skip),
  });
  /** Of the month of two weeks ago as much as is over and lies in the course, with a gap or without. */
  const month = (without?: Day) => {
    const start = told.history.find(event => event.type === 'ParticipationStarted');
    const first = start?.type === 'ParticipationStarted' ? start.data.startedOn : day;
    return days(46, 0)
      .filter(one => one.day.slice(0, 7) === addDays(day, -14).slice(0, 7))
      .filter(one => one.day >= first && one.day !== without);
  };
  const reportMonth = (without?: Day): ParticipationCommand => ({
    type: 'ReportAttendance',
    riskId: `rule-${told.history.length}`,
    days: month(without),
  });
  const correct = (type: string, field: string, is: ParticipationCommand<'CorrectEntry'>['is']) =>
    ({ type: 'CorrectEntry', eventId: newest(told, type), field, is, reason: 'x' }) as const;
  return [
    reportMonth(),
    reportMonth(),
    reportMonth(month()[n % 7]?.day),
    reportMonth(month()[n % 7]?.day),
    correct('AttendanceReported', 'days', month()),
    report(31, 0),
    report(45, 0),
    report(40, 7),
    report(3, 0),
    correct('AttendanceReported', 'days', days(33, n % 2 ? 0 : 9)),
    correct('ParticipationStarted', 'startedOn', addDays(day, -n)),
    correct('ParticipationInterrupted', 'from', addDays(day, -(n % 9))),
    correct('CrisisReassessed', 'severity', worth),
    correct('CrisisOpened', 'severity', worth),
    correct('ContactHeld', 'channel', channels[n % 5]!),
    correct('ContactHeld', 'occurredAt', moment(addDays(day, -(n % 20)))),
    correct('ParticipationDroppedOut', 'endedOn', addDays(day, -(n % 20))),
    { type: 'AnnulEntry', eventId: newest(told, 'AttendanceReported'), reason: 'x' },
    { type: 'AnnulEntry', eventId: newest(told, 'ContactHeld'), reason: 'x' },
    { type: 'AnnulEntry', eventId: newest(told, 'ParticipationDroppedOut'), reason: 'x' },
    { type: 'AnnulEntry', eventId: newest(told, 'ConsentWithdrawn'), reason: 'x' },
    { type: 'AnnulEntry', eventId: newest(told, 'CrisisReassessed'), reason: 'x' },
    { type: 'AnnulEntry', eventId: newest(told, 'EntryCorrected'), reason: 'x' },
    { type: 'RecordContact', between: [...parties[n % 4]!], channel: channels[n % 5]!, onSite: false },
    { type: 'RecordContact', between: ['client', 'adviser'], channel: 'in-person', onSite: true },
    { type: 'OpenCrisis', crisisId, kind: 'overload', severity: worth },
    { type: 'ReassessCrisis', crisisId, severity: worth },
    { type: 'ReassessCrisis', crisisId, severity: 4 },
    { type: 'RecordIntervention', crisisId, byRole: roles[n % 5]!, kind: 'talk' },
    { type: 'RecordIntervention', crisisId, byRole: 'adviser', kind: 'talk' },
    { type: 'ResolveCrisis', crisisId, result: 'eased' },
    { type: 'FlagDropoutRisk', riskId: `p-${n}`, raisedBy: n % 2 ? 'provider' : 'adviser', because: [] },
    { type: 'ProposeDropout', reason: 'conflict' },
    { type: 'AvertDropout', agreed: 'less' },
    { type: 'WithdrawConsent', riskId: `r-${n}` },
    { type: 'GiveConsent', form: 'oral' },
    { type: 'GiveNotice', occasion: n % 2 ? 'obligation' : 'absence', textVersion: '1', deliveredOn: day },
    { type: 'Interrupt', from: addDays(day, -(n % 3)), reason: 'cure' },
    { type: 'Resume', on: day },
    n % 3 === 0
      ? { type: 'CompleteParticipation', endedOn: day, result: 'goal-reached', gains: [], handOvers: [] }
      : {
          type: 'ConfirmDropout',
          endedOn: addDays(day, -(n % 4)),
          providerReason: 'unknown',
          clientReason: 'unknown',
          adviserFinding: 'unknown',
        },
  ];
}

/** @returns whether the domain let it happen */
function attempt(told: Told, command: ParticipationCommand, at: string, telling: Telling): boolean {
  try {
    told.tell(command, at, telling);
    return true;
  } catch (refused) {
    if (!(refused instanceof Error && / at \d{4}-/.test(refused.message))) throw refused;
    return false;
  }
}

const offers = fc.record({
  state: fc.constantFrom<Region | undefined>(undefined, 'BY', 'BE', 'SN'),
  from: fc.constantFrom('2026-02-20', '2026-05-20', '2027-12-10', '2028-01-20'),
  voucher: fc.boolean(),
});

/**
 * A participation that could have been, told from its offer on: by either track, with places that came to nothing, over
 * the turn of a year, a leap day and both changes of clocks, by months of attendance with and without gaps.
 */
export const anyDuties: fc.Arbitrary<Told> = fc
  .tuple(offers, doings(8), doings(45))
  .map(([{ state, from, voucher }, first, then]) => {
    const told = new Told('t-1', { ...(state ? { state } : {}) });
    if (voucher) told.tell(offerOfVoucher(state), from);
    else told.offered(from);
    let day = addDays(from, 1);
    const go = (commands: typeof before, { which, n, days, provider }: Doing): void => {
      day = addDays(day, days[0]);
      const all = commands(told, day, n);
      const learned = addDays(day, days[1] % 4 ? days[1] : 0);
      const written = addDays(learned, days[2] % 3 ? 0 : days[2]);
      const telling = { learned, written, ...(provider ? byProvider : {}) };
      // Now and then the reporter knew some days after it had happened.
      const knew = n % 5 || days[1] < 2 ? {} : { knew: addDays(day, 1) };
      attempt(told, all[which % all.length]!, day, { ...telling, ...(learned > day ? knew : {}) });
    };
    for (const doing of first) go(before, doing);
    attempt(told, { type: 'GiveConsent', form: 'oral' }, day, {});
    const [last] = before(told, day, 3).slice(voucher ? -1 : 1);
    if (voucher)
      attempt(told, { type: 'IssueVoucher', validUntil: addDays(day, 9), region: 'BUND' }, day, {});
    attempt(told, last!, day, {});
    day = addDays(day, 3);
    attempt(told, { type: 'ConfirmStart', startedOn: addDays(day, -1) }, day, byProvider);
    for (const doing of then) go(within, doing);
    return told;
  });
