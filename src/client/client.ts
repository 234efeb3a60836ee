import {
  isDisclosing,
  notDisclosed,
  type Circumstance,
  type ColleagueRole,
  type ConsultationForm,
  type ConsultationOutcome,
  type MandateResult,
} from '../terms/catalogues.js';
import type { Decided, Issued } from '../terms/fact.js';
import { reject, rejectInput, type Decision } from '../terms/rejection.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';
import { decideComplaint, type ComplaintCommands, type Complaints } from './complaints.js';
import type { ClientEntry, ClientEvent } from './events.js';

export interface ClientCommands extends ComplaintCommands {
  RegisterClient: { readonly officeId: string; readonly adviserId: string };
  RecordConsultation: {
    readonly form: ConsultationForm;
    readonly outcome: ConsultationOutcome;
    readonly revisitOn?: Day;
    readonly need?: string;
    readonly note: string;
  };
  ConsultColleague: { readonly role: ColleagueRole; readonly anonymised: boolean; readonly note?: string };
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

/** What came of a talk about whether the client wants to be advised. */
export interface Mandate {
  readonly result: MandateResult;
  readonly since: Instant;
}

export type Client =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'registered';
      readonly officeId: string;
      readonly adviserId: string;
      /** The latest one, undefined where none was ever clarified. */
      readonly mandate: MandateResult | undefined;
      /** All of them, in the order in which they were recorded. */
      readonly mandates: readonly Mandate[];
      readonly complaints: Complaints;
    };

export const unknownClient: Client = { status: 'unknown' };

/**
 * The latest mandate by a moment; undefined where none was clarified by then. It is the one of the latest talk: one that
 * is written down belatedly does not replace it.
 */
export function mandateAt(mandates: readonly Mandate[], at: Instant): MandateResult | undefined {
  const latest = (a: Mandate | undefined, b: Mandate): Mandate => (a && b.since < a.since ? a : b);
  return mandates.filter(({ since }) => since <= at).reduce<Mandate | undefined>(latest, undefined)?.result;
}

export function evolveClient(state: Client, event: ClientEntry): Client {
  if (event.type === 'ClientRegistered') {
    const { officeId, adviserId } = event.data;
    return {
      status: 'registered',
      officeId,
      adviserId,
      mandate: undefined,
      mandates: [],
      complaints: new Map(),
    };
  }
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'MandateClarified': {
      const one = { result: event.data.result, since: event.occurredAt };
      const mandates = [...state.mandates, one];
      return { ...state, mandates, mandate: mandateAt(mandates, event.recordedAt) };
    }
    case 'ConsultationHeld':
    case 'ColleagueConsulted':
      return state;
    case 'ComplaintReceived': {
      const { complaintId, about } = event.data;
      const complaint = { about, receivedAt: event.occurredAt, answered: false };
      return { ...state, complaints: new Map(state.complaints).set(complaintId, complaint) };
    }
    case 'ComplaintAnswered': {
      const { complaintId } = event.data;
      const complaint = { ...state.complaints.get(complaintId)!, answered: true };
      return { ...state, complaints: new Map(state.complaints).set(complaintId, complaint) };
    }
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

/** The note on a talk is the Beratungsvermerk: a talk without one is not on record. */
function held(
  { form, outcome, revisitOn, need, note }: ClientCommands['RecordConsultation'],
  { at: { occurredAt } }: Issued,
): Decision<ClientEvent> {
  const talkedOn = dayOf(occurredAt);
  if (revisitOn !== undefined && revisitOn < talkedOn)
    return rejectInput('time-order', `revisitOn ${revisitOn} lies before the talk on ${talkedOn}`);
  const data = { form, outcome, ...(revisitOn === undefined ? {} : { revisitOn }) };
  const sensitive = { ...(need === undefined ? {} : { need }), note };
  return [{ type: 'ConsultationHeld', data, sensitive }];
}

export function decideClient(
  command: ClientCommand,
  state: Client,
  issued: Issued,
): Decision<Decided<ClientEvent>> {
  if (command.type === 'RegisterClient') {
    if (state.status === 'registered') return reject('already-registered', 'this client is registered');
    return [{ type: 'ClientRegistered', data: { officeId: command.officeId, adviserId: command.adviserId } }];
  }
  if (state.status === 'unknown') return reject('unknown-client', 'there is no such client');
  switch (command.type) {
    case 'RecordConsultation':
      return held(command, issued);
    case 'ConsultColleague': {
      const { role, anonymised, note } = command;
      const apart = note === undefined ? {} : { sensitive: { note } };
      return [{ type: 'ColleagueConsulted', data: { role, anonymised }, ...apart }];
    }
    case 'ClarifyMandate':
      return [clarified(command)];
    case 'RecordComplaint':
    case 'AnswerComplaint':
      return decideComplaint(command, state.adviserId, state.complaints, issued);
    case 'HandOverClient': {
      const { toAdviserId, reason } = command;
      if (toAdviserId === state.adviserId)
        return reject('already-handed-over', `${toAdviserId} is the client's adviser already`);
      const data = { fromAdviserId: state.adviserId, toAdviserId };
      return [{ type: 'ClientHandedOver', data, ...(reason === undefined ? {} : { sensitive: { reason } }) }];
    }
  }
}
