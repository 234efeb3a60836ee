import type { FieldValue } from '../../../src/participation/events.js';
import { correction, right, theEntry } from '../../support/domain/corrections.js';
import {
  consentGiven,
  contactHeld,
  crisisOpened,
  droppedOutOn,
  entryAnnulled,
  flaggedByRule,
  interventionRecorded,
  measureExplained,
  measureOffered,
  noticeGiven,
  participationCompleted,
  participationStarted,
  placeAssigned,
  present,
  unexcused,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import {
  assigned,
  consented,
  given,
  givenUnder,
  offered,
  started,
} from '../../support/domain/participation.js';
import { knownSince, learnedOn, named, on } from '../../support/domain/told.js';
import { usualRules } from '../../support/told-participation.js';

describe('a correction is refused', () => {
  it('of what is not there, or is annulled', () => {
    given(offered()).when(right('note', 'x')).thenRejected('unknown-entry');
    given(offered(theEntry(contactHeld())), on('06-01', entryAnnulled({ eventId: 'it' })))
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
    given(theEntry(measureOffered())).when(right(field, 'x')).thenRejected('unknown-field', 'input'),
  );

  it.each([
    ['relation', 'repeat'],
    ['content', 'welding'],
    ['overrideReason', 'in a hurry'],
    ['deficiencyReason', 'no other course'],
  ])('of a %s that was never said', (field, is) =>
    given(theEntry(measureOffered())).when(right(field, is)).thenRejected('unknown-field', 'input'),
  );

  it('of what the rules found', () => {
    const report = named('report', unexcused('05-04', '05-05'));
    const flag = on('05-05', theEntry(flaggedByRule({ R1: ['05-04', '05-05'] }, ['report']) as ToldEvent));
    for (const field of ['rules', 'because', 'raisedBy', 'riskId'])
      given(started(report, flag)).when(right(field, 'x')).thenRejected('unknown-field', 'input');
  });

  it('of the marks of pressure, of sickness by itself, and of the mark of a late report', () => {
    given(offered(theEntry(consentGiven())))
      .when(right('pressureMarks', []))
      .thenRejected('unknown-field', 'input');
    for (const field of ['sick', 'afterEnd'])
      given(started(theEntry(present('05-04'))))
        .when(right(field, true))
        .thenRejected('unknown-field', 'input');
  });

  it('of entries about entries', () => {
    for (const about of [entryAnnulled({ eventId: 'talk' }), correction('summary', {}, { is: 'x' }, 'talk')])
      given(offered(named('talk', contactHeld())), theEntry(about))
        .when(right('reason', 'x'))
        .thenRejected('unknown-field', 'input');
  });

  it.each([['words where a code belongs'], ['a\nb'], ['x'.repeat(65)]])(
    'with %j in a field that holds no words',
    words =>
      given(started(theEntry(crisisOpened())))
        .when(right('incidentId', words))
        .thenRejected('unknown-field', 'input'),
  );

  it.each([[null], ['x'], [{}], [[null]], [['x']], [[{ day: 4 }]]] as FieldValue[][])(
    'with %j for days',
    is =>
      given(started(theEntry(present('05-04'))))
        .when(right('days', is!))
        .thenRejected('unknown-field', 'input'),
  );

  it('to a time after the office learned of it', () => {
    const moved = (is: string) =>
      given(offered(learnedOn('04-03', theEntry(contactHeld())))).when(right('occurredAt', is));
    moved('2026-04-03T10:00:00.001Z').thenRejected('time-order', 'input');
    const is = '2026-04-03T10:00:00.000Z';
    moved(is).then(correction('occurredAt', { was: contactHeld().occurred, is }));
  });

  it('to a time that is none, or that contradicts what was known when', () => {
    const talk = learnedOn('04-03', knownSince('04-02T12:00', theEntry(contactHeld())));
    for (const is of ['yesterday', 5, '2026-04-03T10:00:00.001Z', '2026-04-02T12:00:00.001Z'])
      given(offered(talk)).when(right('occurredAt', is)).thenRejected('time-order', 'input');
    given(offered(talk))
      .when(right('occurredAt', '2026-04-02T12:00:00.000Z'))
      .then(correction('occurredAt', { was: talk.occurred, is: '2026-04-02T12:00:00.000Z' }));
  });
});

describe('a correction that would make the history impossible is refused:', () => {
  it('a place by consent where none was given', () =>
    given(offered(), theEntry(placeAssigned({ basis: 'obligation' })))
      .when(right('basis', 'consent'))
      .thenRejected('wrong-phase'));

  it('a start after days that were reported, or after it was told', () => {
    const begun = [...assigned(), theEntry(participationStarted())];
    given(begun, present('05-05')).when(right('startedOn', '2026-05-06')).thenRejected('time-order');
    given(begun).when(right('startedOn', '2026-05-05')).thenRejected('time-order');
    given(begun, present('05-05'))
      .when(right('startedOn', '2026-05-03'))
      .then(correction('startedOn', { was: '2026-05-04', is: '2026-05-03' }));
  });

  it('days that had not come when they were reported, or before the start', () => {
    for (const day of ['2026-05-06', '2026-05-03'])
      given(started(theEntry(present('05-05'))))
        .when(right('days', [{ day, state: 'present' }]))
        .thenRejected('time-order');
  });

  it('an end that had not come when it was told, or before a day there', () => {
    for (const is of ['2999-12-31', '2026-05-30', '2026-05-11'])
      given(started(present('05-12')), theEntry(droppedOutOn()))
        .when(right('endedOn', is))
        .thenRejected('time-order');
  });

  it('an end before what was reported late', () =>
    given(started(), theEntry(participationCompleted()), on('05-28', crisisOpened({ afterEnd: true })))
      .when(right('endedOn', '2026-05-27'))
      .thenRejected('wrong-phase'));

  it('a crisis after what answered it', () =>
    given(started(learnedOn('05-20', theEntry(crisisOpened())), interventionRecorded()))
      .when(right('occurredAt', '2026-05-08T10:00:00.000Z'))
      .thenRejected('time-order'));

  it('a step before the one it follows, or after the one that follows it', () => {
    const [offer, explained, consent, place] = assigned() as [ToldEvent, ToldEvent, ToldEvent, ToldEvent];
    const learned = learnedOn('05-20', theEntry(place));
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
    const offer = learnedOn('05-20', theEntry(measureOffered()));
    const moved = (is: string) => given(consented().with(0, offer)).when(right('occurredAt', is));
    moved('2026-04-04T10:00:00.001Z').thenRejected('time-order');
    const is = '2026-04-04T10:00:00.000Z';
    moved(is).then(correction('occurredAt', { was: offer.occurred, is }));
  });

  it('what would then state an obligation that the law forbids', () => {
    const lenient = { ...usualRules, forbidden: { notice: [], obligation: ['sgb2-16k'] } } as const;
    const on16k = measureOffered({ legalBasis: 'sgb2-16k' });
    givenUnder(lenient)(on16k, theEntry(noticeGiven()))
      .when(right('occasion', 'obligation'))
      .thenRejected('notice-not-allowed');
    givenUnder(lenient)(on16k, theEntry(noticeGiven()))
      .when(right('occasion', 'absence'))
      .then(correction('occasion', { was: 'offer', is: 'absence' }));
    given(
      measureOffered({ legalBasis: 'sgb2-16k' }),
      measureExplained(),
      consentGiven(),
      theEntry(placeAssigned()),
    )
      .when(right('basis', 'obligation'))
      .thenRejected('notice-not-allowed');
    given(assigned().with(3, theEntry(placeAssigned())))
      .when(right('basis', 'obligation'))
      .then(correction('basis', { was: 'consent', is: 'obligation' }));
  });
});
