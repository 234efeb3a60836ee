import { assignPlace, confirmStart, reportNoShow } from '../../support/domain/participation-commands.js';
import {
  consentWithdrawn,
  contactHeld,
  measureOffered,
  noShowReported,
  participationStarted,
  placeAssigned,
} from '../../support/domain/participation-events.js';
import { assigned, consented, given, givenUnder, offered } from '../../support/domain/participation.js';
import { on } from '../../support/domain/told.js';
import { usualRules } from '../../support/told-participation.js';

describe('AssignPlace', () => {
  it('follows consent', () =>
    given(consented())
      .when(assignPlace({ startsOn: '2026-05-04', note: 'room 4' }))
      .then(placeAssigned({}, { note: 'room 4' })));

  it('does not follow a consent that was withdrawn', () =>
    given(consented(), consentWithdrawn()).when(assignPlace()).thenRejected('wrong-phase'));

  it('needs no consent where an obligation is stated', () =>
    given(offered())
      .when(assignPlace({ basis: 'obligation' }))
      .then(placeAssigned({ basis: 'obligation' })));

  const on16k = measureOffered({ legalBasis: 'sgb2-16k' });

  it('states no obligation on a legal basis that forbids it', () =>
    given(on16k)
      .when(assignPlace({ basis: 'obligation' }))
      .thenRejected('notice-not-allowed'));

  it('asks the rulebook that is valid', () =>
    givenUnder({ ...usualRules, forbidden: { notice: ['sgb2-16k'], obligation: [] } })(on16k)
      .when(assignPlace({ basis: 'obligation' }))
      .then(placeAssigned({ basis: 'obligation' })));

  it('does not come before the consent it follows', () =>
    given(consented()).when(assignPlace(), { on: '04-03' }).thenRejected('time-order'));
});

describe('ConfirmStart', () => {
  it('says on which day', () =>
    given(assigned())
      .when(confirmStart({ startedOn: '2026-05-05', note: 'a day late' }))
      .then(participationStarted({ startedOn: '2026-05-05' }, { note: 'a day late' })));

  it('confirms no start that is still to come', () =>
    given(assigned())
      .when(confirmStart({ startedOn: '2026-05-05' }), { on: '05-04' })
      .thenRejected('time-order', 'input'));

  it('does not occur before the assignment', () =>
    given(assigned())
      .when(confirmStart({ startedOn: '2026-04-09' }), { on: '04-09' })
      .thenRejected('time-order'));

  it('may have occurred before what was told in between', () =>
    given(assigned(), on('04-20', contactHeld()))
      .when(confirmStart({ startedOn: '2026-04-15' }), { on: '04-15' })
      .then(participationStarted({ startedOn: '2026-04-15' })));

  it('may name a day before the assignment was written, where nobody said when that occurred', () =>
    given(assigned())
      .when(confirmStart({ startedOn: '2026-04-09' }), { on: '04-09', undated: true })
      .then(participationStarted({ startedOn: '2026-04-09' })));
});

describe('ReportNoShow', () => {
  it('gives the reason', () =>
    given(assigned())
      .when(reportNoShow({ reason: 'took-up-training', note: 'from May on', rawCode: '3' }))
      .then(noShowReported({ reason: 'took-up-training' }, { note: 'from May on', rawCode: '3' })));

  it('does not tell of a therapy', () =>
    given(assigned())
      .when(reportNoShow({ reason: 'therapy' }))
      .then(noShowReported({ reason: 'not-disclosed' }, { reason: 'therapy' })));

  it('does not occur before the assignment', () =>
    given(assigned()).when(reportNoShow(), { on: '04-09' }).thenRejected('time-order'));
});
