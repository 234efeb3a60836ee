import { unexcusedDays } from '../../src/participation/unexcused-days.js';
import { knownOn, providersWarnings, rulesNamedBy } from '../../src/participation/warnings.js';
import { byProvider, clerk, rulebooks, Told } from '../support/told-participation.js';

const rulesOf = rulesNamedBy(rulebooks);
const warnings = ({ history }: Told, day?: string) =>
  providersWarnings(day === undefined ? history : knownOn(history, day), rulesOf);
const absences = ({ history }: Told, day?: string) =>
  unexcusedDays(day === undefined ? history : knownOn(history, day)).map(({ day: of, told }) => [
    of,
    told.id,
  ]);

/** Started on a Monday. */
const started = () => new Told().started('2026-03-02');
const byAdviserFor = { source: 'provider' } as const;

describe("the provider's warnings", () => {
  it('are crises, risks and proposals of its own word, each with the day by which to tell of it', () => {
    const told = started().crisis('2026-03-03', 'c-1', 3, { learned: '2026-03-05' });
    const crisis = told.last;
    told.crisis('2026-03-04', 'c-2', 2, { knew: '2026-03-05', learned: '2026-03-06' });
    const hint = told.last;
    told.tell({ type: 'FlagDropoutRisk', riskId: 'r-1', raisedBy: 'provider' }, '2026-03-06', byProvider);
    const risk = told.last;
    told.tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-09', byAdviserFor);
    expect(warnings(told)).toEqual([
      {
        eventId: crisis,
        kind: 'crisis',
        occurredOn: '2026-03-03',
        knewOn: '2026-03-03',
        learnedOn: '2026-03-05',
        dueOn: '2026-03-04',
        open: true,
      },
      {
        eventId: hint,
        kind: 'crisis',
        occurredOn: '2026-03-04',
        knewOn: '2026-03-05',
        learnedOn: '2026-03-06',
        open: true,
      },
      expect.objectContaining({ eventId: risk, kind: 'risk', dueOn: '2026-03-09', open: true }),
      expect.objectContaining({ eventId: told.last, kind: 'proposal', dueOn: '2026-03-10', open: true }),
    ]);
  });

  it('are not what client, adviser or a rule says', () => {
    const told = started()
      .crisis('2026-03-03', 'c-1', 4, { source: 'adviser' })
      .tell({ type: 'FlagDropoutRisk', riskId: 'r-1', raisedBy: 'client' }, '2026-03-04', {
        source: 'client',
      })
      .tell({ type: 'ClearDropoutRisk', riskId: 'r-1', result: 'averted' }, '2026-03-04')
      .attended('2026-03-06', { '2026-03-05': 'unexcused', '2026-03-06': 'unexcused' });
    expect(told.history.at(-1)).toMatchObject({ type: 'DropoutRiskFlagged', source: 'system' });
    expect(warnings(told).map(({ kind }) => kind)).toEqual(['unexcused-day', 'unexcused-day']);
  });

  it('close when they are resolved, cleared or averted', () => {
    const told = started()
      .crisis('2026-03-03', 'x', 3)
      .tell({ type: 'FlagDropoutRisk', riskId: 'x', raisedBy: 'provider' }, '2026-03-03', byProvider)
      .tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-03', byProvider);
    const open = () => warnings(told).map(({ open: is }) => is);
    expect(open()).toEqual([true, true, true]);
    told.tell({ type: 'ClearDropoutRisk', riskId: 'x', result: 'averted' }, '2026-03-04');
    expect(open()).toEqual([true, false, true]);
    told.tell({ type: 'ResolveCrisis', crisisId: 'x', result: 'eased' }, '2026-03-05');
    told.tell({ type: 'AvertDropout', agreed: 'fewer hours' }, '2026-03-06');
    expect(open()).toEqual([false, false, false]);
    told.tell({ type: 'ProposeDropout', reason: 'conflict' }, '2026-03-09', byProvider);
    expect(open()).toEqual([false, false, false, true]);
    expect(warnings(told, '2026-03-05').map(({ open: is }) => is)).toEqual([false, false, true]);
  });

  it('are a reassessment to what must be told, with a due day of its own', () => {
    const told = started()
      .crisis('2026-03-03', 'c-1', 1, { source: 'adviser' })
      .tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 2 }, '2026-03-04', byProvider)
      .tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 3 }, '2026-03-05', byProvider);
    expect(warnings(told)).toEqual([
      expect.objectContaining({ eventId: told.last, kind: 'crisis', dueOn: '2026-03-06', open: true }),
    ]);
  });

  it('take the severity from the opening report, whatever it became', () => {
    const told = started()
      .crisis('2026-03-03', 'c-1', 2)
      .tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 4 }, '2026-03-04');
    expect(warnings(told)).toHaveLength(1);
    expect(warnings(told)[0]).not.toHaveProperty('dueOn');
  });

  it('read as they were known at a moment, corrections and annulments of that time among them', () => {
    const told = started().crisis('2026-03-03', 'c-1', 3, { written: '2026-03-20' });
    const crisis = told.last;
    told.corrected('2026-03-20', crisis, 'severity', 2, { learned: '2026-03-20' });
    told.annulled('2026-03-24', crisis);
    const annulment = told.last;
    expect(warnings(told, '2026-03-02')).toEqual([]);
    expect(warnings(told, '2026-03-03')).toEqual([expect.objectContaining({ dueOn: '2026-03-04' })]);
    expect(warnings(told, '2026-03-20')).toEqual([expect.not.objectContaining({ dueOn: '2026-03-04' })]);
    expect(warnings(told)).toEqual([]);
    told.annulled('2026-03-25', annulment);
    expect(warnings(told, '2026-03-24')).toEqual([]);
    expect(warnings(told)).toHaveLength(1);
  });

  it('use the rulebook that each event names, whatever was corrected later', () => {
    const told = new Told()
      .started('2026-06-29')
      .crisis('2026-06-30', 'c-1', 3)
      .crisis('2026-07-01', 'c-2', 3);
    expect(warnings(told).map(({ dueOn }) => dueOn)).toEqual(['2026-07-01', '2026-07-07']);
    told.corrected('2026-07-02', told.last, 'occurredAt', '2026-06-30T12:00:00.000Z');
    expect(warnings(told).map(({ dueOn }) => dueOn)).toEqual(['2026-07-01', '2026-07-06']);
    const unknown = told.history.map(event => ({ ...event, rulebook: 'gone' }));
    expect(providersWarnings(unknown, rulesOf).map(({ dueOn }) => dueOn)).toEqual([
      '2026-07-01',
      '2026-07-01',
    ]);
  });
});

describe('an unexcused day', () => {
  it('is told with the first report of its present state', () => {
    const told = started().attended('2026-03-03', { '2026-03-03': 'unexcused' });
    const first = told.last;
    told.attended('2026-03-05', { '2026-03-03': 'unexcused' });
    expect(absences(told)).toEqual([['2026-03-03', first]]);
    told.attended('2026-03-06', { '2026-03-03': 'excused' });
    expect(absences(told)).toEqual([]);
    told.attended('2026-03-09', { '2026-03-03': 'unexcused' });
    const again = told.last;
    expect(absences(told)).toEqual([['2026-03-03', again]]);
    expect(absences(told, '2026-03-05')).toEqual([['2026-03-03', first]]);
  });

  it('was learned of with the report that the office heard first, written down later or not', () => {
    const told = started()
      .attended('2026-03-06', { '2026-03-03': 'unexcused' })
      .attended('2026-03-04', { '2026-03-03': 'unexcused' }, { written: '2026-03-10' });
    expect(absences(told)).toEqual([['2026-03-03', told.last]]);
    expect(absences(told, '2026-03-05')).toEqual([['2026-03-03', told.last]]);
    expect(warnings(told)).toEqual([
      {
        eventId: told.last,
        kind: 'unexcused-day',
        occurredOn: '2026-03-03',
        knewOn: '2026-03-03',
        learnedOn: '2026-03-04',
        dueOn: '2026-03-06',
        open: false,
      },
    ]);
  });

  it("told by a correction was learned of with it, and is the provider's only on its word", () => {
    const told = started().attended('2026-03-04', { '2026-03-03': 'present', '2026-03-04': 'unexcused' });
    const report = told.last;
    const is = [
      { day: '2026-03-03', state: 'unexcused' },
      { day: '2026-03-04', state: 'unexcused' },
    ];
    told.corrected('2026-03-11', report, 'days', is);
    const ours = told.last;
    expect(absences(told)).toEqual([['2026-03-04', report]]);
    told.annulled('2026-03-12', ours).corrected('2026-03-13', report, 'days', is, { source: 'provider' });
    expect(absences(told)).toEqual([
      ['2026-03-03', told.last],
      ['2026-03-04', report],
    ]);
    expect(warnings(told)[0]).toMatchObject({ learnedOn: '2026-03-13', dueOn: '2026-03-06' });
    expect(absences(told, '2026-03-12')).toEqual([['2026-03-04', report]]);
  });

  it("is none of the provider's where only the adviser says so", () => {
    const told = started().attended('2026-03-03', { '2026-03-03': 'unexcused' }, { source: 'adviser' });
    expect(absences(told)).toEqual([]);
    told.attended('2026-03-05', { '2026-03-03': 'unexcused' });
    expect(absences(told)).toEqual([['2026-03-03', told.last]]);
  });

  it('of an annulled report was not told by it', () => {
    const told = started().attended('2026-03-03', { '2026-03-03': 'unexcused' });
    const first = told.last;
    told.attended('2026-03-05', { '2026-03-03': 'unexcused' });
    const second = told.last;
    told.annulled('2026-03-06', first);
    expect(absences(told)).toEqual([['2026-03-03', second]]);
  });

  it('counts from the start to the end, not while interrupted, not after consent was withdrawn', () => {
    const week = (from: number) =>
      Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`2026-03-0${from + i}`, 'unexcused' as const]));
    const told = started()
      .tell({ type: 'Interrupt', from: '2026-03-03', reason: 'ill child' }, '2026-03-03')
      .tell({ type: 'Resume', on: '2026-03-04' }, '2026-03-04')
      .tell({ type: 'WithdrawConsent', riskId: 'r-1' }, '2026-03-05')
      .attended('2026-03-09', week(2));
    const counted = ['2026-03-02', '2026-03-04', '2026-03-05'];
    expect(absences(told).map(([day]) => day)).toEqual(counted);
    told.consented('2026-03-06').attended('2026-03-09', { '2026-03-09': 'unexcused' });
    expect(absences(told).map(([day]) => day)).toEqual([...counted, '2026-03-09']);
    told
      .droppedOut('2026-03-10', '2026-03-10')
      .attended('2026-03-12', { '2026-03-10': 'unexcused' }, { by: clerk });
    expect(absences(told).map(([day]) => day)).toEqual([...counted, '2026-03-09', '2026-03-10']);
    const exit = told.history.find(({ type }) => type === 'ParticipationDroppedOut')!;
    told.annulled('2026-03-13', exit.id);
    expect(absences(told).map(([day]) => day)).toEqual([...counted, '2026-03-09', '2026-03-10']);
  });
});
