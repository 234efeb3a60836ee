import { endOfDay } from '../../../src/terms/times.js';
import { byProvider, type Telling, type Told } from '../../support/told-participation.js';
import { by, started } from '../../support/domain/owed.js';

const crisis = (told: Told) => by(told, 'D-crisis');
const opened = (severity: 1 | 2 | 3 | 4, telling?: Telling) =>
  started().crisis('2026-03-06T08:00:00.000Z', 'c-1', severity, telling);
const intervene = (
  told: Told,
  at: string,
  telling?: Telling,
  byRole: 'adviser' | 'team-lead' | 'provider' | 'client' | 'other' = 'adviser',
) => told.tell({ type: 'RecordIntervention', crisisId: 'c-1', byRole, kind: 'talk' }, at, telling);
const reassess = (told: Told, at: string, severity: 1 | 2 | 3 | 4, telling: Telling = byProvider) =>
  told.tell({ type: 'ReassessCrisis', crisisId: 'c-1', severity }, at, telling);

describe('D-crisis', () => {
  it.each([
    [4, '2026-03-07T19:30:00.000Z'], // a Saturday
    [3, endOfDay('2026-03-10')],
    [2, endOfDay('2026-03-13')],
  ] as const)('of severity %d is due from when the office learned of it', (severity, dueAt) => {
    const told = opened(severity, { learned: '2026-03-07T15:30:00.000Z' });
    expect(crisis(told)).toEqual([
      {
        dutyId: `D-crisis-${told.last}`,
        rule: 'D-crisis',
        owedBy: 'office',
        foundedBy: told.last,
        dueAt,
        rulebook: 'usual',
      },
    ]);
  });

  it('counts hours by the clock when clocks are set', () => {
    const told = started().crisis('2026-03-28T23:00:00.000Z', 'c-1', 4);
    expect(crisis(told)).toMatchObject([{ dueAt: '2026-03-29T03:00:00.000Z' }]);
  });

  it('is none of severity 1', () => {
    expect(crisis(opened(1))).toEqual([]);
  });

  it('is met by the first intervention of the office on it, when that occurred', () => {
    const told = opened(3);
    intervene(told, '2026-03-10', { learned: '2026-03-20' });
    intervene(told, '2026-03-09', { learned: '2026-03-21' });
    expect(crisis(told)).toMatchObject([{ met: { at: '2026-03-09T12:00:00.000Z', by: told.last } }]);
  });

  it.each(['team-lead', 'other'] as const)('is met by the %s', role => {
    expect(crisis(intervene(opened(3), '2026-03-09', {}, role))[0]).toHaveProperty('met');
  });

  it.each(['provider', 'client'] as const)('is not met by the %s', role => {
    expect(crisis(intervene(opened(3), '2026-03-09', {}, role))[0]).not.toHaveProperty('met');
  });

  it('is met by what was done after a call of which the report came only later', () => {
    const told = opened(4, { learned: '2026-03-06T14:00:00.000Z' });
    intervene(told, '2026-03-06T09:00:00.000Z', { learned: '2026-03-06T15:00:00.000Z' });
    expect(crisis(told)).toMatchObject([{ met: { at: '2026-03-06T09:00:00.000Z' } }]);
  });

  it('starts anew with a rise, in place of what was not due and not answered', () => {
    const told = reassess(opened(3), '2026-03-09', 4);
    expect(crisis(told)).toMatchObject([
      { dutyId: `D-crisis-${told.last}`, dueAt: '2026-03-09T16:00:00.000Z' },
    ]);
  });

  it('keeps what was answered before a rise, and asks for another answer', () => {
    const told = opened(3);
    const opening = told.last;
    reassess(intervene(told, '2026-03-09'), '2026-03-10', 4);
    expect(crisis(told)).toMatchObject([
      { foundedBy: opening, met: { at: '2026-03-09T12:00:00.000Z' } },
      { foundedBy: told.last },
    ]);
    expect(crisis(told)[1]).not.toHaveProperty('met');
    intervene(told, '2026-03-11');
    expect(crisis(told)[1]).toMatchObject({ met: { by: told.last } });
  });

  it('stays late where it was due before the rise, which takes its place from then on', () => {
    const told = reassess(opened(3), '2026-03-12', 4);
    expect(crisis(told)).toMatchObject([
      { dueAt: endOfDay('2026-03-10'), ended: '2026-03-12T12:00:00.000Z' },
      {},
    ]);
  });

  it('does not start anew when it eases or stays', () => {
    const told = reassess(reassess(opened(3), '2026-03-09', 3), '2026-03-09', 2);
    expect(crisis(told)).toMatchObject([{ dueAt: endOfDay('2026-03-10') }]);
    reassess(told, '2026-03-10', 3);
    expect(crisis(told)).toMatchObject([{ foundedBy: told.last }]);
  });

  it.each([
    ['2026-03-10', 0],
    ['2026-03-12', 1],
  ])('is none where the crisis is resolved by then: on %s there are %d', (day, count) => {
    const told = opened(3).tell({ type: 'ResolveCrisis', crisisId: 'c-1', result: 'eased' }, day);
    expect(crisis(told)).toHaveLength(count);
  });

  it('is none where it ended by then, and none of what is reported after the end', () => {
    expect(crisis(opened(3).droppedOut('2026-03-10', '2026-03-10'))).toEqual([]);
    const late = opened(3).droppedOut('2026-03-11', '2026-03-11');
    expect(crisis(late)).toMatchObject([{ ended: '2026-03-11T12:00:00.000Z' }]);
    const after = started().droppedOut('2026-03-11', '2026-03-11');
    after.crisis('2026-03-11T08:00:00.000Z', 'c-1', 4, { learned: '2026-03-12' });
    expect(crisis(after)).toEqual([]);
  });
});
