import {
  interrupt,
  recordContact,
  reportAttendance,
  resume,
} from '../../support/domain/participation-commands.js';
import {
  contactHeld,
  excused,
  participationInterrupted,
  participationResumed,
  plannedFree,
  present,
  together,
  unexcused,
} from '../../support/domain/participation-events.js';
import { given, interrupted, offered, started } from '../../support/domain/participation.js';
import { on } from '../../support/domain/told.js';

describe('ReportAttendance', () => {
  const ofMay = (day: string) => `2026-05-${day}`;

  it('reports day by day', () => {
    const report = together(present('05-04'), unexcused('05-05'), plannedFree('05-06'));
    given(started()).when(reportAttendance(report)).then(report);
  });

  it('shows sickness as an excuse and says apart which days it was', () =>
    given(started())
      .when(
        {
          ...reportAttendance(present('05-04')),
          days: [
            { day: ofMay('04'), state: 'present-online' },
            { day: ofMay('05'), state: 'sick' },
            { day: ofMay('06'), state: 'excused' },
            { day: ofMay('07'), state: 'sick' },
          ],
          note: 'rang twice',
        },
        { on: '05-07' },
      )
      .then({
        ...excused('05-07'),
        data: {
          days: [
            { day: ofMay('04'), state: 'present-online' },
            { day: ofMay('05'), state: 'excused' },
            { day: ofMay('06'), state: 'excused' },
            { day: ofMay('07'), state: 'excused' },
          ],
        },
        sensitive: { note: 'rang twice', sick: [ofMay('05'), ofMay('07')] },
      }));

  it('does not know a day before the start', () =>
    given(started())
      .when(reportAttendance(present('05-03', '05-04')))
      .thenRejected('time-order'));

  it('does not know tomorrow, but its plan', () => {
    given(started())
      .when(reportAttendance(present('05-05', '05-06')), { on: '05-05' })
      .thenRejected('time-order', 'input');
    const plan = plannedFree('05-29');
    given(started()).when(reportAttendance(plan), { on: '05-05' }).then(plan);
  });

  it('is accepted for days of an interruption, on which nothing counts', () => {
    const report = unexcused('05-20', '05-21', '05-22');
    given(interrupted()).when(reportAttendance(report)).then(report);
  });

  it('is refused for its phase before anything else is looked at', () =>
    given(offered())
      .when(reportAttendance(present('05-06')), { on: '05-05' })
      .thenRejected('wrong-phase'));
});

describe('Interrupt and Resume', () => {
  it('say from when and why', () =>
    given(started())
      .when(interrupt({ from: '2026-05-20', reason: 'a cure' }))
      .then(participationInterrupted({}, { reason: 'a cure' })));

  it('say on which day it goes on', () =>
    given(interrupted())
      .when(resume({ on: '2026-05-25', note: 'in good spirits' }))
      .then(participationResumed({}, { note: 'in good spirits' })));

  it('follow one another', () => {
    given(started())
      .when(interrupt({ from: '2026-05-03' }))
      .thenRejected('time-order');
    given(interrupted())
      .when(resume({ on: '2026-05-19' }))
      .thenRejected('time-order');
    given(interrupted())
      .when(resume({ on: '2026-05-20' }))
      .then(participationResumed({ on: '2026-05-20' }));
    given(interrupted(), participationResumed())
      .when(interrupt({ from: '2026-05-25' }))
      .then(participationInterrupted({ from: '2026-05-25' }, { reason: 'moving house' }));
  });

  it('do not overlap', () =>
    given(interrupted(), participationResumed())
      .when(interrupt({ from: '2026-05-24' }))
      .thenRejected('time-order'));

  it('do not occur before the start', () =>
    given(started())
      .when(interrupt({ from: '2026-05-04' }), { on: '05-03' })
      .thenRejected('time-order'));
});

describe('RecordContact', () => {
  it('says between whom, how and where; what was said stands apart', () =>
    given(offered())
      .when(
        recordContact({
          between: ['client', 'provider'],
          channel: 'in-person',
          onSite: true,
          summary: 'well',
        }),
      )
      .then(
        contactHeld(
          { between: ['client', 'provider'], channel: 'in-person', onSite: true },
          { summary: 'well' },
        ),
      ));

  it('may have been held before the offer', () =>
    given(offered()).when(recordContact(), { on: '03-20' }).then(on('03-20', contactHeld())));
});
