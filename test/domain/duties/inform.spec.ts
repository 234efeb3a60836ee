import { endOfDay } from '../../../src/terms/times.js';
import { isLate } from '../../../src/participation/duties/duty.js';
import { byProvider, type Told } from '../../support/told-participation.js';
import { by, started } from '../../support/domain/owed.js';

const told = (history: Told) => by(history, 'D-inform');

describe('D-inform', () => {
  it('is founded and met by the report itself, counted from when the provider knew', () => {
    const report = started().crisis('2026-03-05', 'c-1', 3, { knew: '2026-03-06', learned: '2026-03-10' });
    expect(told(report)).toEqual([
      {
        dutyId: `D-inform-${report.last}`,
        rule: 'D-inform',
        owedBy: 'provider',
        foundedBy: report.last,
        dueAt: endOfDay('2026-03-09'),
        rulebook: 'usual',
        met: { at: '2026-03-10T12:00:00.000Z', by: report.last },
      },
    ]);
    expect(isLate(told(report)[0]!, '2026-03-11T00:00:00.000Z')).toBe(true);
  });

  it('has three working days for an unexcused day, which names it', () => {
    const report = started().attended('2026-03-06', { '2026-03-04': 'unexcused', '2026-03-05': 'present' });
    expect(told(report)).toMatchObject([
      { dutyId: 'D-inform-2026-03-04', dueAt: endOfDay('2026-03-09'), met: { by: report.last } },
    ]);
  });

  it('has one for a risk and a proposal, and none for a slight crisis', () => {
    const report = started().crisis('2026-03-03', 'c-1', 2);
    report.tell({ type: 'FlagDropoutRisk', riskId: 'r-1', raisedBy: 'provider' }, '2026-03-06', byProvider);
    report.tell({ type: 'ProposeDropout', reason: 'overload' }, '2026-03-06', byProvider);
    expect(told(report).map(({ dueAt }) => dueAt)).toEqual([endOfDay('2026-03-09'), endOfDay('2026-03-09')]);
  });

  it('is owed for a rise to what must be told, not for one that eases', () => {
    const report = started().crisis('2026-03-03', 'c-1', 4);
    report.tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 3 }, '2026-03-04', byProvider);
    expect(told(report)).toHaveLength(1);
    report.tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity: 4 }, '2026-03-05', byProvider);
    expect(told(report)).toHaveLength(2);
  });

  it('is owed by nobody but the provider, and for nothing that is reported after the end', () => {
    const report = started()
      .crisis('2026-03-03', 'c-1', 4, { source: 'adviser' })
      .droppedOut('2026-03-13', '2026-03-13');
    report.crisis('2026-03-10', 'c-2', 4, { learned: '2026-03-20' });
    report.attended('2026-03-12', { '2026-03-12': 'unexcused' }, { learned: '2026-03-20' });
    expect(told(report)).toEqual([]);
  });
});
