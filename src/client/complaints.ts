import type { ComplaintSubject } from '../terms/catalogues.js';
import type { Actor, Source } from '../terms/actor.js';
import type { Decided, Issued } from '../terms/fact.js';
import { reject, type Decision, type Rejection } from '../terms/rejection.js';
import { dayOf, type Day, type Instant } from '../terms/times.js';
import type { ClientEvent } from './events.js';

/** What is complained of, with what the streams say of it. */
export type Subject =
  | { readonly about: 'provider'; readonly providerId: string }
  | { readonly about: 'measure'; readonly measureId: string; readonly providerId: string }
  | { readonly about: 'office' };

/** Who stands in for the client's adviser, from the first to the last day. */
export interface Deputy {
  readonly deputyId: string;
  readonly from: Day;
  readonly to: Day;
}

export interface ComplaintCommands {
  RecordComplaint: {
    readonly complaintId: string;
    readonly subject: Subject;
    readonly words: string;
    /** Whose word it is: as a rule the client's, never the provider's. */
    readonly source: Exclude<Source, 'provider'>;
    readonly deputies: readonly Deputy[];
  };
  AnswerComplaint: {
    readonly complaintId: string;
    readonly words: string;
    readonly deputies: readonly Deputy[];
  };
}
export type ComplaintCommand = {
  [K in keyof ComplaintCommands]: { readonly type: K } & ComplaintCommands[K];
}[keyof ComplaintCommands];

export interface Complaint {
  readonly about: ComplaintSubject;
  readonly receivedAt: Instant;
  readonly answered: boolean;
}
export type Complaints = ReadonlyMap<string, Complaint>;

export function decideComplaint(
  command: ComplaintCommand,
  adviserId: string,
  complaints: Complaints,
  issued: Issued,
): Decision<Decided<ClientEvent>> {
  const { complaintId, words, deputies } = command;
  const complaint = complaints.get(complaintId);
  switch (command.type) {
    case 'RecordComplaint': {
      const { subject, source } = command;
      if (complaint) return reject('already-recorded', `there is a complaint ${complaintId}`);
      const data = { complaintId, ...subject };
      return (
        concerned(subject.about, adviserId, deputies, issued) ?? [
          { type: 'ComplaintReceived', data, sensitive: { words }, source },
        ]
      );
    }
    case 'AnswerComplaint':
      if (!complaint) return reject('unknown-complaint', `there is no complaint ${complaintId}`);
      if (complaint.answered) return reject('already-answered', `complaint ${complaintId} is answered`);
      if (issued.at.occurredAt < complaint.receivedAt)
        return reject('time-order', `answered before the complaint of ${complaint.receivedAt}`);
      return (
        concerned(complaint.about, adviserId, deputies, issued) ?? [
          { type: 'ComplaintAnswered', data: { complaintId }, sensitive: { words } },
        ]
      );
  }
}

/**
 * The no to whom a complaint concerns: a provider always; of the office, whoever is the client's adviser, or stands in
 * for the adviser now or did when it occurred. Such a complaint is for the team-lead.
 */
function concerned(
  about: ComplaintSubject,
  adviserId: string,
  deputies: readonly Deputy[],
  { by, at }: Issued,
): Rejection | undefined {
  const days = [dayOf(at.occurredAt), dayOf(at.recordedAt)];
  const own = by.id === adviserId || days.some(day => standsIn(by, deputies, day));
  if (by.role !== 'provider' && (about !== 'office' || !own)) return undefined;
  return reject('own-entry', 'whom a complaint concerns neither records nor answers it');
}

const standsIn = ({ id }: Actor, deputies: readonly Deputy[], day: Day): boolean =>
  deputies.some(({ deputyId, from, to }) => deputyId === id && from <= day && day <= to);
