import { endOfDay } from '../../../src/terms/times.js';
import { byProvider, Told } from '../../support/told-participation.js';
import { attendedThrough, by, started } from '../../support/domain/owed.js';

const months = (told: Told) => by(told, 'D-month').map(({ dutyId }) => dutyId.replace('D-month-', ''));
const march = (told: Told) => by(told, 'D-month').find(({ dutyId }) => dutyId === 'D-month-2026-03')!;
const wholeMarch = (told: Told) => attendedThrough(told, '2026-03-02', '2026-03-31');

describe('D-month', () => {
  it('is founded by the start, for each month, due by the 8th of the next', () => {
    const told = started();
    expect(march(told)).toEqual({
      dutyId: 'D-month-2026-03',
      rule: 'D-month',
      owedBy: 'provider',
      foundedBy: told.last,
      dueAt: endOfDay('2026-04-08'),
      rulebook: 'usual',
    });
  });

  it.each([
    ['2026-07-06', '2026-08', '2026-09-08'],
    ['2026-01-05', '2026-01', '2026-02-09'], // the 8th is a Sunday
    ['2026-12-07', '2026-12', '2027-01-08'],
    ['2028-02-01', '2028-02', '2028-03-08'],
  ])('one that started on %s has for %s until %s', (startedOn, month, last) => {
    const told = new Told().started(startedOn);
    for (let i = 0; i < 3; i++)
      told.tell(
        { type: 'RecordContact', between: ['client', 'adviser'], channel: 'letter', onSite: false },
        endOfDay(last),
      );
    expect(by(told, 'D-month').find(({ dutyId }) => dutyId === `D-month-${month}`)).toMatchObject({
      dueAt: endOfDay(last),
    });
  });

  it('goes on to the first month after the record that is not met', () => {
    const told = started();
    expect(months(told)).toEqual(['2026-03', '2026-04']);
    wholeMarch(told);
    expect(months(told)).toEqual(['2026-03', '2026-04']);
    told.attended('2026-05-02', { '2026-05-01': 'planned-free' });
    expect(months(told)).toEqual(['2026-03', '2026-04', '2026-05', '2026-06']);
  });

  it('is met when the last of the days became known, whatever it was and whoever said so', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-27');
    expect(march(told)).not.toHaveProperty('met');
    told.attended(
      '2026-03-31',
      { '2026-03-30': 'sick', '2026-03-31': 'planned-free' },
      { learned: '2026-04-02', source: 'adviser' },
    );
    expect(march(told)).toMatchObject({ met: { at: '2026-04-02T12:00:00.000Z', by: told.last } });
  });

  it('takes the first time that each day became known', () => {
    const told = wholeMarch(started());
    const first = told.last;
    told.attended('2026-04-20', { '2026-03-31': 'excused' });
    expect(march(told)).toMatchObject({ met: { by: first } });
    told.annulled('2026-04-21', first);
    expect(march(told)).not.toHaveProperty('met');
  });

  it('knows a day that a correction put into a report since the correction', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-30', { at: '2026-04-01', ...byProvider });
    const report = told.history.at(-1)!;
    if (report.type !== 'AttendanceReported') throw new Error('no report');
    const is = [...report.data.days, { day: '2026-03-31', state: 'present' }].map(({ day, state }) => ({
      day,
      state,
    }));
    told.corrected('2026-04-03', report.id, 'days', is, byProvider);
    expect(march(told)).toMatchObject({ met: { at: '2026-04-03T12:00:00.000Z', by: told.last } });
  });

  it('asks for no weekend, no holiday and no day of an interruption', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-13');
    told.tell({ type: 'Interrupt', from: '2026-03-16', reason: 'cure' }, '2026-03-16');
    expect(march(told)).toMatchObject({ met: { at: '2026-03-13T12:00:00.000Z' } });
    expect(months(told)).toEqual(['2026-03']);
    told.tell({ type: 'Resume', on: '2026-08-03' }, '2026-08-03');
    expect(months(told)).toEqual(['2026-03', '2026-08', '2026-09']);
  });

  it('shows to have been met where an exit that is entered later ends the days that were asked for', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-13');
    expect(march(told)).not.toHaveProperty('met');
    told.tell(
      {
        type: 'ConfirmDropout',
        endedOn: '2026-03-13',
        providerReason: 'unknown',
        clientReason: 'unknown',
        adviserFinding: 'unknown',
      },
      '2026-03-13',
      { learned: '2026-04-20' },
    );
    expect(march(told)).toMatchObject({ met: { at: '2026-03-13T12:00:00.000Z' } });
    expect(months(told)).toEqual(['2026-03']);
  });

  it('stays owed after the exit, and what is reported then meets it', () => {
    const told = attendedThrough(started(), '2026-03-02', '2026-03-13').droppedOut(
      '2026-03-20',
      '2026-03-20',
    );
    expect(march(told)).not.toHaveProperty('met');
    attendedThrough(told, '2026-03-16', '2026-03-20', { at: '2026-03-20', learned: '2026-04-20' });
    expect(march(told)).toMatchObject({ met: { at: '2026-04-20T12:00:00.000Z' } });
  });

  it('has a duty for a month of which only one day lies in it, and none for one without a working day', () => {
    const told = new Told().started('2026-02-28');
    expect(months(told)[0]).toBe('2026-03');
    expect(months(new Told().started('2026-03-31'))[0]).toBe('2026-03');
  });

  it('is quick about interruptions without end', () => {
    const told = started().tell({ type: 'Interrupt', from: '2026-03-03', reason: 'cure' }, '2026-03-03');
    told.tell({ type: 'Resume', on: '2899-01-02' }, '2026-03-04');
    expect(months(told)).toEqual(['2026-03', '2899-01']);
  });
});
