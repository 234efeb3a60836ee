import { voucherGoals } from '../../../src/terms/catalogues.js';
import {
  assignPlace,
  confirmStart,
  correctEntry,
  declineOffer,
  giveConsent,
  inBerlin,
  issueVoucher,
  offerVoucher,
  redeemVoucher,
  withdrawConsent,
  withdrawOffer,
} from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  consentWithdrawn,
  entryCorrected,
  offerDeclined,
  offerWithdrawn,
  participationStarted,
  voucherIssued,
  voucherOffered,
  voucherRedeemed,
} from '../../support/domain/participation-events.js';
import {
  consented,
  given,
  redeemed,
  voucherConsented,
  voucherOpen,
  withVoucher,
} from '../../support/domain/participation.js';
import { named, on } from '../../support/domain/told.js';

describe('the offer of a voucher', () => {
  it('says for what, and names neither measure nor provider', () =>
    given()
      .when(offerVoucher())
      .then(voucherOffered({}, { content: 'applications and interviews' })));

  it('knows the office and the state whose holidays it keeps', () =>
    given()
      .when(offerVoucher({ ground: { ...offerVoucher().ground, officeId: 'office-1', state: 'BY' } }))
      .then(
        voucherOffered({ officeId: 'office-1', state: 'BY' }, { content: 'applications and interviews' }),
      ));

  it('leads to no place that the office assigns', () =>
    given(voucherConsented()).when(assignPlace()).thenRejected('wrong-phase'));

  it('states no obligation either', () =>
    given(voucherOpen())
      .when(assignPlace({ basis: 'obligation' }))
      .thenRejected('wrong-phase'));
});

describe('IssueVoucher', () => {
  it('is for the goal and, unless it says otherwise, the content of the offer', () => {
    const offer = voucherOffered({}, { content: 'as offered' });
    const story = [offer, ...voucherConsented().slice(1)];
    given(story)
      .when(issueVoucher())
      .then(voucherIssued({}, { content: 'as offered' }));
    given(story)
      .when(issueVoucher({ content: 'coaching', note: 'by hand' }))
      .then(voucherIssued({}, { content: 'coaching', note: 'by hand' }));
  });

  it('follows consent', () => given(voucherOpen()).when(issueVoucher()).thenRejected('wrong-phase'));
  it('is none of a measure that was bought', () =>
    given(consented()).when(issueVoucher()).thenRejected('wrong-phase'));

  it('is valid on the day it is issued, at least', () => {
    const until = (validUntil: string) =>
      given(voucherConsented()).when(issueVoucher({ validUntil }), { on: '04-06' });
    until('2026-04-05').thenRejected('time-order', 'input');
    until('2026-04-06').then(voucherIssued({ validUntil: '2026-04-06' }));
  });

  it('is forfeited with the consent, and may be issued anew after another', () => {
    given(withVoucher()).when(withdrawConsent()).then(consentWithdrawn());
    const forfeited = withVoucher();
    const without = [...forfeited, on('04-07', consentWithdrawn())];
    given(without).when(redeemVoucher()).thenRejected('wrong-phase');
    given(without, on('04-08', consentGiven()))
      .when(issueVoucher({ validUntil: '2026-08-01' }))
      .then(voucherIssued({ validUntil: '2026-08-01' }));
  });

  it.each([
    [declineOffer(), offerDeclined()],
    [withdrawOffer(), offerWithdrawn()],
  ])('may come to nothing ($type)', (command, event) => given(withVoucher()).when(command).then(event));
});

describe('RedeemVoucher', () => {
  it('assigns', () => {
    given(withVoucher())
      .when(redeemVoucher({ note: 'on Monday' }))
      .then(voucherRedeemed({}, { note: 'on Monday' }));
    given(redeemed()).when(confirmStart()).then(participationStarted());
  });

  it('comes before the start', () => {
    const start = (startedOn: string) =>
      given(redeemed()).when(confirmStart({ startedOn }), { on: '05-04', undated: true });
    start('2026-04-09').thenRejected('time-order');
    start('2026-04-10').then(participationStarted({ startedOn: '2026-04-10' }));
  });

  it('leads back to the offer where consent is withdrawn before the start', () => {
    const back = [...redeemed(), on('04-12', consentWithdrawn())];
    given(back).when(confirmStart()).thenRejected('wrong-phase');
    given(back).when(giveConsent()).then(consentGiven());
  });

  it('is good until its last day, also where that is told later', () => {
    const presented = (presentedOn: string) =>
      given(withVoucher()).when(redeemVoucher({ presentedOn, startsOn: '2026-08-03' }), {
        on: '08-01',
        undated: true,
      });
    presented('2026-07-05').then(voucherRedeemed({ presentedOn: '2026-07-05', startsOn: '2026-08-03' }));
    presented('2026-07-06').thenRejected('voucher-not-valid');
  });

  it('is good in its region, and everywhere where it is the whole federation’s', () => {
    const elsewhere = { measure: { ...inBerlin, state: 'BY' } } as const;
    given(withVoucher()).when(redeemVoucher(elsewhere)).thenRejected('voucher-not-valid');
    given(voucherConsented(), voucherIssued({ region: 'BUND' }))
      .when(redeemVoucher(elsewhere))
      .then(voucherRedeemed());
  });

  it('is good for a measure with its goal only', () => {
    const others = voucherGoals.filter(goal => goal !== 'placement');
    given(withVoucher())
      .when(redeemVoucher({ measure: { ...inBerlin, goals: others } }))
      .thenRejected('voucher-not-valid');
  });

  it.each(['2026-05-03', '2026-05-05'])('is good for a measure that runs then, not on %s', startsOn => {
    const running = { ...inBerlin, runsFrom: '2026-05-04', runsTo: '2026-05-04' };
    given(withVoucher())
      .when(redeemVoucher({ measure: running }))
      .then(voucherRedeemed());
    given(withVoucher())
      .when(redeemVoucher({ startsOn, measure: running }))
      .thenRejected('voucher-not-valid');
  });

  it('is neither presented before it was issued, nor in the future, nor after the start', () => {
    given(withVoucher())
      .when(redeemVoucher({ presentedOn: '2026-04-05' }), { on: '04-10' })
      .thenRejected('time-order');
    given(withVoucher()).when(redeemVoucher(), { on: '04-09' }).thenRejected('time-order', 'input');
    given(withVoucher())
      .when(redeemVoucher({ startsOn: '2026-04-09' }))
      .thenRejected('time-order', 'input');
  });

  it('is not made invalid by a correction afterwards', () => {
    const story = [...voucherConsented(), named('voucher', voucherIssued()), voucherRedeemed()];
    const until = (is: string) =>
      given(story).when(correctEntry({ eventId: 'voucher', field: 'validUntil', is, reason: 'mistyped' }));
    until('2026-04-09').thenRejected('voucher-not-valid');
    const [was, is] = ['2026-07-05', '2026-04-10'];
    until(is).then(
      entryCorrected({ eventId: 'voucher', field: 'validUntil', was, is }, { reason: 'mistyped' }),
    );
  });

  it('stays one for what was offered, and good for the measure where it was redeemed', () => {
    const story = [
      ...voucherConsented(),
      named('voucher', voucherIssued()),
      named('redeemed', voucherRedeemed()),
    ];
    const correct = (eventId: string, field: string, is: string) =>
      given(story).when(correctEntry({ eventId, field, is, reason: 'mistyped', measure: inBerlin }));
    correct('voucher', 'goal', 'self-employment').thenRejected('unknown-field', 'input');
    correct('voucher', 'region', 'BY').thenRejected('voucher-not-valid');
    correct('redeemed', 'startsOn', '2027-01-01').thenRejected('voucher-not-valid');
    const everywhere = { eventId: 'voucher', field: 'region', was: 'BE', is: 'BUND' };
    correct('voucher', 'region', 'BUND').then(entryCorrected(everywhere, { reason: 'mistyped' }));
  });

  it('is corrected freely where it was issued anew and not yet redeemed', () => {
    const anew = [
      ...redeemed(),
      on('04-12', consentWithdrawn()),
      on('04-13', consentGiven()),
      on('04-13', named('voucher', voucherIssued())),
    ];
    given(anew)
      .when(
        correctEntry({
          ...{ eventId: 'voucher', field: 'region', is: 'BY', reason: 'mistyped' },
          measure: inBerlin,
        }),
      )
      .then(
        entryCorrected({ eventId: 'voucher', field: 'region', was: 'BE', is: 'BY' }, { reason: 'mistyped' }),
      );
  });
});
