import type { FieldValue, ParticipationEntry } from '../../../src/participation/events.js';
import { effective } from '../../../src/participation/effective.js';
import { correctEntry } from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  contactHeld,
  crisisOpened,
  droppedOutOn,
  entryAnnulled,
  entryCorrected,
  excused,
  flaggedByRule,
  interventionRecorded,
  measureOffered,
  offerDeclined,
  participationCompleted,
  participationStarted,
  placeAssigned,
  present,
  together,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { assigned, consented, given, offered, started } from '../../support/domain/participation.js';
import { knownSince, learnedOn, named, on, recorded } from '../../support/domain/told.js';

const right = (field: string, is: FieldValue, eventId = 'it') =>
  correctEntry({ eventId, field, is, reason: 'mistyped' });
const correction = (
  field: string,
  open: { was?: FieldValue; is?: FieldValue },
  secret: { was?: FieldValue; is?: FieldValue } = {},
  eventId = 'it',
) => entryCorrected({ eventId, field, ...open }, { reason: 'mistyped', ...secret });
const it_ = (told: ToldEvent) => named('it', told) as ToldEvent;

const daysOf = (report: ToldEvent): FieldValue =>
  report.type === 'AttendanceReported' ? report.data.days.map(day => ({ ...day })) : [];

/** The entry `it` as it reads, with the corrections decided so far. */
function reads(...story: readonly (ToldEvent | readonly ToldEvent[])[]) {
  const entry = effective(recorded(story) as readonly ParticipationEntry[]).find(({ id }) => id === 'it');
  return entry && { data: entry.data, ...(entry.sensitive ? { sensitive: entry.sensitive } : {}) };
}

describe('CorrectEntry', () => {
  const declined = it_(offerDeclined({ reason: 'childcare' }, { note: 'asked twice' }));

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
    const offer = it_(measureOffered());
    const told = correction('decideBy', { is: '2026-04-20' });
    given(offer).when(right('decideBy', '2026-04-20')).then(told);
    expect(reads(offer, told)?.data).toEqual({ ...offer.data, decideBy: '2026-04-20' });
  });

  it('discloses neither what was nor what is', () => {
    const secret = it_(offerDeclined({ reason: 'not-disclosed' }, { reason: 'therapy' }));
    const away = correction('reason', { was: 'not-disclosed', is: 'childcare' }, { was: 'therapy' });
    given(offered(secret)).when(right('reason', 'childcare')).then(away);
    expect(reads(offered(secret), away)).toEqual({ data: { reason: 'childcare' } });
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
    const report = it_({
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

  it('corrects when it occurred', () => {
    const talk = it_(contactHeld());
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

describe('a correction is refused', () => {
  it('of what is not there, or is annulled', () => {
    given(offered()).when(right('note', 'x')).thenRejected('unknown-entry');
    given(offered(it_(contactHeld())), on('06-01', entryAnnulled({ eventId: 'it' })))
      .when(right('summary', 'x'))
      .thenRejected('already-annulled');
  });

  it.each([
    'clientId',
    'measureId',
    'providerId',
    'adviserId',
    'legalBasis',
    'track',
    'followsId',
    'mandateOverridden',
    'phase',
    'sensitive',
    'type',
    'id',
    'constructor',
    '__proto__',
    'recordedAt',
    'learnedAt',
    '',
  ])('of the field %j, which is derived, identifies or is none', field =>
    given(it_(measureOffered())).when(right(field, 'x')).thenRejected('unknown-field', 'input'),
  );

  it('of what the rules found', () => {
    const report = named('report', unexcused('05-04', '05-05'));
    const flag = on('05-05', it_(flaggedByRule({ R1: ['05-04', '05-05'] }, ['report']) as ToldEvent));
    for (const field of ['rules', 'because', 'raisedBy', 'riskId'])
      given(started(report, flag)).when(right(field, 'x')).thenRejected('unknown-field', 'input');
  });

  it('of the marks of pressure, of sickness by itself, and of the mark of a late report', () => {
    given(offered(it_(consentGiven())))
      .when(right('pressureMarks', []))
      .thenRejected('unknown-field', 'input');
    for (const field of ['sick', 'afterEnd'])
      given(started(it_(present('05-04'))))
        .when(right(field, true))
        .thenRejected('unknown-field', 'input');
  });

  it('of entries about entries', () => {
    for (const about of [entryAnnulled({ eventId: 'talk' }), correction('summary', {}, { is: 'x' }, 'talk')])
      given(offered(named('talk', contactHeld())), it_(about))
        .when(right('reason', 'x'))
        .thenRejected('unknown-field', 'input');
  });

  it.each([['words where a code belongs'], ['a\nb'], ['x'.repeat(65)]])(
    'with %j in a field that holds no words',
    words =>
      given(started(it_(crisisOpened())))
        .when(right('incidentId', words))
        .thenRejected('unknown-field', 'input'),
  );

  it.each([[null], ['x'], [{}], [[null]], [['x']], [[{ day: 4 }]]] as FieldValue[][])(
    'with %j for days',
    is =>
      given(started(it_(present('05-04'))))
        .when(right('days', is!))
        .thenRejected('unknown-field', 'input'),
  );

  it('to a time that is none, or that contradicts what was known when', () => {
    const talk = learnedOn('04-03', knownSince('04-02T12:00', it_(contactHeld())));
    for (const is of ['yesterday', 5, '2026-04-03T10:00:00.001Z', '2026-04-02T12:00:00.001Z'])
      given(offered(talk)).when(right('occurredAt', is)).thenRejected('time-order', 'input');
    given(offered(talk))
      .when(right('occurredAt', '2026-04-02T12:00:00.000Z'))
      .then(correction('occurredAt', { was: talk.occurred, is: '2026-04-02T12:00:00.000Z' }));
  });
});

describe('a correction that would make the history impossible is refused:', () => {
  it('a place by consent where none was given', () =>
    given(offered(), it_(placeAssigned({ basis: 'obligation' })))
      .when(right('basis', 'consent'))
      .thenRejected('wrong-phase'));

  it('a start after days that were reported, or after it was told', () => {
    const begun = [...assigned(), it_(participationStarted())];
    given(begun, present('05-05')).when(right('startedOn', '2026-05-06')).thenRejected('time-order');
    given(begun).when(right('startedOn', '2026-05-05')).thenRejected('time-order');
    given(begun, present('05-05'))
      .when(right('startedOn', '2026-05-03'))
      .then(correction('startedOn', { was: '2026-05-04', is: '2026-05-03' }));
  });

  it('days that had not come when they were reported, or before the start', () => {
    for (const day of ['2026-05-06', '2026-05-03'])
      given(started(it_(present('05-05'))))
        .when(right('days', [{ day, state: 'present' }]))
        .thenRejected('time-order');
  });

  it('an end that had not come when it was told, or before a day there', () => {
    for (const is of ['2999-12-31', '2026-05-30', '2026-05-11'])
      given(started(present('05-12')), it_(droppedOutOn()))
        .when(right('endedOn', is))
        .thenRejected('time-order');
  });

  it('an end before what was reported late', () =>
    given(started(), it_(participationCompleted()), on('05-28', crisisOpened({ afterEnd: true })))
      .when(right('endedOn', '2026-05-27'))
      .thenRejected('wrong-phase'));

  it('a crisis after what answered it', () =>
    given(started(learnedOn('05-20', it_(crisisOpened())), interventionRecorded()))
      .when(right('occurredAt', '2026-05-08T10:00:00.000Z'))
      .thenRejected('time-order'));

  it('a step before the one it follows, or after the one that follows it', () => {
    const [offer, explained, consent, place] = assigned() as [ToldEvent, ToldEvent, ToldEvent, ToldEvent];
    const learned = learnedOn('05-20', it_(place));
    given(offer, explained, consent, learned)
      .when(right('occurredAt', '2026-04-04T09:00:00.000Z'))
      .thenRejected('time-order');
    given(offer, explained, consent, learned, learnedOn('05-20', participationStarted()))
      .when(right('occurredAt', '2026-05-05T09:00:00.000Z'))
      .thenRejected('time-order');
    given(offer, explained, consent, learned)
      .when(right('occurredAt', '2026-04-11T09:00:00.000Z'))
      .then(correction('occurredAt', { was: place.occurred, is: '2026-04-11T09:00:00.000Z' }));
  });

  it('an offer after the consent to it', () => {
    const offer = learnedOn('05-20', it_(measureOffered()));
    const moved = (is: string) => given(consented().with(0, offer)).when(right('occurredAt', is));
    moved('2026-04-04T10:00:00.001Z').thenRejected('time-order');
    const is = '2026-04-04T10:00:00.000Z';
    moved(is).then(correction('occurredAt', { was: offer.occurred, is }));
  });
});

describe('a flag', () => {
  const days = (state: string) => ['2026-05-04', '2026-05-05'].map(day => ({ day, state }));
  const fixed = (was: string, is: string) => correction('days', { was: days(was), is: days(is) });

  it('stays claimed when the days behind it are corrected', () => {
    const report = it_(unexcused('05-04', '05-05'));
    const flag = on('05-05', flaggedByRule({ R1: ['05-04', '05-05'] }, ['it']) as ToldEvent);
    given(started(report, flag))
      .when(right('days', days('present')))
      .then(fixed('unexcused', 'present'));
    const told = recorded([started(report, flag), fixed('unexcused', 'present')]);
    const types = effective(told as readonly ParticipationEntry[]).map(({ type }) => type);
    expect(types).toContain('DropoutRiskFlagged');
  });

  it('is not raised by a correction', () =>
    given(started(it_(present('05-04', '05-05'))))
      .when(right('days', days('unexcused')))
      .then(fixed('present', 'unexcused')));
});
