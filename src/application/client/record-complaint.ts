import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { complaintSubjects, type ComplaintSubject } from '../../terms/catalogues.js';
import { InvalidInput } from '../command-errors.js';
import { derivedId } from '../derived-id.js';
import { Code, Id, Text } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import type { Fault } from '../validation.js';
import { ClientComplaints } from './client-complaints.js';

/** A complaint of the client. It is never recorded by whom it concerns. */
export class RecordComplaint extends Recording {
  @Id()
  readonly clientId!: string;

  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly complaintId?: string;

  @Code(complaintSubjects)
  readonly about!: ComplaintSubject;

  @Id({ optional: true, description: 'The provider complained of; of a measure it is read from the record.' })
  readonly providerId?: string;

  @Id({ optional: true, description: 'The measure complained of.' })
  readonly measureId?: string;

  @Text()
  readonly words!: string;
}

/** What is complained of is named by its own id and by no other. */
function subjectFaults(command: RecordComplaint): readonly Fault[] {
  const wanted = { provider: 'providerId', measure: 'measureId', office: undefined }[command.about];
  return (['providerId', 'measureId'] as const).flatMap(field => {
    if (field === wanted && command[field] === undefined) return [{ field, problem: 'is missing' }];
    if (field !== wanted && command[field] !== undefined)
      return [{ field, problem: `is not sent with a complaint about the ${command.about}` }];
    return [];
  });
}

@CommandHandler(RecordComplaint)
export class RecordComplaintHandler implements ICommandHandler<RecordComplaint> {
  constructor(private readonly complaints: ClientComplaints) {}

  async execute(command: RecordComplaint): Promise<Receipt> {
    const { clientId, about, providerId, measureId, words, source = 'client' } = command;
    const faults = [
      ...subjectFaults(command),
      ...(source === 'provider' ? [{ field: 'source', problem: 'is not provider in a complaint' }] : []),
    ];
    if (faults.length || source === 'provider') throw new InvalidInput(faults);
    const complaintId = command.complaintId ?? derivedId(command.origin.commandId, 'complaintId');
    const named = { about, ...(providerId ? { providerId } : {}), ...(measureId ? { measureId } : {}) };
    return this.complaints.receive(clientId, command, { complaintId, words, source }, named);
  }
}
