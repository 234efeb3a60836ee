import { pressureMarks, type PressureMark } from '../../../src/terms/catalogues.js';
import {
  assignPlace,
  confirmStart,
  deferOffer,
  giveConsent,
  withdrawConsent,
} from '../../support/domain/participation-commands.js';
import {
  consentGiven,
  consentWithdrawn,
  measureExplained,
  measureOffered,
  noticeGiven,
  offerDeferred,
  participationStarted,
  placeAssigned,
  riskCleared,
  riskFlagged,
  type ToldEvent,
} from '../../support/domain/participation-events.js';
import {
  assigned,
  consented,
  deferred,
  given,
  interrupted,
  obliged,
  offered,
  started,
  unwilling,
} from '../../support/domain/participation.js';
import { as, on } from '../../support/domain/told.js';

describe('GiveConsent', () => {
  it('says in which form, what proves it, and keeps the words apart', () =>
    given(offered(measureExplained()))
      .when(giveConsent({ form: 'digital', evidenceRef: 'scan-7', statement: 'I would like to' }))
      .then(consentGiven({ form: 'digital', evidenceRef: 'scan-7' }, { statement: 'I would like to' })));

  it('is refused while consent stands', () =>
    given(consented()).when(giveConsent()).thenRejected('already-consented'));

  it('may be given to what was first an obligation', () =>
    given(obliged(measureExplained()))
      .when(giveConsent())
      .then(consentGiven({ pressureMarks: ['obligation'] })));

  it('leads to a place, also where the offer had been put off', () => {
    for (const tell of [offered, deferred])
      given(tell(), consentGiven({ pressureMarks: ['not-explained'] }))
        .when(assignPlace())
        .then(placeAssigned());
  });

  it('leaves a place that was assigned before', () =>
    given(offered(), placeAssigned({ basis: 'obligation' }), on('04-11', consentGiven()))
      .when(confirmStart())
      .then(participationStarted()));

  it('may have been given before what was assigned or begun without it', () => {
    const marks = { pressureMarks: ['obligation', 'not-explained'] } as const;
    const place = placeAssigned({ basis: 'obligation' });
    given(offered(), place).when(giveConsent(), { on: '04-05' }).then(consentGiven(marks));
    given(obliged()).when(giveConsent(), { on: '05-01' }).then(consentGiven(marks));
  });

  it('may be given anew', () =>
    given(unwilling('05-06')).when(giveConsent(), { on: '05-08' }).then(consentGiven()));

  it('was not given before the offer, nor before it was withdrawn', () => {
    given(offered()).when(giveConsent(), { on: '03-31' }).thenRejected('time-order');
    given(unwilling('05-06')).when(giveConsent(), { on: '05-05' }).thenRejected('time-order');
  });

  it('was not given before the offer was put off, if it came after that', () =>
    given(deferred()).when(giveConsent(), { on: '04-02' }).thenRejected('time-order'));
});

describe('the marks of pressure on a consent', () => {
  const causes: Readonly<Record<Exclude<PressureMark, 'known-deficiency'>, ToldEvent>> = {
    notice: noticeGiven(),
    obligation: placeAssigned({ basis: 'obligation' }),
    'mandate-overridden': measureOffered({ mandateOverridden: true }),
    'not-explained': measureExplained({ explained: ['purpose', 'content'] }),
  };
  const marks = Object.keys(causes) as (keyof typeof causes)[];
  const combinations = Array.from({ length: 2 ** marks.length }, (_, bits) =>
    marks.filter((_mark, i) => bits & (1 << i)),
  );

  it.each(combinations.map(all => [all.join(', ') || 'none', all] as const))('%s', (_, all) => {
    const told = [
      all.includes('mandate-overridden') ? causes['mandate-overridden'] : measureOffered(),
      all.includes('not-explained') ? causes['not-explained'] : measureExplained(),
      ...(['notice', 'obligation'] as const).filter(mark => all.includes(mark)).map(mark => causes[mark]),
    ];
    const expected = pressureMarks.filter(mark => (all as readonly PressureMark[]).includes(mark));
    given(told)
      .when(giveConsent())
      .then(consentGiven({ pressureMarks: expected }));
  });

  it('need every part to be explained, in one talk or several', () => {
    given(offered())
      .when(giveConsent())
      .then(consentGiven({ pressureMarks: ['not-explained'] }));
    const parts = (['purpose', 'content', 'limits'] as const).map(part =>
      measureExplained({ explained: [part] }),
    );
    given(offered(...parts))
      .when(giveConsent())
      .then(consentGiven());
  });

  it('name an obligation that a notice stated', () =>
    given(offered(measureExplained(), noticeGiven({ occasion: 'obligation' })))
      .when(giveConsent())
      .then(consentGiven({ pressureMarks: ['notice', 'obligation'] })));

  it('stay on a consent given anew', () =>
    given(
      offered(measureExplained(), noticeGiven()),
      consentGiven({ pressureMarks: ['notice'] }),
      consentWithdrawn(),
    )
      .when(giveConsent())
      .then(consentGiven({ pressureMarks: ['notice'] })));
});

describe('WithdrawConsent', () => {
  const withdrawnInWords = consentWithdrawn({}, { reason: 'too far', statement: 'I cannot go on' });
  const inWords = withdrawConsent({ reason: 'too far', statement: 'I cannot go on' });
  const clientsRisk = (because = 'new-0') =>
    as(
      { source: 'client' },
      riskFlagged({ riskId: 'risk-of-client', raisedBy: 'client', because: [because] }),
    );

  it.each([consented, assigned])('leads back to the offer before the start', tell => {
    given(tell()).when(inWords).then(withdrawnInWords);
    given(tell(), on('04-12', consentWithdrawn())).when(deferOffer()).then(offerDeferred());
    given(tell(), consentWithdrawn()).when(giveConsent()).then(consentGiven());
  });

  it.each([started, interrupted])('raises a dropout risk after it, which is the client’s word', tell =>
    given(tell()).when(inWords, { source: 'adviser' }).then(withdrawnInWords, clientsRisk()),
  );

  it('is named as the cause of that risk', () => {
    const { decided } = given(started()).when(withdrawConsent());
    expect(decided).toMatchObject([{}, { causedBy: 0 }]);
  });

  it('joins the risk that is open', () =>
    given(started(riskFlagged())).when(withdrawConsent()).then(consentWithdrawn()));

  it('raises one where the earlier risk is cleared', () =>
    given(started(riskFlagged(), riskCleared()))
      .when(withdrawConsent())
      .then(consentWithdrawn(), clientsRisk()));

  it('is refused where none stands', () => {
    given(offered()).when(withdrawConsent()).thenRejected('wrong-phase');
    given(obliged()).when(withdrawConsent()).thenRejected('wrong-phase');
    given(unwilling('05-06')).when(withdrawConsent()).thenRejected('wrong-phase');
  });

  it('may have been before an interruption that was told first', () =>
    given(interrupted()).when(withdrawConsent(), { on: '05-15' }).then(consentWithdrawn(), clientsRisk()));

  it('was not before the consent itself', () => {
    given(consented()).when(withdrawConsent(), { on: '04-03' }).thenRejected('time-order');
    given(assigned()).when(withdrawConsent(), { on: '04-09' }).thenRejected('time-order');
  });

  it('was not before the start, once it has started, whether it raises a risk or joins one', () => {
    for (const course of [[], [riskFlagged()]])
      given(started(...course))
        .when(withdrawConsent(), { on: '05-03' })
        .thenRejected('time-order');
    given(started()).when(withdrawConsent(), { on: '05-04' }).then(consentWithdrawn(), clientsRisk());
  });
});
