import { endOfDay } from '../../../src/terms/times.js';
import { byProvider, Told } from '../../support/told-participation.js';
import { by } from '../../support/domain/owed.js';

const assigned = (startsOn: string) =>
  new Told().offered('2026-03-01').consented('2026-03-01').assigned('2026-03-01', startsOn);

describe('D-start', () => {
  it('is founded by the place that was assigned, and due three days after the first day', () => {
    const told = assigned('2026-03-09');
    expect(by(told, 'D-start')).toEqual([
      {
        dutyId: `D-start-${told.last}`,
        rule: 'D-start',
        owedBy: 'provider',
        foundedBy: told.last,
        dueAt: endOfDay('2026-03-12'),
        rulebook: 'usual',
      },
    ]);
  });

  it.each([
    ['2026-03-12', '2026-03-16'], // Thursday and three days is Sunday
    ['2026-04-01', '2026-04-07'], // Easter between
    ['2026-03-27', '2026-03-30'], // over the change of clocks
    ['2028-02-26', '2028-02-29'],
    ['2026-12-29', '2027-01-04'],
  ])('of one that starts on %s ends with %s', (startsOn, last) => {
    expect(by(assigned(startsOn), 'D-start')).toMatchObject([{ dueAt: endOfDay(last) }]);
  });

  it('keeps the holidays of the state of the office', () => {
    const told = assigned('2026-01-03');
    const [offer, ...rest] = told.history;
    const inBavaria = {
      history: [{ ...offer!, data: { ...offer!.data, state: 'BY' } } as typeof offer & {}, ...rest],
    };
    expect(by(told, 'D-start')).toMatchObject([{ dueAt: endOfDay('2026-01-06') }]);
    expect(by(inBavaria, 'D-start')).toMatchObject([{ dueAt: endOfDay('2026-01-07') }]);
  });

  it.each([
    ['the start', { type: 'ConfirmStart', startedOn: '2026-03-09' }],
    ['the no-show', { type: 'ReportNoShow', reason: 'unreachable' }],
  ] as const)('is met by %s, whoever tells of it, when the office learns of it', (_, report) => {
    const told = assigned('2026-03-09').tell(report, '2026-03-10', {
      learned: '2026-03-13',
      source: 'adviser',
    });
    expect(by(told, 'D-start')).toMatchObject([{ met: { at: '2026-03-13T12:00:00.000Z', by: told.last } }]);
  });

  it.each([
    ['declined', { type: 'DeclineOffer', reason: 'does-not-fit' }],
    ['withdrawn', { type: 'WithdrawOffer', reason: 'other' }],
    ['without consent', { type: 'WithdrawConsent', riskId: 'r' }],
  ] as const)(
    'is none where the participation was %s by then, also if that is learned of later',
    (_, command) => {
      const told = assigned('2026-03-09').tell(command, '2026-03-11', { learned: '2026-03-20' });
      expect(by(told, 'D-start')).toEqual([]);
    },
  );

  it('that ended unmet after it was due stays late and is owed no longer', () => {
    const told = assigned('2026-03-09').tell({ type: 'WithdrawOffer', reason: 'other' }, '2026-03-16');
    expect(by(told, 'D-start')).toMatchObject([{ ended: '2026-03-16T12:00:00.000Z' }]);
    expect(by(told, 'D-start')[0]).not.toHaveProperty('met');
  });

  it('is owed anew for a place that was assigned again', () => {
    const told = assigned('2026-03-09').tell({ type: 'WithdrawConsent', riskId: 'r' }, '2026-03-05');
    told.consented('2026-03-06').assigned('2026-03-06', '2026-03-16');
    const second = told.last;
    expect(by(told, 'D-start')).toMatchObject([
      { dutyId: `D-start-${second}`, dueAt: endOfDay('2026-03-19') },
    ]);
  });

  it('follows a corrected first day', () => {
    const told = assigned('2026-03-09');
    told.corrected('2026-03-03', told.last, 'startsOn', '2026-03-16');
    expect(by(told, 'D-start')).toMatchObject([{ dueAt: endOfDay('2026-03-19') }]);
    told.tell({ type: 'ConfirmStart', startedOn: '2026-03-16' }, '2026-03-16', byProvider);
    expect(by(told, 'D-start')).toMatchObject([{ met: { by: told.last } }]);
  });

  it('is none of a participation that was annulled', () => {
    const told = assigned('2026-03-09').tell(
      { type: 'AnnulParticipation', kind: 'mistake', reason: 'x' },
      '2026-03-30',
    );
    expect(by(told, 'D-start')).toEqual([]);
  });
});
