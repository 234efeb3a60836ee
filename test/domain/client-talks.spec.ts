import {
  answerComplaint,
  complaintAnswered,
  complaintReceived,
  consultationHeld,
  given,
  handedOver,
  recordComplaint,
  recordConsultation,
  registered,
} from '../support/domain/client.js';
import { adviser, clerk, colleague, lead } from '../support/domain/people.js';
import { as } from '../support/domain/told.js';

describe('RecordConsultation', () => {
  it('keeps what was said apart from what came of it', () =>
    given(registered())
      .when(recordConsultation({ need: 'a quiet place', revisitOn: '2026-06-01' }))
      .then(
        consultationHeld({ revisitOn: '2026-06-01' }, { need: 'a quiet place', note: 'thinks it over' }),
      ));

  it('may be resumed on the same day, but not before it', () => {
    const talk = (revisitOn: string) =>
      given(registered()).when(recordConsultation({ revisitOn }), { on: '04-01' });
    talk('2026-04-01').then(consultationHeld({ revisitOn: '2026-04-01' }));
    talk('2026-03-31').thenRejected('time-order', 'input');
  });

  it('needs a client', () => given().when(recordConsultation()).thenRejected('unknown-client'));
});

describe('ConsultColleague', () => {
  const asked = { role: 'case-manager', anonymised: true } as const;

  it('says whose advice was asked, and apart what it was', () =>
    given(registered())
      .when({ type: 'ConsultColleague', ...asked, note: 'would wait' })
      .then({
        ...consultationHeld(),
        type: 'ColleagueConsulted',
        data: asked,
        sensitive: { note: 'would wait' },
      }));

  it('needs a client', () =>
    given()
      .when({ type: 'ConsultColleague', ...asked })
      .thenRejected('unknown-client'));
});

const standsIn = (from: string, to: string) => [{ deputyId: colleague.id, from, to }];

describe('RecordComplaint', () => {
  const measure = { about: 'measure', measureId: 'measure-1', providerId: 'provider-1' } as const;

  it('is the client’s word about a measure and its provider', () =>
    given(registered())
      .when(recordComplaint({ subject: measure }), { by: adviser })
      .then(complaintReceived(measure)));

  it('is recorded once under one id', () =>
    given(registered(), complaintReceived())
      .when(recordComplaint(), { by: lead })
      .thenRejected('already-recorded'));

  it('about the office is recorded by the team-lead, not by the client’s own adviser', () => {
    given(registered()).when(recordComplaint(), { by: lead }).then(complaintReceived());
    given(registered()).when(recordComplaint(), { by: adviser }).thenRejected('own-entry');
  });

  it('about the office is not recorded by a team-lead who is the client’s adviser', () =>
    given(registered(), handedOver('adviser-1', 'lead-1'))
      .when(recordComplaint(), { by: lead })
      .thenRejected('own-entry'));

  it('about the office is not recorded by who stands in for the adviser, now or when it occurred', () => {
    const by = { by: colleague, on: '04-10' };
    const record = (from: string, to: string) =>
      given(registered()).when(recordComplaint({ deputies: standsIn(from, to) }), by);
    record('2026-04-10', '2026-04-10').thenRejected('own-entry');
    record('2026-04-01', '2026-04-09').then(complaintReceived());
    record('2026-04-11', '2026-04-30').then(complaintReceived());
  });

  it.each([{ about: 'provider', providerId: 'provider-1' } as const, measure, { about: 'office' } as const])(
    'is never recorded by a provider: %o',
    subject =>
      given(registered()).when(recordComplaint({ subject }), { by: clerk }).thenRejected('own-entry'),
  );

  it('needs a client', () => given().when(recordComplaint()).thenRejected('unknown-client'));
});

describe('AnswerComplaint', () => {
  it('is done once', () => {
    given(registered(), complaintReceived()).when(answerComplaint(), { by: lead }).then(complaintAnswered());
    given(registered(), complaintReceived(), complaintAnswered())
      .when(answerComplaint(), { by: lead })
      .thenRejected('already-answered');
  });

  it('about the office is not for the adviser, nor for who stands in', () => {
    const received = given(registered(), complaintReceived());
    received.when(answerComplaint(), { by: adviser }).thenRejected('own-entry');
    received
      .when(answerComplaint({ deputies: standsIn('2026-01-01', '2026-12-31') }), { by: colleague })
      .thenRejected('own-entry');
  });

  it('about a provider is for the adviser', () =>
    given(registered(), complaintReceived({ about: 'provider', providerId: 'provider-1' }))
      .when(answerComplaint(), { by: adviser })
      .then(complaintAnswered()));

  it('needs the complaint, and comes after it', () => {
    given(registered()).when(answerComplaint(), { by: lead }).thenRejected('unknown-complaint');
    given(registered(), as({ id: 'complaint' }, complaintReceived()))
      .when(answerComplaint(), { by: lead, on: '03-04' })
      .thenRejected('time-order');
  });
});
