import { Injectable } from '@nestjs/common';
import type { ComplaintCommands, Deputy, Subject } from '../../client/complaints.js';
import type { ComplaintSubject } from '../../terms/catalogues.js';
import { reject } from '../../terms/rejection.js';
import { Measures } from '../measure/measures.js';
import { Offices } from '../office/offices.js';
import { Providers } from '../provider/providers.js';
import type { Receipt, Recording } from '../recording.js';
import { Refused } from '../refused.js';
import { measureStream, officeStream, providerStream } from '../../event-codec/streams.js';
import { Clients } from './clients.js';

type Reads = Readonly<Record<string, number>>;

/** As the sender named it. */
interface Named {
  readonly about: ComplaintSubject;
  readonly providerId?: string;
  readonly measureId?: string;
}

/** Complaints need to know whom they concern: read from the streams of measure, provider and office. */
@Injectable()
export class ClientComplaints {
  constructor(
    private readonly clients: Clients,
    private readonly offices: Offices,
    private readonly providers: Providers,
    private readonly measures: Measures,
  ) {}

  /** @throws Refused for what is named and not there */
  async receive(
    clientId: string,
    command: Recording,
    complaint: Omit<ComplaintCommands['RecordComplaint'], 'subject' | 'deputies'>,
    named: Named,
  ): Promise<Receipt> {
    const { deputies, reads } = await this.deputiesOf(clientId);
    const { subject, reads: read } = await this.subjectOf(named);
    const { about: _, ...ids } = subject;
    const decided = { type: 'RecordComplaint', ...complaint, subject, deputies } as const;
    return this.clients.record(clientId, command, decided, {
      id: complaint.complaintId,
      about: { ...ids, reads: { ...reads, ...read } },
    });
  }

  async answer(
    clientId: string,
    command: Recording,
    answer: Omit<ComplaintCommands['AnswerComplaint'], 'deputies'>,
  ): Promise<Receipt> {
    const { deputies, reads } = await this.deputiesOf(clientId);
    const decided = { type: 'AnswerComplaint', ...answer, deputies } as const;
    return this.clients.record(clientId, command, decided, { about: { reads } });
  }

  /** Who stands in for the client's adviser. */
  private async deputiesOf(clientId: string): Promise<{ deputies: readonly Deputy[]; reads: Reads }> {
    const { client } = await this.clients.state(clientId);
    if (client.status === 'unknown') throw new Refused(reject('unknown-client', 'there is no such client'));
    const { office, revision } = await this.offices.state(client.officeId);
    return {
      deputies: office.deputyships.filter(({ adviserId }) => adviserId === client.adviserId),
      reads: { [officeStream(client.officeId)]: revision },
    };
  }

  private async subjectOf(named: Named): Promise<{ readonly subject: Subject; readonly reads: Reads }> {
    if (named.about === 'office') return { subject: { about: 'office' }, reads: {} };
    if (named.about === 'measure') {
      const measureId = named.measureId!;
      const { measure, revision } = await this.measures.state(measureId);
      if (measure.status === 'unknown')
        throw new Refused(reject('unknown-measure', `there is no measure ${measureId}`));
      const subject = { about: 'measure', measureId, providerId: measure.providerId } as const;
      return { subject, reads: { [measureStream(measureId)]: revision } };
    }
    const providerId = named.providerId!;
    const { registered, revision } = await this.providers.registered(providerId);
    if (!registered) throw new Refused(reject('unknown-provider', `there is no provider ${providerId}`));
    return { subject: { about: 'provider', providerId }, reads: { [providerStream(providerId)]: revision } };
  }
}
