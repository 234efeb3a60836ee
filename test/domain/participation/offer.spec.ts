import {
  ground,
  declineOffer,
  deferOffer,
  explainMeasure,
  giveNotice,
  offerMeasure,
  withdrawOffer,
} from '../../support/domain/participation-commands.js';
import {
  measureExplained,
  measureOffered,
  noticeGiven,
  offerDeclined,
  offerDeferred,
  offerWithdrawn,
} from '../../support/domain/participation-events.js';
import { given, givenUnder, offered, started } from '../../support/domain/participation.js';
import { usualRules } from '../../support/told-participation.js';

describe('OfferMeasure', () => {
  it('records the grounds that were read from the streams', () =>
    given().when(offerMeasure()).then(measureOffered()));

  it('keeps the relation to an earlier participation, the date to decide by, and the note apart', () =>
    given()
      .when(
        offerMeasure({
          relation: 'transfer',
          followsId: 't-0',
          decideBy: '2026-04-20',
          note: 'asked for it',
        }),
      )
      .then(
        measureOffered(
          { relation: 'transfer', followsId: 't-0', decideBy: '2026-04-20' },
          { note: 'asked for it' },
        ),
      ));

  it.each(['withheld', 'benefits-only', undefined] as const)('is refused without a mandate (%s)', mandate =>
    given()
      .when(offerMeasure({ ground: { ...ground, mandate } }))
      .thenRejected('no-mandate'),
  );

  it('goes against the mandate only with a reason, and is marked', () =>
    given()
      .when(
        offerMeasure({ ground: { ...ground, mandate: 'withheld' }, overrideReason: 'her own wish since' }),
      )
      .then(measureOffered({ mandateOverridden: true }, { overrideReason: 'her own wish since' })));

  it('overrides nothing where there is a mandate', () =>
    given()
      .when(offerMeasure({ overrideReason: 'to be sure' }))
      .then(measureOffered()));
});

describe('ExplainMeasure', () => {
  it('says what was explained and how', () =>
    given(offered())
      .when(explainMeasure({ explained: ['limits'], form: 'written', note: 'twice' }))
      .then(measureExplained({ explained: ['limits'], form: 'written' }, { note: 'twice' })));
});

describe('GiveNotice', () => {
  it('says on which occasion, which text, when delivered', () =>
    given(offered())
      .when(
        giveNotice({ occasion: 'absence', textVersion: 'v2', deliveredOn: '2026-04-07', note: 'by post' }),
      )
      .then(
        noticeGiven(
          { occasion: 'absence', textVersion: 'v2', deliveredOn: '2026-04-07' },
          { note: 'by post' },
        ),
      ));

  const on16k = measureOffered({ legalBasis: 'sgb2-16k' });

  it('is refused on a legal basis that forbids it', () =>
    given(on16k).when(giveNotice()).thenRejected('notice-not-allowed'));

  it('asks the rulebook that is valid, not the law of another day', () =>
    givenUnder({ ...usualRules, forbidden: { notice: [], obligation: ['sgb2-16k'] } })(on16k)
      .when(giveNotice())
      .then(noticeGiven()));

  it('states no obligation where only that is forbidden', () =>
    givenUnder({ ...usualRules, forbidden: { notice: [], obligation: ['sgb2-16k'] } })(on16k)
      .when(giveNotice({ occasion: 'obligation' }))
      .thenRejected('notice-not-allowed'));

  it('is refused after the end for its phase, whatever the rulebook says', () =>
    given(on16k, offerDeclined()).when(giveNotice()).thenRejected('wrong-phase'));
});

describe('an offer', () => {
  it('waits', () =>
    given(offered())
      .when(deferOffer({ note: 'after the summer', rawCode: 'R7' }))
      .then(offerDeferred({}, { note: 'after the summer', rawCode: 'R7' })));

  it('is declined for a reason', () =>
    given(offered())
      .when(declineOffer({ reason: 'childcare', note: 'no place yet', rawCode: 'K1' }))
      .then(offerDeclined({ reason: 'childcare' }, { note: 'no place yet', rawCode: 'K1' })));

  it('is withdrawn for a reason', () =>
    given(offered())
      .when(withdrawOffer({ reason: 'took-up-work', note: 'since Monday' }))
      .then(offerWithdrawn({ reason: 'took-up-work' }, { note: 'since Monday' })));

  it.each(['family-care', 'therapy'] as const)('is lost without the record telling of %s', reason => {
    given(offered())
      .when(declineOffer({ reason }))
      .then(offerDeclined({ reason: 'not-disclosed' }, { reason }));
    given(offered())
      .when(withdrawOffer({ reason }))
      .then(offerWithdrawn({ reason: 'not-disclosed' }, { reason }));
  });

  it('may stay undisclosed from the start', () =>
    given(offered())
      .when(declineOffer({ reason: 'not-disclosed' }))
      .then(offerDeclined({ reason: 'not-disclosed' })));

  it.each([deferOffer(), declineOffer(), withdrawOffer()])(
    'is not answered before it was made ($type)',
    command => given(offered()).when(command, { on: '03-31' }).thenRejected('time-order'),
  );

  it('may be answered in the moment it was made', () =>
    given(offered()).when(declineOffer(), { on: '04-01' }).then(offerDeclined()));

  it('is not lost after the start', () => given(started()).when(withdrawOffer()).thenRejected('wrong-phase'));
});
