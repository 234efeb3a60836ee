import { giveNotice, reportAttendance } from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  flaggedByRule,
  noticeGiven,
  present,
  riskCleared,
  riskFlagged,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { given, obliged, unwilling } from '../../support/domain/participation.js';
import { as, on } from '../../support/domain/told.js';

const r1 = (days: readonly string[], because: readonly string[]) => flaggedByRule({ R1: days }, because);

describe('days after consent was withdrawn', () => {
  const withdrawn = (...then: readonly ToldEvent[]) =>
    unwilling('05-05', on('05-05', riskCleared({ riskId: 'risk-of-client' })), ...then);
  const risk = on(
    '05-05',
    as({ source: 'client' }, riskFlagged({ riskId: 'risk-of-client', raisedBy: 'client' })),
  );
  const without = (...then: readonly ToldEvent[]) => {
    const [offer, explained, consent, place, start, withdrawal, ...rest] = withdrawn(...then);
    return [offer!, explained!, consent!, place!, start!, withdrawal!, risk, ...rest];
  };

  it('never count as unexcused, but attendance still counts', () => {
    given(without())
      .when(reportAttendance(unexcused('05-06', '05-07')))
      .then(unexcused('05-06', '05-07'));
    given(without(unexcused('05-05'), present('05-06')))
      .when(reportAttendance(unexcused('05-07', '05-08')))
      .then(unexcused('05-07', '05-08'));
  });

  it('do not hide the day itself and those before it', () => {
    const both = unexcused('05-04', '05-05');
    given(without())
      .when(reportAttendance(both))
      .then(both, r1(['05-04', '05-05'], ['new-0']));
  });

  it('count again after new consent', () => {
    const anew = without(on('05-06', consentGiven()));
    given(anew)
      .when(reportAttendance(unexcused('05-06', '05-07')))
      .then(unexcused('05-06', '05-07'));
    given(anew)
      .when(reportAttendance(unexcused('05-07', '05-08')))
      .then(unexcused('05-07', '05-08'), r1(['05-07', '05-08'], ['new-0']));
  });

  it('count at once where consent came back on the same day', () =>
    given(without(on('05-05T12:00', consentGiven())))
      .when(reportAttendance(unexcused('05-06', '05-07')))
      .then(unexcused('05-06', '05-07'), r1(['05-06', '05-07'], ['new-0'])));

  it('stay as they are when an obligation is stated long after consent came back', () =>
    given(without(on('05-06', consentGiven()), obligation('05-20')))
      .when(reportAttendance(unexcused('05-07', '05-08')), { on: '05-21' })
      .then(unexcused('05-07', '05-08'), r1(['05-07', '05-08'], ['new-0'])));

  const obligation = (deliveredOn: string) =>
    on('05-11', noticeGiven({ occasion: 'obligation', deliveredOn: `2026-${deliveredOn}` }));

  it('count again after an obligation was stated, from the day after its delivery', () => {
    const stated = without(obligation('05-11'));
    given(stated)
      .when(reportAttendance(unexcused('05-08', '05-11')))
      .then(unexcused('05-08', '05-11'));
    given(stated)
      .when(reportAttendance(unexcused('05-12', '05-13')))
      .then(unexcused('05-12', '05-13'), r1(['05-12', '05-13'], ['new-0']));
  });

  it('do not count again through a notice of another kind, or one delivered before', () => {
    for (const notice of [
      on('05-11', noticeGiven({ occasion: 'absence', deliveredOn: '2026-05-11' })),
      obligation('05-04'),
    ])
      given(without(notice))
        .when(reportAttendance(unexcused('05-12', '05-13')))
        .then(unexcused('05-12', '05-13'));
  });

  it('are days like others for one who never had to consent', () =>
    given(obliged())
      .when(reportAttendance(unexcused('05-05', '05-06')))
      .then(unexcused('05-05', '05-06'), r1(['05-05', '05-06'], ['new-0'])));

  it('can be given an obligation only where the law allows one', () =>
    given(without())
      .when(giveNotice({ occasion: 'obligation' }), { on: '05-11' })
      .then(on('05-11', noticeGiven({ occasion: 'obligation' }))));
});
