import { usualRules } from '../../support/told-participation.js';
import { correction } from '../../support/domain/corrections.js';
import { reportAttendance } from '../../support/domain/participation-commands.js';
import {
  entryAnnulled,
  excused,
  flaggedByRule,
  participationResumed,
  plannedFree,
  present,
  riskCleared,
  riskFlagged,
  together,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import {
  completed,
  droppedOut,
  given,
  givenUnder,
  interrupted,
  started,
} from '../../support/domain/participation.js';
import { named, on } from '../../support/domain/told.js';

const report = (told: ToldEvent<'AttendanceReported'>, ...before: readonly ToldEvent[]) =>
  given(started(...before)).when(reportAttendance(told));
const r1 = (days: readonly string[], because: readonly string[]) => flaggedByRule({ R1: days }, because);

describe('R1', () => {
  it('raises the risk with the second unexcused day in a row, as the system’s word', () => {
    const outcome = report(unexcused('05-05'), named('monday', unexcused('05-04')));
    outcome.then(unexcused('05-05'), r1(['05-04', '05-05'], ['monday', 'new-0']));
    expect(outcome.decided).toMatchObject([{}, { source: 'system', causedBy: 0 }]);
  });

  it('sees both days in one report', () => {
    const both = unexcused('05-04', '05-05');
    report(both).then(both, r1(['05-04', '05-05'], ['new-0']));
  });

  it('goes by the order of the days, not of the reports', () => {
    report(unexcused('05-04'), named('later', unexcused('05-05'))).then(
      unexcused('05-04'),
      r1(['05-04', '05-05'], ['new-0', 'later']),
    );
    report(unexcused('05-04'), unexcused('05-06'), present('05-05')).then(unexcused('05-04'));
  });

  it.each([present('05-05'), on('05-05', online('05-05')), excused('05-05')])(
    'is broken by a day there',
    day => report(unexcused('05-06'), unexcused('05-04'), day).then(unexcused('05-06')),
  );

  it('neither counts planned-free and unknown days nor is broken by them', () => {
    report(unexcused('05-11'), named('first', unexcused('05-04')), plannedFree('05-05')).then(
      unexcused('05-11'),
      r1(['05-04', '05-11'], ['first', 'new-0']),
    );
    report(plannedFree('05-05'), unexcused('05-04')).then(plannedFree('05-05'));
  });

  it('goes by the last report of a day', () => {
    report(unexcused('05-05'), unexcused('05-04'), on('05-04', present('05-04'))).then(unexcused('05-05'));
    report(unexcused('05-04'), present('05-04'), named('second', unexcused('05-05'))).then(
      unexcused('05-04'),
      r1(['05-04', '05-05'], ['new-0', 'second']),
    );
  });

  it('names, for each day, the report that last said it was unexcused', () =>
    report(
      unexcused('05-05'),
      named('first', unexcused('05-04')),
      named('again', on('05-05', unexcused('05-04'))),
    ).then(unexcused('05-05'), r1(['05-04', '05-05'], ['again', 'new-0'])));

  it('names no report that was annulled', () =>
    given(
      started(named('first', unexcused('05-04')), named('again', on('05-05', unexcused('05-04')))),
      on('05-05T12:00', entryAnnulled({ eventId: 'again' }, { reason: 'of somebody else' })),
    )
      .when(reportAttendance(unexcused('05-06')))
      .then(unexcused('05-06'), r1(['05-04', '05-06'], ['first', 'new-0'])));

  it('names the correction that made a day what it is', () => {
    const was = [{ day: '2026-05-04', state: 'present' }];
    const is = [{ day: '2026-05-04', state: 'unexcused' }];
    given(
      started(named('first', present('05-04'))),
      on('05-04T12:00', named('fix', correction('days', { was, is }, {}, 'first'))),
    )
      .when(reportAttendance(unexcused('05-05')))
      .then(unexcused('05-05'), r1(['05-04', '05-05'], ['first', 'fix', 'new-0']));
  });

  it('leaves sickness alone', () => {
    const sick = { ...reportAttendance(), days: [{ day: '2026-05-05', state: 'sick' as const }] };
    given(started(unexcused('05-04')))
      .when(sick, { on: '05-05' })
      .then({ ...excused('05-05'), sensitive: { sick: ['2026-05-05'] } });
  });

  it('is about the newest days', () => {
    const both = unexcused('05-04', '05-05');
    report(both, present('05-06')).then(both);
  });

  it('looks at what came before, also while it is interrupted', () => {
    const both = unexcused('05-18', '05-19');
    given(interrupted())
      .when(reportAttendance(both), { on: '05-20' })
      .then(both, r1(['05-18', '05-19'], ['new-0']));
  });

  it('leaves the days of an interruption out; with the day of resuming they count again', () => {
    const back = [participationResumed(), named('back', unexcused('05-25'))];
    given(interrupted(unexcused('05-19')))
      .when(reportAttendance(unexcused('05-20')))
      .then(unexcused('05-20'));
    given(interrupted(named('before', unexcused('05-19'))), unexcused('05-21'), participationResumed())
      .when(reportAttendance(unexcused('05-25')))
      .then(unexcused('05-25'), r1(['05-19', '05-25'], ['before', 'new-0']));
    given(interrupted(), back)
      .when(reportAttendance(unexcused('05-26')))
      .then(unexcused('05-26'), r1(['05-25', '05-26'], ['back', 'new-0']));
  });

  it('takes its number from the rulebook', () => {
    const three = { ...usualRules, warnings: { ...usualRules.warnings, R1: { unexcusedInARow: 3 } } };
    const two = started(named('two', unexcused('05-04', '05-05')));
    givenUnder(three)(started())
      .when(reportAttendance(unexcused('05-04', '05-05')))
      .then(unexcused('05-04', '05-05'));
    givenUnder(three)(two)
      .when(reportAttendance(unexcused('05-06')))
      .then(unexcused('05-06'), r1(['05-04', '05-05', '05-06'], ['two', 'new-0']));
  });
});

describe('R2', () => {
  /** Four weeks of which every third day is missed, Monday and Thursday, so that R1 stays silent. */
  const missed = unexcused('05-04', '05-07', '05-11');
  const came = present('05-05', '05-06', '05-08', '05-12', '05-13', '05-14');
  const ten = ['05-04', '05-05', '05-06', '05-07', '05-08', '05-11', '05-12', '05-13', '05-14', '05-15'];

  it('raises the risk when fewer than seven of ten days were attended', () => {
    const before = [named('missed', missed), named('came', on('05-14', came))];
    report(unexcused('05-15'), ...before).then(
      unexcused('05-15'),
      flaggedByRule({ R2: ten }, ['missed', 'came', 'new-0']),
    );
    report(present('05-15'), ...before).then(present('05-15'));
    report(excused('05-15'), ...before).then(excused('05-15'));
  });

  it('stands beside R1 in one flag that names both', () => {
    const before = [
      named('missed', on('05-14', together(missed, unexcused('05-14')))),
      named('came', on('05-14', present('05-05', '05-06', '05-08', '05-12', '05-13'))),
    ];
    report(unexcused('05-15'), ...before).then(
      unexcused('05-15'),
      flaggedByRule({ R1: ['05-14', '05-15'], R2: ten }, ['missed', 'came', 'new-0']),
    );
  });

  it('fires once for the same days, but again for new ones', () => {
    const flagged = started(
      on('05-15', together(missed, came)),
      unexcused('05-15'),
      flaggedByRule({ R2: ten }, ['entry-5', 'entry-6'], 'risk-1') as ToldEvent,
      on('05-16', riskCleared()),
    );
    given(flagged)
      .when(reportAttendance(unexcused('05-19')))
      .then(unexcused('05-19'), flaggedByRule({ R1: ['05-15', '05-19'] }, ['entry-6', 'new-0']));
    given(flagged, present('05-18'))
      .when(reportAttendance(unexcused('05-19')))
      .then(unexcused('05-19'));
  });
});

describe('a flag of a rule', () => {
  const first = named('first', unexcused('05-04', '05-05'));
  const flag = on('05-05', r1(['05-04', '05-05'], ['first'])) as ToldEvent;
  const cleared = on('05-06', riskCleared({ riskId: 'risk-of-rule' }));
  const again = (...days: string[]) => ({ ...reportAttendance(unexcused(...days)), riskId: 'another' });

  it('is not raised while a risk is open, whoever raised it', () => {
    given(started(first, flag)).when(again('05-06')).then(unexcused('05-06'));
    given(started(riskFlagged())).when(again('05-07', '05-08')).then(unexcused('05-07', '05-08'));
  });

  it('is raised again by days that did not serve yet', () => {
    given(started(first, flag, cleared))
      .when(again('05-06'))
      .then(unexcused('05-06'));
    given(started(first, flag, cleared, named('third', unexcused('05-06'))))
      .when(again('05-07'))
      .then(unexcused('05-07'), flaggedByRule({ R1: ['05-06', '05-07'] }, ['third', 'new-0'], 'another'));
  });

  it('does not come twice for a day that is reported twice', () =>
    given(started(first, flag, cleared))
      .when(again('05-04', '05-05'))
      .then(unexcused('05-04', '05-05')));

  it.each([completed, droppedOut])('is not raised after the end', tell =>
    given(tell())
      .when(reportAttendance(unexcused('05-28', '05-29')), { on: '05-29' })
      .then({
        ...unexcused('05-28', '05-29'),
        data: { ...unexcused('05-28', '05-29').data, afterEnd: true },
      }),
  );
});

function online(...days: string[]): ToldEvent<'AttendanceReported'> {
  return {
    ...present(...days),
    data: { days: days.map(day => ({ day: `2026-${day}`, state: 'present-online' })) },
  };
}
