import { decideClient, evolveClient, unknownClient, type ClientCommand } from '../../../src/client/client.js';
import type { ClientEvent } from '../../../src/client/events.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

type Event<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

/** given(…what happened to one client). */
export const given = specification<ClientEvent, ClientCommand>((command, past, issued) =>
  decideClient(command, past.reduce(evolveClient, unknownClient), issued),
);

export const registerClient = (): ClientCommand => ({
  type: 'RegisterClient',
  officeId: 'office-1',
  adviserId: 'adviser-1',
});
export const registered = (): Told<ClientEvent> =>
  on('03-01', { type: 'ClientRegistered', data: { officeId: 'office-1', adviserId: 'adviser-1' } });

type Mandate = Omit<ClientCommand & { type: 'ClarifyMandate' }, 'type'>;
export const clarifyMandate = (fields: Partial<Mandate> = {}): ClientCommand => ({
  type: 'ClarifyMandate',
  result: 'given',
  circumstances: ['none'],
  ...fields,
});
export const clarified = (
  data: Partial<Event<'MandateClarified'>['data']> = {},
  sensitive?: Event<'MandateClarified'>['sensitive'],
): Told<ClientEvent> =>
  on('03-02', {
    type: 'MandateClarified',
    data: { result: 'given', circumstances: ['none'], ...data },
    ...(sensitive ? { sensitive } : {}),
  });

export const handOver = (toAdviserId: string, reason?: string): ClientCommand => ({
  type: 'HandOverClient',
  toAdviserId,
  ...(reason === undefined ? {} : { reason }),
});
export const handedOver = (
  fromAdviserId: string,
  toAdviserId: string,
  sensitive?: Event<'ClientHandedOver'>['sensitive'],
): Told<ClientEvent> =>
  on('03-03', {
    type: 'ClientHandedOver',
    data: { fromAdviserId, toAdviserId },
    ...(sensitive ? { sensitive } : {}),
  });

type Fields<T extends ClientCommand['type']> = Partial<Omit<Extract<ClientCommand, { type: T }>, 'type'>>;
export const recordConsultation = (fields: Fields<'RecordConsultation'> = {}): ClientCommand => ({
  type: 'RecordConsultation',
  form: 'in-person',
  outcome: 'no-result-yet',
  note: 'thinks it over',
  ...fields,
});
export const consultationHeld = (
  data: Partial<Event<'ConsultationHeld'>['data']> = {},
  sensitive: Event<'ConsultationHeld'>['sensitive'] = { note: 'thinks it over' },
): Told<ClientEvent> =>
  on('03-04', {
    type: 'ConsultationHeld',
    data: { form: 'in-person', outcome: 'no-result-yet', ...data },
    sensitive,
  });

export const recordComplaint = (fields: Fields<'RecordComplaint'> = {}): ClientCommand => ({
  type: 'RecordComplaint',
  complaintId: 'complaint-1',
  subject: { about: 'office' },
  words: 'nobody calls back',
  source: 'client',
  deputies: [],
  ...fields,
});
export const complaintReceived = (
  data: Partial<Event<'ComplaintReceived'>['data']> = {},
): Told<ClientEvent> => ({
  ...on<ClientEvent>('03-05', {
    type: 'ComplaintReceived',
    data: { complaintId: 'complaint-1', about: 'office', ...data },
    sensitive: { words: 'nobody calls back' },
  }),
  source: 'client',
});
export const answerComplaint = (fields: Fields<'AnswerComplaint'> = {}): ClientCommand => ({
  type: 'AnswerComplaint',
  complaintId: 'complaint-1',
  words: 'we are sorry',
  deputies: [],
  ...fields,
});
export const complaintAnswered = (): Told<ClientEvent> =>
  on('03-06', {
    type: 'ComplaintAnswered',
    data: { complaintId: 'complaint-1' },
    sensitive: { words: 'we are sorry' },
  });
