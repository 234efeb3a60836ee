import type { FieldValue, ParticipationEntry } from '../../../src/participation/events.js';
import { effective } from '../../../src/participation/effective.js';
import { correction, right, theEntry } from '../../support/domain/corrections.js';
import {
  contactHeld,
  excused,
  flaggedByRule,
  measureOffered,
  offerDeclined,
  present,
  together,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { given, offered, started } from '../../support/domain/participation.js';
import { on, recorded } from '../../support/domain/told.js';

const daysOf = (report: ToldEvent): FieldValue =>
  report.type === 'AttendanceReported' ? report.data.days.map(day => ({ ...day })) : [];

/** The entry `it` as it reads, with the corrections decided so far. */
function reads(...story: readonly (ToldEvent | readonly ToldEvent[])[]) {
  const entry = effective(recorded(story) as readonly ParticipationEntry[]).find(({ id }) => id === 'it');
  return entry && { data: entry.data, ...(entry.sensitive ? { sensitive: entry.sensitive } : {}) };
}

describe('CorrectEntry', () => {
  const declined = theEntry(offerDeclined({ reason: 'childcare' }, { note: 'asked twice' }));

  it('says what was and what is, and why in words apart', () => {
    given(offered(declined))
      .when(right('reason', 'took-up-work'))
      .then(correction('reason', { was: 'childcare', is: 'took-up-work' }));
    expect(reads(offered(declined), correction('reason', { was: 'childcare', is: 'took-up-work' }))).toEqual({
      data: { reason: 'took-up-work' },
      sensitive: { note: 'asked twice' },
    });
  });

  it('keeps words that are corrected apart', () => {
    const told = correction('note', {}, { was: 'asked twice', is: 'asked once' });
    given(offered(declined)).when(right('note', 'asked once')).then(told);
    expect(reads(offered(declined), told)).toEqual({
      data: { reason: 'childcare' },
      sensitive: { note: 'asked once' },
    });
  });

  it('adds what was not said', () => {
    const offer = theEntry(measureOffered());
    const told = correction('decideBy', { is: '2026-04-20' });
    given(offer).when(right('decideBy', '2026-04-20')).then(told);
    expect(reads(offer, told)?.data).toEqual({ ...offer.data, decideBy: '2026-04-20' });
  });

  it('discloses neither what was nor what is', () => {
    const secret = theEntry(offerDeclined({ reason: 'not-disclosed' }, { reason: 'therapy' }));
    const open = correction('reason', { was: 'not-disclosed', is: 'childcare' }, { was: 'therapy' });
    given(offered(secret)).when(right('reason', 'childcare')).then(open);
    expect(reads(offered(secret), open)).toEqual({ data: { reason: 'childcare' } });
    const there = correction('reason', { was: 'childcare', is: 'not-disclosed' }, { is: 'family-care' });
    given(offered(declined)).when(right('reason', 'family-care')).then(there);
    expect(reads(offered(declined), there)).toEqual({
      data: { reason: 'not-disclosed' },
      sensitive: { note: 'asked twice', reason: 'family-care' },
    });
  });

  it('corrects what was corrected', () => {
    const first = correction('reason', { was: 'childcare', is: 'other' });
    given(offered(declined), first)
      .when(right('reason', 'refuses'))
      .then(correction('reason', { was: 'other', is: 'refuses' }));
    expect(
      reads(offered(declined), first, correction('reason', { was: 'other', is: 'refuses' }))?.data,
    ).toEqual({
      reason: 'refuses',
    });
  });

  it('corrects the days of a report whole, and which of them were sickness', () => {
    const report = theEntry({
      ...together(present('05-04'), excused('05-05')),
      sensitive: { sick: ['2026-05-05'] },
    });
    const is = [
      { day: '2026-05-04', state: 'sick' },
      { day: '2026-05-05', state: 'unexcused' },
    ];
    const days = [{ day: '2026-05-04', state: 'excused' }, is[1]!];
    const told = correction(
      'days',
      { was: daysOf(report), is: days },
      { was: ['2026-05-05'], is: ['2026-05-04'] },
    );
    given(started(report)).when(right('days', is)).then(told);
    expect(reads(started(report), told)).toEqual({ data: { days }, sensitive: { sick: ['2026-05-04'] } });
  });

  it('leaves the days and the sickness as they are when it corrects the note', () => {
    const sick = { sick: ['2026-05-05'], note: 'rang' };
    const report = theEntry({ ...excused('05-05'), sensitive: sick });
    const told = correction('note', {}, { was: 'rang', is: 'wrote' });
    given(started(report)).when(right('note', 'wrote')).then(told);
    expect(reads(started(report), told)).toEqual({
      data: report.data,
      sensitive: { ...sick, note: 'wrote' },
    });
  });

  it('corrects when it occurred', () => {
    const talk = theEntry(contactHeld());
    const told = correction('occurredAt', { was: talk.occurred, is: '2026-04-01T08:00:00.000Z' });
    given(offered(talk)).when(right('occurredAt', '2026-04-01T10:00:00+02:00')).then(told);
    const [, entry] = effective(recorded([offered(talk), told]) as readonly ParticipationEntry[]);
    expect(entry).toMatchObject({
      id: 'it',
      occurredAt: '2026-04-01T08:00:00.000Z',
      learnedAt: talk.occurred,
    });
  });
});

describe('a flag', () => {
  const days = (state: string) => ['2026-05-04', '2026-05-05'].map(day => ({ day, state }));
  const fixed = (was: string, is: string) => correction('days', { was: days(was), is: days(is) });

  it('stays claimed when the days behind it are corrected', () => {
    const report = theEntry(unexcused('05-04', '05-05'));
    const flag = on('05-05', flaggedByRule({ R1: ['05-04', '05-05'] }, ['it']) as ToldEvent);
    given(started(report, flag))
      .when(right('days', days('present')))
      .then(fixed('unexcused', 'present'));
    const told = recorded([started(report, flag), fixed('unexcused', 'present')]);
    const types = effective(told as readonly ParticipationEntry[]).map(({ type }) => type);
    expect(types).toContain('DropoutRiskFlagged');
  });

  it('is not raised by a correction', () =>
    given(started(theEntry(present('05-04', '05-05'))))
      .when(right('days', days('unexcused')))
      .then(fixed('present', 'unexcused')));
});
