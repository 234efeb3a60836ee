import { freedBecause } from '../../src/measure/events.js';
import { legalBases } from '../../src/terms/catalogues.js';
import {
  freed,
  freePlace,
  given,
  registered,
  registerMeasure,
  taken,
  takePlace,
} from '../support/domain/measure.js';

describe('RegisterMeasure', () => {
  it('keeps the contract', () => given().when(registerMeasure()).then(registered()));
  it('is done once', () => given(registered()).when(registerMeasure()).thenRejected('already-registered'));

  it('may run for one day, but not for less', () => {
    const day = { runsFrom: '2026-02-01', runsTo: '2026-02-01' };
    given().when(registerMeasure(day)).then(registered(day));
    given()
      .when(registerMeasure({ ...day, runsTo: '2026-01-31' }))
      .thenRejected('time-order', 'input');
  });

  it.each(legalBases)('says who decides on %s', legalBasis =>
    given()
      .when(registerMeasure({ legalBasis }))
      .then(
        registered(
          legalBasis === 'sgb3-81' ? { legalBasis, decidedBy: 'employment-agency' } : { legalBasis },
        ),
      ),
  );
});

describe('a measure', () => {
  it('is unknown until registered, whatever else is known', () =>
    given(taken('t-1'), freed('t-1')).when(takePlace('t-2')).thenRejected('unknown-measure'));
});

describe('TakePlace', () => {
  const full = [registered(), taken('t-1'), taken('t-2')];

  it('gives a place as long as there is one', () => {
    given(registered()).when(takePlace('t-1')).then(taken('t-1'));
    given(registered(), taken('t-1')).when(takePlace('t-2')).then(taken('t-2'));
    given(full).when(takePlace('t-3')).thenRejected('no-place-left');
    given(registered({ places: 0 }))
      .when(takePlace('t-1'))
      .thenRejected('no-place-left');
  });

  it('gives the place of one who left', () =>
    given(full, freed('t-1')).when(takePlace('t-3')).then(taken('t-3')));

  it('counts no places where the client has a voucher', () =>
    given(registered({ track: 'voucher', places: 0 }))
      .when(takePlace('t-1'))
      .then(taken('t-1')));

  it('gives nobody two', () => {
    given(registered(), taken('t-1')).when(takePlace('t-1')).thenRejected('already-recorded');
    given(full).when(takePlace('t-2')).thenRejected('already-recorded');
  });

  it('needs a measure', () => given().when(takePlace('t-1')).thenRejected('unknown-measure'));
});

describe('FreePlace', () => {
  it.each(freedBecause)('says why: %s', because =>
    given(registered(), taken('t-1')).when(freePlace('t-1', because)).then(freed('t-1', because)),
  );

  it('frees only what is taken, once', () => {
    given(registered()).when(freePlace('t-1')).thenRejected('already-recorded');
    given(registered(), taken('t-1'), freed('t-1')).when(freePlace('t-1')).thenRejected('already-recorded');
  });

  it('needs a measure', () => given().when(freePlace('t-1')).thenRejected('unknown-measure'));
});
