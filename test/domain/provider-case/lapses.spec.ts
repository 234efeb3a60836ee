import { isInTimeRecordedLater } from '../../../src/provider-case/demand.js';
import type { ProviderCaseEntry, ProviderCaseEvent } from '../../../src/provider-case/events.js';
import { caseOf } from '../../../src/provider-case/evolve.js';
import { caseStanding } from '../../../src/provider-case/standing.js';
import { dayIn2026, momentOf } from '../../support/domain/moments.js';
import {
  closed,
  command,
  deadline,
  demanded,
  found,
  given,
  lapsed,
  observed,
  reinspected,
  reported,
} from '../../support/domain/provider-case.js';
import { learnedOn, recorded, type Told } from '../../support/domain/told.js';

const before = [observed(), found(), demanded()];
const { endsAt } = deadline('05-07', 14);
/** What the system says when it looks on a day, after the story. */
const declare = (...story: Told<ProviderCaseEvent>[]) =>
  given(...before, ...story).when(command('DeclareLapse'), { on: endsAt, source: 'system' });
const entries = (...story: Told<ProviderCaseEvent>[]) =>
  recorded<ProviderCaseEvent>([...before, ...story]) as readonly ProviderCaseEntry[];

describe('a cure deadline', () => {
  it('is declared lapsed as of its end, once', () => {
    declare().then(lapsed());
    declare(lapsed()).thenRejected('already-recorded');
  });

  it('is not while a cure reported in time was not looked at, nor once it was found cured', () => {
    declare(reported('05-20')).thenRejected('already-recorded');
    declare(reported('05-20'), reinspected('cured', '05-21')).thenRejected('already-recorded');
    declare(reinspected('cured')).thenRejected('already-recorded');
  });

  it('is when the look found no cure, or the report came late', () => {
    declare(reported('05-20'), reinspected('partly', '05-25')).then(lapsed());
    declare(reported('05-20'), reinspected('not-cured', '05-21')).then(lapsed());
    declare(reported('05-22')).then(lapsed());
  });

  it('holds for one who reports again in time after a look that found no cure', () =>
    declare(reported('05-10'), reinspected('partly', '05-12'), reported('05-20')).thenRejected(
      'already-recorded',
    ));

  it('is not declared where the demand was recorded only after it', () =>
    given(observed(), found(), learnedOn('05-28', demanded()))
      .when(command('DeclareLapse'), { on: endsAt, source: 'system' })
      .thenRejected('already-recorded'));

  it('cannot lapse after the closing', () => declare(closed('unfounded')).thenRejected('wrong-phase'));
});

describe('what shows later', () => {
  const marked = (...story: Told<ProviderCaseEvent>[]) => {
    const state = caseOf(entries(...story));
    if (state.phase !== 'established') throw new Error('there is no demand');
    return isInTimeRecordedLater(state.demands.get('demand-1')!, momentOf('06-10'));
  };
  const byTelephone: Told<ProviderCaseEvent> = { ...learnedOn('05-19', reported('05-19')), id: 'told' };

  it('marks a lapse that was none', () => {
    expect(marked(lapsed())).toBe(false);
    expect(marked(lapsed(), byTelephone)).toBe(true);
    expect(marked(lapsed(), reinspected('cured', '05-20'))).toBe(true);
    expect(marked(lapsed(), byTelephone, reinspected('cured', '05-29'))).toBe(true);
  });

  it('leaves a lapse that was one', () => {
    expect(marked(lapsed(), reported('05-23'))).toBe(false);
    expect(marked(lapsed(), reinspected('cured', '05-29'))).toBe(false);
    expect(marked(lapsed(), byTelephone, reinspected('not-cured', '05-29'))).toBe(false);
    expect(marked(byTelephone)).toBe(false);
  });
});

describe('the standing of a case', () => {
  const on = (day: string, ...story: Told<ProviderCaseEvent>[]) =>
    caseStanding(entries(...story), dayIn2026(day));
  const standing = (open: boolean, cureDemanded = false, cureLapsed = false) => ({
    open,
    cureDemanded,
    cureLapsed,
  });

  it('follows its steps from day to day', () => {
    const story = [lapsed(), reinspected('cured', '05-29'), closed('cured', '06-02')];
    expect(on('05-03', ...story)).toEqual(standing(false));
    expect(on('05-04', ...story)).toEqual(standing(true));
    expect(on('05-07', ...story)).toEqual(standing(true, true));
    expect(on('05-21', ...story)).toEqual(standing(true, true));
    expect(on('05-22', ...story)).toEqual(standing(true, true, true));
    expect(on('05-29', ...story)).toEqual(standing(true));
    expect(on('06-02', ...story)).toEqual(standing(false));
  });

  it('counts no lapse that was not declared, nor one that was none', () => {
    expect(on('06-01')).toEqual(standing(true, true));
    expect(on('06-01', lapsed(), learnedOn('05-19', reported('05-19')))).toEqual(standing(true, true));
  });
});
