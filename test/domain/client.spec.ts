import { evolveClient, unknownClient } from '../../src/client/client.js';
import type { ClientEvent } from '../../src/client/events.js';
import { mandateResults } from '../../src/terms/catalogues.js';
import {
  clarified,
  clarifyMandate,
  given,
  handedOver,
  handOver,
  registerClient,
  registered,
} from '../support/domain/client.js';
import { on, recorded, type Told } from '../support/domain/told.js';

const stateAfter = (...story: readonly Told<ClientEvent>[]) =>
  recorded<ClientEvent>(story).reduce(evolveClient, unknownClient);

describe('RegisterClient', () => {
  it('says of which office and which adviser', () => given().when(registerClient()).then(registered()));
  it('is done once', () => given(registered()).when(registerClient()).thenRejected('already-registered'));
});

describe('ClarifyMandate', () => {
  it.each(mandateResults)('says what came of it: %s', result =>
    given(registered()).when(clarifyMandate({ result })).then(clarified({ result })),
  );

  it('keeps the concern apart', () =>
    given(registered())
      .when(clarifyMandate({ circumstances: ['childcare', 'voluntary-work'], concern: 'wants to move' }))
      .then(clarified({ circumstances: ['childcare', 'voluntary-work'] }, { concern: 'wants to move' })));

  it('does not tell of family care or therapy', () => {
    const circumstances = ['childcare', 'family-care', 'therapy'] as const;
    given(registered())
      .when(clarifyMandate({ circumstances }))
      .then(clarified({ circumstances: ['childcare', 'not-disclosed'] }, { circumstances }));
  });

  it('can be done again and again; the latest counts', () => {
    given(registered(), clarified())
      .when(clarifyMandate({ result: 'withheld' }))
      .then(clarified({ result: 'withheld' }));
    expect(stateAfter(registered(), clarified(), clarified({ result: 'withheld' }))).toMatchObject({
      mandate: 'withheld',
    });
  });

  it('counts by when it was, not by when it was written down', () => {
    const earlier = on('03-01T12:00', clarified({ result: 'withheld' }));
    expect(stateAfter(registered(), clarified(), earlier)).toMatchObject({ mandate: 'given' });
  });

  it('needs a client', () => given().when(clarifyMandate()).thenRejected('unknown-client'));
});

describe('a client', () => {
  it('is unknown until registered, whatever else is known', () =>
    expect(stateAfter(clarified(), handedOver('adviser-1', 'adviser-2'))).toEqual(unknownClient));
});

describe('HandOverClient', () => {
  it('says from whom to whom, and apart why', () =>
    given(registered())
      .when(handOver('adviser-2', 'parental leave'))
      .then(handedOver('adviser-1', 'adviser-2', { reason: 'parental leave' })));

  it('goes on from whoever has the client now', () => {
    const twice = [registered(), handedOver('adviser-1', 'adviser-2')];
    given(twice).when(handOver('adviser-3')).then(handedOver('adviser-2', 'adviser-3'));
    given(twice).when(handOver('adviser-1')).then(handedOver('adviser-2', 'adviser-1'));
    expect(stateAfter(...twice)).toMatchObject({ adviserId: 'adviser-2' });
  });

  it('is not needed where it is done', () =>
    given(registered()).when(handOver('adviser-1')).thenRejected('already-handed-over'));
  it('needs a client', () => given().when(handOver('adviser-2')).thenRejected('unknown-client'));
});
