import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { Recording, type Receipt } from '../recording.js';
import { ClientComplaints } from './client-complaints.js';

/** What the client was answered. It is never answered by whom it concerns. */
export class AnswerComplaint extends Recording {
  @Id()
  readonly clientId!: string;

  @Id()
  readonly complaintId!: string;

  @Text()
  readonly words!: string;
}

@CommandHandler(AnswerComplaint)
export class AnswerComplaintHandler implements ICommandHandler<AnswerComplaint> {
  constructor(private readonly complaints: ClientComplaints) {}

  execute(command: AnswerComplaint): Promise<Receipt> {
    const { clientId, complaintId, words } = command;
    return this.complaints.answer(clientId, command, { complaintId, words });
  }
}
