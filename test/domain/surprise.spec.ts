import { informBy } from '../../src/rulebook/duty-to-inform.js';
import { announcedBy, judge, surpriseOf, type Warning } from '../../src/rulebook/surprise.js';
import { laterRules, usualRules } from '../support/told-participation.js';

const warning = (learnedOn: string, more: Partial<Warning> = {}): Warning => ({
  eventId: `of ${learnedOn}`,
  kind: 'unexcused-day',
  occurredOn: learnedOn,
  knewOn: learnedOn,
  learnedOn,
  dueOn: learnedOn,
  open: false,
  ...more,
});

/** A Friday; Ascension Day is the 14th, so D is the 7th; 60 days before it lies the 16th of March. */
const endedOn = '2026-05-15';
const classOf = (then: Warning[], now = then) => surpriseOf(endedOn, then, now, usualRules);

describe('the day by which a dropout is announced', () => {
  it.each([
    ['2026-05-15', '2026-05-07'],
    ['2026-03-13', '2026-03-06'],
    ['2026-03-15', '2026-03-09'], // a Sunday
    ['2026-01-02', '2025-12-23'],
    ['2024-03-04', '2024-02-26'],
  ])('for an end on %s it is %s', (end, by) => expect(announcedBy(end, usualRules)).toBe(by));

  it('follows the rulebook and the state', () => {
    expect(announcedBy('2026-07-10', laterRules)).toBe('2026-07-08');
    expect(announcedBy('2026-06-10', usualRules, 'BY')).toBe('2026-06-02');
    expect(announcedBy('2026-06-10', usualRules, 'BE')).toBe('2026-06-03');
  });
});

describe('a dropout', () => {
  it('without any sign', () => expect(classOf([])).toBe('without-sign'));

  it('warned on D, or 60 days before the end', () => {
    expect(classOf([warning('2026-05-07')])).toBe('warned');
    expect(classOf([warning('2026-03-16')])).toBe('warned');
    expect(classOf([warning('2026-03-15')])).toBe('without-sign');
  });

  it('warned by what was still open on D, however old', () =>
    expect(classOf([warning('2026-01-12', { kind: 'crisis', open: true })])).toBe('warned'));

  it('counts the day it occurred, not the day it was learned of, for the 60 days', () =>
    expect(classOf([warning('2026-03-20', { occurredOn: '2026-03-12', knewOn: '2026-03-12' })])).toBe(
      'without-sign',
    ));

  it('is judged by what was known then, even if that was corrected later', () =>
    expect(classOf([warning('2026-05-04')], [])).toBe('warned'));

  it('on short notice: a warning, but after D', () => {
    expect(classOf([], [warning('2026-05-08')])).toBe('short-notice');
    expect(classOf([], [warning('2026-05-20')])).toBe('short-notice');
  });

  const known = { occurredOn: '2026-05-04', knewOn: '2026-05-04' };
  it('reported late: known by D, learned of after D and after the deadline', () => {
    expect(classOf([], [warning('2026-05-08', { ...known, dueOn: '2026-05-07' })])).toBe('reported-late');
    expect(classOf([], [warning('2026-05-08', { ...known, dueOn: '2026-05-08' })])).toBe('short-notice');
    expect(
      classOf([], [warning('2026-05-11', { ...known, knewOn: '2026-05-08', dueOn: '2026-05-08' })]),
    ).toBe('short-notice');
  });

  it('reported late, known on D itself', () => {
    const onD = { occurredOn: '2026-05-07', knewOn: '2026-05-07', dueOn: '2026-05-08' };
    expect(classOf([], [warning('2026-05-11', onD)])).toBe('reported-late');
  });

  it('blames nobody for what there was no duty to tell', () => {
    const { dueOn: _, ...free } = warning('2026-05-08', known);
    expect(classOf([], [free])).toBe('short-notice');
  });

  it('names the warnings that decide', () => {
    const [early, late, hint] = [
      warning('2026-05-05'),
      warning('2026-05-12', { ...known, dueOn: '2026-05-07' }),
      warning('2026-05-13'),
    ];
    const old = warning('2026-02-02');
    expect(judge(endedOn, [old, early], [old, early, late], usualRules).because).toEqual([early]);
    expect(judge(endedOn, [old], [old, late, hint], usualRules).because).toEqual([late]);
    expect(judge(endedOn, [old], [old, hint], usualRules).because).toEqual([hint]);
    expect(judge(endedOn, [old], [old], usualRules).because).toEqual([]);
  });

  it('takes days and look-back from the rulebook', () => {
    const end = '2026-07-15';
    expect(surpriseOf(end, [warning('2026-07-13')], [], laterRules)).toBe('warned');
    expect(surpriseOf(end, [warning('2026-07-04')], [], laterRules)).toBe('without-sign');
    expect(surpriseOf(end, [warning('2026-07-04')], [], usualRules)).toBe('warned');
  });
});

describe('the duty to inform', () => {
  it.each([
    [{ kind: 'unexcused-day' }, '2026-04-01', '2026-04-08'], // Good Friday and Easter Monday do not count
    [{ kind: 'unexcused-day' }, '2026-03-02', '2026-03-05'],
    [{ kind: 'risk' }, '2026-03-06', '2026-03-09'],
    [{ kind: 'proposal' }, '2025-12-31', '2026-01-02'],
    [{ kind: 'crisis', severity: 3 }, '2026-03-02', '2026-03-03'],
    [{ kind: 'crisis', severity: 4 }, '2026-03-07', '2026-03-09'],
    [{ kind: 'crisis', severity: 2 }, '2026-03-02', undefined],
    [{ kind: 'crisis', severity: 1 }, '2026-03-02', undefined],
  ] as const)('for %j known on %s ends on %s', (threat, knewOn, dueOn) =>
    expect(informBy(threat, knewOn, usualRules)).toBe(dueOn),
  );
});
