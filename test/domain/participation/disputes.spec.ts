import { disputants } from '../../../src/terms/catalogues.js';
import { disputeEntry, settleDispute } from '../../support/domain/participation-commands.js';
import {
  contactHeld,
  disputeSettled,
  entryAnnulled,
  entryDisputed,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import { given, offered } from '../../support/domain/participation.js';
import { adviser, clerk, colleague } from '../../support/domain/people.js';
import { as, named, on } from '../../support/domain/told.js';

const talk = as({ id: 'talk', by: clerk, source: 'provider' }, contactHeld()) as ToldEvent;
const about = (fields: Partial<Parameters<typeof disputeEntry>[0]> = {}) =>
  disputeEntry({ eventId: 'talk', reason: 'nobody rang', ...fields });
const disputed = named('dispute', entryDisputed({ eventId: 'talk' }));
const settled = disputeSettled({ eventId: 'talk' });

describe('DisputeEntry', () => {
  it.each(disputants)('says by whom (%s) and, apart, why', disputedBy =>
    given(offered(talk))
      .when(about({ disputedBy }))
      .then(entryDisputed({ eventId: 'talk', disputedBy }, { reason: 'nobody rang' })),
  );

  it('is done once by each, until it is settled', () => {
    given(offered(talk), disputed).when(about()).thenRejected('already-disputed');
    given(offered(talk), disputed)
      .when(about({ disputedBy: 'provider' }))
      .then(entryDisputed({ eventId: 'talk', disputedBy: 'provider' }, { reason: 'nobody rang' }));
    const again = entryDisputed({ eventId: 'talk' }, { reason: 'nobody rang' });
    given(offered(talk), disputed, settled).when(about()).then(again);
    given(offered(talk), disputed, on('06-12', entryAnnulled({ eventId: 'dispute' })))
      .when(about())
      .then(again);
  });

  it('speaks of an entry that is there and stands', () => {
    given(offered()).when(about()).thenRejected('unknown-entry');
    given(offered(talk), entryAnnulled({ eventId: 'talk' }))
      .when(about())
      .thenRejected('already-annulled');
  });
});

describe('SettleDispute', () => {
  it('says what came of it', () =>
    given(offered(talk), disputed)
      .when(settleDispute({ result: 'corrected', note: 'wrong day' }))
      .then(disputeSettled({ eventId: 'talk', result: 'corrected' }, { note: 'wrong day' })));

  it('is never done by the entry’s author', () => {
    given(offered(talk), disputed).when(settleDispute(), { by: clerk }).thenRejected('own-entry');
    given(offered(), on('06-10', named('dispute', entryDisputed())))
      .when(settleDispute(), { by: adviser })
      .thenRejected('own-entry');
    given(offered(), on('06-10', named('dispute', entryDisputed())))
      .when(settleDispute(), { by: colleague })
      .then(disputeSettled());
  });

  it('needs a dispute that is open', () => {
    given(offered(talk)).when(settleDispute()).thenRejected('unknown-dispute');
    given(offered(talk), disputed)
      .when(settleDispute({ disputeId: 'talk' }))
      .thenRejected('unknown-dispute');
    given(offered(talk), disputed, entryAnnulled({ eventId: 'dispute' }))
      .when(settleDispute())
      .thenRejected('unknown-dispute');
    given(offered(talk), disputed, settled).when(settleDispute()).thenRejected('already-resolved');
  });

  it('can be done again where the first settlement was annulled', () =>
    given(offered(talk), disputed, named('first', settled), entryAnnulled({ eventId: 'first' }))
      .when(settleDispute())
      .then(settled));
});
