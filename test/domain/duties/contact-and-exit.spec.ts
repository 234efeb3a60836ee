import { endOfDay } from '../../../src/terms/times.js';
import type { ParticipationCommand } from '../../../src/participation/commands.js';
import { byProvider, type Telling, type Told } from '../../support/told-participation.js';
import { by, started } from '../../support/domain/owed.js';

const contact = (
  told: Told,
  at: string,
  more: Partial<ParticipationCommand<'RecordContact'>> = {},
  telling?: Telling,
) =>
  told.tell(
    { type: 'RecordContact', between: ['client', 'adviser'], channel: 'telephone', onSite: false, ...more },
    at,
    telling,
  );
const withdraw = (told: Told, at: string, telling?: Telling) =>
  told.tell({ type: 'WithdrawConsent', riskId: 'r-1' }, at, telling);

describe('D-contact', () => {
  const contacts = (told: Told) => by(told, 'D-contact');

  it('runs from the start and from each contact to the next, every 28 days', () => {
    const told = started();
    const start = told.last;
    contact(told, '2026-03-20');
    expect(contacts(told)).toMatchObject([
      {
        dutyId: `D-contact-${start}`,
        owedBy: 'office',
        dueAt: endOfDay('2026-03-30'),
        met: { at: '2026-03-20T12:00:00.000Z', by: told.last },
      },
      { dutyId: `D-contact-${told.last}`, dueAt: endOfDay('2026-04-17') },
    ]);
  });

  it('goes on while it is interrupted and ends with the exit', () => {
    const told = started().tell({ type: 'Interrupt', from: '2026-03-03', reason: 'cure' }, '2026-03-03');
    expect(contacts(told)).toHaveLength(1);
    expect(contacts(started().droppedOut('2026-03-30', '2026-03-30'))).toEqual([]);
    expect(contacts(started().droppedOut('2026-03-31', '2026-03-31'))).toMatchObject([
      { ended: '2026-03-31T12:00:00.000Z' },
    ]);
  });

  it.each([
    ['a letter', { channel: 'letter' }, {}],
    ['an attempt', { channel: 'attempt' }, {}],
    ['one without the client', { between: ['adviser', 'provider'] }, {}],
    ['one of the provider', { between: ['client', 'provider'] }, {}],
    ['one that the provider had by itself', { between: ['client'] }, byProvider],
  ] as const)('is not met by %s', (_, more, telling) => {
    expect(contacts(contact(started(), '2026-03-10', more, telling))).toHaveLength(1);
  });

  it('is one a gap, also where a contact in it is recorded later', () => {
    const told = contact(started(), '2026-04-10');
    const late = told.last;
    expect(contacts(told)).toMatchObject([{ met: { by: late } }, { foundedBy: late }]);
    contact(told, '2026-03-27', {}, { learned: '2026-03-27', written: '2026-04-20' });
    expect(contacts(told)).toMatchObject([
      { met: { at: '2026-03-27T12:00:00.000Z' } },
      { met: { by: late } },
      { foundedBy: late },
    ]);
  });

  it('is founded by no contact that is told of after the end', () => {
    const told = started().droppedOut('2026-05-29', '2026-05-29');
    contact(told, '2026-03-27', {}, { learned: '2026-06-01' });
    expect(contacts(told)).toMatchObject([{ met: { by: told.last } }]);
  });
});

describe('D-exit', () => {
  const exits = (told: Told) => by(told, 'D-exit');

  it('is founded by consent that was withdrawn in the course, from when the office learned of it', () => {
    const told = withdraw(started(), '2026-03-26', { learned: '2026-03-30' });
    const withdrawal = told.history.findLast(({ type }) => type === 'ConsentWithdrawn')!.id;
    expect(exits(told)).toEqual([
      {
        dutyId: `D-exit-${withdrawal}`,
        rule: 'D-exit',
        owedBy: 'office',
        foundedBy: withdrawal,
        dueAt: endOfDay('2026-04-08'), // over Easter
        rulebook: 'usual',
      },
    ]);
  });

  it.each([
    ['the exit', (told: Told) => told.droppedOut('2026-03-30', '2026-03-30')],
    ['new consent', (told: Told) => told.consented('2026-03-30')],
    [
      'an obligation',
      (told: Told) =>
        told.tell(
          { type: 'GiveNotice', occasion: 'obligation', textVersion: '1', deliveredOn: '2026-03-30' },
          '2026-03-30',
        ),
    ],
  ])('is met by %s, when that occurred', (_, decide) => {
    const told = decide(withdraw(started(), '2026-03-26'));
    expect(exits(told)).toMatchObject([{ met: { at: '2026-03-30T12:00:00.000Z', by: told.last } }]);
  });

  it.each([
    ['a notice of another occasion', { occasion: 'absence', deliveredOn: '2026-03-30' }],
    ['one that was delivered before', { occasion: 'obligation', deliveredOn: '2026-03-20' }],
  ] as const)('is not met by %s', (_, notice) => {
    const told = withdraw(started(), '2026-03-26').tell(
      { type: 'GiveNotice', textVersion: '1', ...notice },
      '2026-03-30',
    );
    expect(exits(told)[0]).not.toHaveProperty('met');
  });

  it('is owed for each withdrawal', () => {
    const told = withdraw(withdraw(started(), '2026-03-26').consented('2026-03-27'), '2026-03-30');
    expect(exits(told).map(({ met }) => met !== undefined)).toEqual([true, false]);
  });
});
