import {
  assignPlace,
  giveConsent,
  ground,
  inBerlin,
  offerMeasure,
  redeemVoucher,
} from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  measureExplained,
  measureOffered,
  placeAssigned,
  voucherRedeemed,
} from '../../support/domain/participation-events.js';
import { consented, given, offered, withVoucher } from '../../support/domain/participation.js';

const deficiencies = ['case-1', 'case-2'];
const told = { clientToldOfDeficiencies: true, deficiencyReason: 'no other course in reach' };
const weighed = { deficienciesWeighed: { caseIds: deficiencies, clientTold: true } } as const;
const reason = { deficiencyReason: 'no other course in reach' };
const unweighed = [
  {},
  { clientToldOfDeficiencies: true },
  { deficiencyReason: 'no other course in reach' },
  { ...told, clientToldOfDeficiencies: false },
];

describe('a known deficiency of the measure', () => {
  const withDeficiency = { ground: { ...ground, deficiencies } };
  const inDeficient = { measure: { ...inBerlin, deficiencies } };

  it.each(unweighed)('stands against whatever brings a client into it: %j', said => {
    given()
      .when(offerMeasure({ ...withDeficiency, ...said }))
      .thenRejected('deficiency-not-weighed');
    given(consented())
      .when(assignPlace({ deficiencies, ...said }))
      .thenRejected('deficiency-not-weighed');
    given(withVoucher())
      .when(redeemVoucher({ ...inDeficient, ...said }))
      .thenRejected('deficiency-not-weighed');
  });

  it('is weighed by telling the client and giving a reason', () => {
    given()
      .when(offerMeasure({ ...withDeficiency, ...told }))
      .then(measureOffered(weighed, reason));
    given(consented())
      .when(assignPlace({ deficiencies, ...told }))
      .then(placeAssigned(weighed, reason));
    given(withVoucher())
      .when(redeemVoucher({ ...inDeficient, ...told }))
      .then(voucherRedeemed(weighed, reason));
  });

  it('is not weighed where there is none, whatever was said', () => {
    given().when(offerMeasure(told)).then(measureOffered());
    given(consented()).when(assignPlace(told)).then(placeAssigned());
    given(withVoucher()).when(redeemVoucher(told)).then(voucherRedeemed());
  });

  it('comes after the mandate, the phase and the law', () => {
    given()
      .when(offerMeasure({ ground: { ...ground, mandate: 'withheld', deficiencies } }))
      .thenRejected('no-mandate');
    given(offered())
      .when(assignPlace({ deficiencies, ...told }))
      .thenRejected('wrong-phase');
    given(measureOffered({ legalBasis: 'sgb2-16k' }))
      .when(assignPlace({ deficiencies, basis: 'obligation' }))
      .thenRejected('notice-not-allowed');
  });

  it('marks the consent, known when it was given or when it was offered', () => {
    const marks = consentGiven({ pressureMarks: ['known-deficiency'] });
    given(offered(measureExplained()))
      .when(giveConsent({ knownDeficiency: true }))
      .then(marks);
    given(measureOffered(weighed, reason), measureExplained()).when(giveConsent()).then(marks);
    given(offered(measureExplained()))
      .when(giveConsent({ knownDeficiency: false }))
      .then(consentGiven());
  });
});
