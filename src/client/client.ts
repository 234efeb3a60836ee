import { isDisclosing, notDisclosed, type Circumstance, type MandateResult } from '../terms/catalogues.js';
import { reject, type Decision } from '../terms/rejection.js';
import type { Instant } from '../terms/times.js';
import type { ClientEntry, ClientEvent } from './events.js';

export interface ClientCommands {
  RegisterClient: { readonly officeId: string; readonly adviserId: string };
  ClarifyMandate: {
    readonly result: MandateResult;
    readonly circumstances: readonly Circumstance[];
    readonly concern?: string;
  };
  HandOverClient: { readonly toAdviserId: string; readonly reason?: string };
}
export type ClientCommand = {
  [K in keyof ClientCommands]: { readonly type: K } & ClientCommands[K];
}[keyof ClientCommands];

export type Client =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'registered';
      readonly officeId: string;
      readonly adviserId: string;
      /** The latest one, undefined where none was ever clarified. */
      readonly mandate: MandateResult | undefined;
      readonly mandateSince?: Instant;
    };

export const unknownClient: Client = { status: 'unknown' };

/** The latest mandate is the one of the latest talk: one that is written down belatedly does not replace it. */
export function evolveClient(state: Client, event: ClientEntry): Client {
  if (event.type === 'ClientRegistered') {
    const { officeId, adviserId } = event.data;
    return { status: 'registered', officeId, adviserId, mandate: undefined };
  }
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'MandateClarified':
      return state.mandateSince !== undefined && event.occurredAt < state.mandateSince
        ? state
        : { ...state, mandate: event.data.result, mandateSince: event.occurredAt };
    case 'ConsultationHeld':
    case 'ColleagueConsulted':
    case 'ComplaintReceived':
    case 'ComplaintAnswered':
      return state;
    case 'ClientHandedOver':
      return { ...state, adviserId: event.data.toAdviserId };
  }
}

/** Circumstances that disclose stand only in `sensitive`; if any does, all are repeated there. */
function clarified({ result, circumstances, concern }: ClientCommands['ClarifyMandate']): ClientEvent {
  const veiled = [...new Set(circumstances.map(code => (isDisclosing(code) ? notDisclosed : code)))];
  const secret = {
    ...(circumstances.some(isDisclosing) ? { circumstances } : {}),
    ...(concern === undefined ? {} : { concern }),
  };
  const data = { result, circumstances: veiled };
  return { type: 'MandateClarified', data, ...(Object.keys(secret).length ? { sensitive: secret } : {}) };
}

export function decideClient(command: ClientCommand, state: Client): Decision<ClientEvent> {
  if (command.type === 'RegisterClient') {
    if (state.status === 'registered') return reject('already-registered', 'this client is registered');
    return [{ type: 'ClientRegistered', data: { officeId: command.officeId, adviserId: command.adviserId } }];
  }
  if (state.status === 'unknown') return reject('unknown-client', 'there is no such client');
  switch (command.type) {
    case 'ClarifyMandate':
      return [clarified(command)];
    case 'HandOverClient': {
      const { toAdviserId, reason } = command;
      if (toAdviserId === state.adviserId)
        return reject('already-handed-over', `${toAdviserId} is the client's adviser already`);
      const data = { fromAdviserId: state.adviserId, toAdviserId };
      return [{ type: 'ClientHandedOver', data, ...(reason === undefined ? {} : { sensitive: { reason } }) }];
    }
  }
}
