import type { MeasureEvent } from '../../src/measure/events.js';
import {
  given,
  instructed,
  lifted,
  liftDeficiency,
  noted,
  noteDeficiency,
  objected,
  objectTo,
  pause,
  paused,
  recordInstruction,
  registered,
  restorePlace,
  resume,
  resumed,
  taken,
  takePlace,
} from '../support/domain/measure.js';
import { adviser, colleague } from '../support/domain/people.js';
import { as, named, on } from '../support/domain/told.js';

const instruction = named('instruction', instructed());

describe('ReviewMeasure', () => {
  it('keeps the findings apart', () =>
    given(registered())
      .when({ type: 'ReviewMeasure', basis: 'visit', result: 'with-limits', findings: 'rooms too small' })
      .then(
        on<MeasureEvent>('04-12', {
          type: 'MeasureReviewed',
          data: { basis: 'visit', result: 'with-limits' },
          sensitive: { findings: 'rooms too small' },
        }),
      ));
});

describe('an instruction', () => {
  it('is recorded with its wording apart, and the case it is about', () => {
    given(registered()).when(recordInstruction()).then(instructed());
    given(registered())
      .when(recordInstruction({ caseId: 'case-1' }))
      .then(instructed('case-1'));
  });

  it('is objected to, by each person once', () => {
    const story = [registered(), instruction];
    given(story).when(objectTo('instruction')).then(objected('instruction'));
    given(story, as({ by: adviser }, objected('instruction')))
      .when(objectTo('instruction'), { by: colleague })
      .then(objected('instruction'));
    given(story, as({ by: adviser }, objected('instruction')))
      .when(objectTo('instruction'), { by: adviser })
      .thenRejected('already-recorded');
  });

  it('must be there, and before the objection', () => {
    given(registered()).when(objectTo('instruction')).thenRejected('unknown-instruction');
    given(registered(), instruction).when(objectTo('entry-0')).thenRejected('unknown-instruction');
    given(registered(), instruction)
      .when(objectTo('instruction'), { on: '04-12' })
      .thenRejected('time-order');
  });
});

describe('a pause', () => {
  it('names its ground, its case and what it costs at that moment', () => {
    given(registered()).when(pause()).then(paused());
    given(registered(), taken('t-1'))
      .when(pause('case-1'))
      .then(paused({ occupied: 1, perMonth: 0 }, 'case-1'));
  });

  it('is one at a time, and so is its end', () => {
    given(registered(), paused()).when(pause()).thenRejected('already-paused');
    given(registered()).when(resume()).thenRejected('already-resumed');
    given(registered(), paused(), resumed()).when(resume()).thenRejected('already-resumed');
    given(registered(), paused()).when(resume('cured')).then(resumed('cured'));
    given(registered(), paused(), resumed()).when(pause()).then(paused());
  });

  it('does not end before it began', () =>
    given(registered(), paused()).when(resume(), { on: '04-14' }).thenRejected('time-order'));

  it('does not begin before the one before it ended', () => {
    const over = [registered(), on('04-10', paused()), on('04-14', resumed())];
    given(over).when(pause(), { on: '04-13' }).thenRejected('time-order');
    given(over).when(pause(), { on: '04-14' }).then(paused());
  });

  it('stands against assignments until it ends', () => {
    given(registered(), paused()).when(takePlace('t-1')).thenRejected('assignments-paused');
    given(registered(), paused(), resumed()).when(takePlace('t-1')).then(taken('t-1'));
  });

  it('does not stand against a place that was given back by mistake', () => {
    given(registered(), paused()).when(restorePlace('t-1')).then(taken('t-1'));
    given(registered({ places: 0 }), paused())
      .when(restorePlace('t-1'))
      .thenRejected('no-place-left');
  });

  it('does not bind a client who chooses with a voucher', () =>
    given(registered({ track: 'voucher' }), paused())
      .when(takePlace('t-1'))
      .then(taken('t-1')));
});

describe('a deficiency', () => {
  it('is noted once a case, and anew where it is found to be another', () => {
    given(registered()).when(noteDeficiency()).then(noted());
    given(registered(), noted()).when(noteDeficiency()).thenRejected('already-recorded');
    given(registered(), noted())
      .when(noteDeficiency({ severity: 'grave' }))
      .then(noted({ severity: 'grave' }));
    given(registered(), noted())
      .when(noteDeficiency({ category: 'D1' }))
      .then(noted({ category: 'D1' }));
    given(registered(), noted())
      .when(noteDeficiency({ caseId: 'case-2' }))
      .then(noted({ caseId: 'case-2' }));
  });

  it('is lifted by its case, once', () => {
    given(registered(), noted()).when(liftDeficiency()).then(lifted());
    given(registered(), noted()).when(liftDeficiency('case-2')).thenRejected('already-recorded');
    given(registered(), noted(), lifted()).when(liftDeficiency()).thenRejected('already-recorded');
  });
});

it.each([
  { type: 'ReviewMeasure', basis: 'visit', result: 'not', findings: 'none' } as const,
  recordInstruction(),
  objectTo('instruction'),
  pause(),
  resume(),
  noteDeficiency(),
  liftDeficiency(),
])('$type needs a measure', command => given().when(command).thenRejected('unknown-measure'));
