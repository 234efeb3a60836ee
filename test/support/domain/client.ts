import { decideClient, evolveClient, unknownClient, type ClientCommand } from '../../../src/client/client.js';
import type { ClientEvent } from '../../../src/client/events.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

type Event<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

/** given(…what happened to one client). */
export const given = specification<ClientEvent, ClientCommand>((command, past) =>
  decideClient(command, past.reduce(evolveClient, unknownClient)),
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
