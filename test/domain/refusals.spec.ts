import { rejectionCodes, type RejectionCode } from '../../src/terms/rejection.js';
import * as client from '../support/domain/client.js';
import * as measure from '../support/domain/measure.js';
import * as office from '../support/domain/office.js';
import * as command from '../support/domain/participation-commands.js';
import * as event from '../support/domain/participation-events.js';
import {
  completed,
  consented,
  given,
  obliged,
  offered,
  started,
  withVoucher,
} from '../support/domain/participation.js';
import { adviser, lead } from '../support/domain/people.js';
import * as providerCase from '../support/domain/provider-case.js';
import { provoked } from '../support/domain/provoked.js';
import { named } from '../support/domain/told.js';

const inCrisis = started(event.crisisOpened());
const dispute = named('dispute', event.entryDisputed());

/** One history and one command for every no of domain.md. */
const refusals: Readonly<Partial<Record<RejectionCode, (code: RejectionCode) => void>>> = {
  'no-mandate': code =>
    given()
      .when(command.offerMeasure({ ground: { ...command.ground, mandate: 'withheld' } }))
      .thenRejected(code),
  'no-place-left': code =>
    measure
      .given(measure.registered({ places: 1 }), measure.taken('t-1'))
      .when(measure.takePlace('t-2'))
      .thenRejected(code),
  'assignments-paused': code =>
    measure.given(measure.registered(), measure.paused()).when(measure.takePlace('t-1')).thenRejected(code),
  'deficiency-not-weighed': code =>
    given(consented())
      .when(command.assignPlace({ deficiencies: ['case-1'] }))
      .thenRejected(code),
  'voucher-not-valid': code =>
    given(withVoucher())
      .when(command.redeemVoucher({ measure: { ...command.inBerlin, state: 'HH' } }))
      .thenRejected(code),
  'cure-not-lapsed': code =>
    providerCase
      .given(providerCase.observed(), providerCase.found(), providerCase.heard())
      .when(providerCase.command('RecordDecision'))
      .thenRejected(code),
  'not-heard': code =>
    providerCase
      .given(providerCase.observed(), providerCase.found(), providerCase.demanded(), providerCase.lapsed())
      .when(providerCase.command('RecordDecision'))
      .thenRejected(code),
  'unknown-case': code => providerCase.given().when(providerCase.command('AddEvidence')).thenRejected(code),
  'unknown-demand': code =>
    providerCase.given(providerCase.observed()).when(providerCase.command('ReportCure')).thenRejected(code),
  'unknown-evidence': code =>
    providerCase
      .given(providerCase.observed())
      .when(providerCase.command('EstablishFinding', { exculpatory: 'weighed' }))
      .thenRejected(code),
  'unknown-exception': code =>
    providerCase
      .given(providerCase.observed(), providerCase.found())
      .when(providerCase.command('RecordDecision', { exception: 'because' }))
      .thenRejected(code, 'input'),
  'unknown-instruction': code =>
    measure.given(measure.registered()).when(measure.objectTo('nothing')).thenRejected(code),
  'already-paused': code =>
    measure.given(measure.registered(), measure.paused()).when(measure.pause()).thenRejected(code),
  'already-resumed': code => measure.given(measure.registered()).when(measure.resume()).thenRejected(code),
  'notice-not-allowed': code =>
    given(event.measureOffered({ legalBasis: 'sgb2-16k' }))
      .when(command.giveNotice())
      .thenRejected(code),
  'wrong-phase': code => given(offered()).when(command.confirmStart()).thenRejected(code),
  'crisis-open': code => given(inCrisis).when(command.completeParticipation()).thenRejected(code),
  'own-entry': code =>
    given(offered(), dispute).when(command.settleDispute(), { by: adviser }).thenRejected(code),
  'time-order': code => given(offered()).when(command.declineOffer(), { on: '03-31' }).thenRejected(code),
  'unknown-client': code => client.given().when(client.clarifyMandate()).thenRejected(code),
  'unknown-complaint': code =>
    client.given(client.registered()).when(client.answerComplaint()).thenRejected(code),
  'already-answered': code =>
    client
      .given(client.registered(), client.complaintReceived(), client.complaintAnswered())
      .when(client.answerComplaint(), { by: lead })
      .thenRejected(code),
  'unknown-deputy': code => office.given().when(office.endDeputy('05-15')).thenRejected(code),
  'unknown-measure': code => measure.given().when(measure.takePlace('t-1')).thenRejected(code),
  'unknown-participation': code => given().when(command.giveConsent()).thenRejected(code),
  'unknown-crisis': code => given(started()).when(command.resolveCrisis()).thenRejected(code),
  'unknown-risk': code => given(started()).when(command.clearRisk()).thenRejected(code),
  'unknown-proposal': code => given(started()).when(command.avertDropout()).thenRejected(code),
  'unknown-entry': code =>
    given(offered())
      .when(command.annulEntry({ eventId: 'nothing' }))
      .thenRejected(code),
  'unknown-field': code =>
    given(offered())
      .when(command.correctEntry({ field: 'clientId' }))
      .thenRejected(code, 'input'),
  'unknown-dispute': code => given(offered()).when(command.settleDispute()).thenRejected(code),
  'already-registered': code =>
    client.given(client.registered()).when(client.registerClient()).thenRejected(code),
  'already-offered': code => given(offered()).when(command.offerMeasure()).thenRejected(code),
  'already-consented': code => given(consented()).when(command.giveConsent()).thenRejected(code),
  'already-open': code => given(started(event.riskFlagged())).when(command.flagRisk()).thenRejected(code),
  'already-resolved': code =>
    given(inCrisis, event.crisisResolved()).when(command.resolveCrisis()).thenRejected(code),
  'already-recorded': code =>
    given(completed(), event.whereaboutsRecorded()).when(command.recordWhereabouts()).thenRejected(code),
  'already-annulled': code =>
    given(obliged(), event.participationAnnulled()).when(command.annulParticipation()).thenRejected(code),
  'already-disputed': code => given(offered(), dispute).when(command.disputeEntry()).thenRejected(code),
  'already-appointed': code =>
    office
      .given(office.appointed('05-04', '05-29'))
      .when(office.appointDeputy('05-29', '06-12'))
      .thenRejected(code),
  'already-handed-over': code =>
    client.given(client.registered()).when(client.handOver('adviser-1')).thenRejected(code),
};

/** Decided outside the pure domain, where another stream or the relation to it is read; the API's tests provoke them. */
const elsewhere: readonly RejectionCode[] = ['unknown-office', 'unknown-provider', 'unknown-rulebook'];

describe('what the domain refuses', () => {
  it.each(Object.entries(refusals))('%s', (code, provoke) => provoke(code as RejectionCode));

  it('is the whole list, but for what is decided elsewhere', () =>
    expect([...provoked, ...elsewhere].toSorted()).toEqual(rejectionCodes.toSorted()));
});
