import type { ProviderCaseEvent } from '../../../src/provider-case/events.js';
import { addDays, dayOf } from '../../../src/terms/times.js';
import {
  closed,
  command,
  deadline,
  decided,
  demanded,
  evidence,
  found,
  given,
  heard,
  invited,
  observed,
  reinspected,
  reported,
  warned,
} from '../../support/domain/provider-case.js';
import type { Told } from '../../support/domain/told.js';

describe('the opening', () => {
  it('says what was observed, and keeps all free text apart', () =>
    given().when(command('OpenProviderCase'), { on: '05-04' }).then(observed()));

  it('is not before the day of the observation, and done once', () => {
    given().when(command('OpenProviderCase'), { on: '05-03' }).thenRejected('time-order', 'input');
    given(observed()).when(command('OpenProviderCase')).thenRejected('already-open');
    given(observed(), closed('unfounded')).when(command('OpenProviderCase')).thenRejected('already-open');
  });

  it.each([
    'AddEvidence',
    'EstablishFinding',
    'DemandCure',
    'InviteStatement',
    'RecordStatement',
    'ReportCure',
    'Reinspect',
    'IssueWarning',
    'ReferCase',
    'RecordDecision',
    'CloseProviderCase',
  ] as const)('comes before %s, and closing after it', type => {
    given().when(command(type)).thenRejected('unknown-case');
    given(observed()).when(command(type), { on: '05-03' }).thenRejected('time-order');
    given(observed(), found(), closed('unfounded')).when(command(type)).thenRejected('wrong-phase');
  });
});

describe('a finding', () => {
  it('asks what speaks for the provider', () => {
    given(observed()).when(command('EstablishFinding')).then(found());
    given(observed())
      .when(command('EstablishFinding', { exculpatory: 'weighed' }))
      .thenRejected('unknown-evidence');
    given(observed(), evidence(true)).when(command('EstablishFinding')).thenRejected('wrong-phase');
    given(observed(), evidence(true))
      .when(command('EstablishFinding', { exculpatory: 'weighed' }))
      .then(found({ exculpatory: 'weighed' }));
    given(observed(), evidence(false)).when(command('EstablishFinding')).then(found());
  });

  it('weighs what the provider has stated, which speaks for it', () => {
    const stated = [observed(), invited(), heard('05-12')];
    given(...stated)
      .when(command('EstablishFinding'), { on: '05-13' })
      .thenRejected('wrong-phase');
    given(...stated)
      .when(command('EstablishFinding', { exculpatory: 'weighed' }), { on: '05-13' })
      .then(found({ exculpatory: 'weighed' }));
  });

  it('is one of a new breach after a warning only where the breach lies after it', () => {
    const after = (breachedOn: string) =>
      given(observed(), found(), warned('05-08')).when(command('EstablishFinding', { breachedOn }), {
        on: '05-20',
      });
    after('2026-05-09').then(found({ breachedOn: '2026-05-09', afterWarning: true }));
    after('2026-05-08').then(found({ breachedOn: '2026-05-08' }));
    after('2026-05-21').thenRejected('time-order', 'input');
    given(observed(), found(), warned('05-08')).when(command('EstablishFinding')).then(found());
    given(observed(), found())
      .when(command('EstablishFinding', { breachedOn: '2026-05-07' }), { on: '05-08' })
      .then(found({ breachedOn: '2026-05-07' }));
  });
});

describe('a demand and an invitation', () => {
  it('need a finding; an invitation does not', () => {
    for (const type of ['DemandCure', 'IssueWarning', 'RecordDecision'] as const)
      given(observed()).when(command(type)).thenRejected('wrong-phase');
    given(observed()).when(command('InviteStatement'), { on: '05-07' }).then(invited());
  });

  it('cannot lie before the finding', () => {
    for (const type of ['DemandCure', 'IssueWarning', 'RecordDecision'] as const)
      given(observed(), found()).when(command(type), { on: '05-05' }).thenRejected('time-order');
  });

  it('gives 14 days, 3 on a grave finding, or more as far as the rulebook goes', () => {
    given(observed(), found()).when(command('DemandCure'), { on: '05-07' }).then(demanded('05-07', 14));
    given(observed(), found({ severity: 'grave' }))
      .when(command('DemandCure'), { on: '05-07' })
      .then(demanded('05-07', 3));
    const days = (n: number) =>
      given(observed(), found()).when(command('DemandCure', { days: n }), { on: '05-07' });
    days(90).then(demanded('05-07', 90));
    days(91).thenRejected('time-order', 'input');
    days(13).thenRejected('time-order', 'input');
    given(observed())
      .when(command('InviteStatement', { days: 1 }), { on: '05-07' })
      .thenRejected('time-order', 'input');
  });

  it('runs from the delivery, and ends on a working day of the office’s state', () => {
    // 14 days after the 29 April end on the 13 May; after the 30 April on the 14 May, Ascension Day: on the Friday.
    expect(dayOf(deadline('04-29', 14).endsAt)).toBe(addDays('2026-05-13', 1));
    expect(dayOf(deadline('04-30', 14).endsAt)).toBe(addDays('2026-05-15', 1));
    given(observed(), found())
      .when(command('DemandCure', { deliveredOn: '2026-05-08' }), { on: '05-07' })
      .thenRejected('time-order', 'input');
    given(observed(), found())
      .when(command('DemandCure', { deliveredOn: '2026-05-06' }), { on: '05-07' })
      .thenRejected('time-order', 'input');
  });

  it('is made once under one id', () =>
    given(observed(), found(), demanded()).when(command('DemandCure')).thenRejected('already-open'));
});

describe('the provider', () => {
  it('is heard once the case has reached it, and its word is its own whoever records it', () => {
    given(observed()).when(command('RecordStatement')).thenRejected('wrong-phase');
    given(observed(), found()).when(command('RecordStatement'), { on: '05-12' }).then(heard());
    given(observed(), invited()).when(command('RecordStatement'), { on: '05-12' }).then(heard());
    given(observed(), invited()).when(command('RecordStatement'), { on: '05-06' }).thenRejected('time-order');
  });

  it('reports the cure of what was demanded', () => {
    given(observed(), found(), demanded())
      .when(command('ReportCure'), { on: '05-15' })
      .then(reported('05-15'));
    given(observed(), found(), demanded())
      .when(command('ReportCure'), { on: '05-06' })
      .thenRejected('time-order');
    given(observed(), found()).when(command('ReportCure')).thenRejected('unknown-demand');
    given(observed(), found(), demanded())
      .when(command('Reinspect', { demandId: 'demand-2' }))
      .thenRejected('unknown-demand');
  });
});

describe('the closing', () => {
  it('as cured needs every demand found cured', () => {
    const close = (...story: Told<ProviderCaseEvent>[]) =>
      given(...story).when(command('CloseProviderCase'), { on: '06-02' });
    close(observed(), found()).thenRejected('wrong-phase');
    close(observed(), found(), demanded()).thenRejected('wrong-phase');
    close(observed(), found(), demanded(), reinspected('partly')).thenRejected('wrong-phase');
    close(observed(), found(), demanded(), reinspected('cured')).then(closed());
    close(
      observed(),
      found(),
      demanded(),
      reinspected('cured', '05-25'),
      reinspected('not-cured', '05-27'),
    ).thenRejected('wrong-phase');
    close(
      observed(),
      found(),
      demanded(),
      demanded('05-07', 14, 'demand-2'),
      reinspected('cured'),
    ).thenRejected('wrong-phase');
  });

  it('as sanctioned needs a decision, as unfounded none', () => {
    given(observed(), found())
      .when(command('CloseProviderCase', { result: 'sanctioned' }))
      .thenRejected('wrong-phase');
    given(observed(), found(), decided({ decision: 'penalty' }))
      .when(command('CloseProviderCase', { result: 'sanctioned' }), { on: '06-02' })
      .then(closed('sanctioned'));
    given(observed(), found(), decided({ decision: 'penalty' }))
      .when(command('CloseProviderCase', { result: 'unfounded' }))
      .thenRejected('wrong-phase');
    given(observed())
      .when(command('CloseProviderCase', { result: 'unfounded' }), { on: '06-02' })
      .then(closed('unfounded'));
    given(observed())
      .when(command('CloseProviderCase', { result: 'contract-ended' }), { on: '06-02' })
      .then(closed('contract-ended'));
  });

  it('is not before anything else of the case', () =>
    given(observed(), found({}, '06-03'))
      .when(command('CloseProviderCase', { result: 'unfounded' }), { on: '06-02' })
      .thenRejected('time-order'));
});
