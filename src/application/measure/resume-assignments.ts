import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Measures } from './measures.js';

/** Assignments into the measure go on. */
export class ResumeAssignments extends Recording {
  @Id()
  readonly measureId!: string;

  @Text({ optional: true })
  readonly reason?: string;
}

@CommandHandler(ResumeAssignments)
export class ResumeAssignmentsHandler implements ICommandHandler<ResumeAssignments> {
  constructor(private readonly measures: Measures) {}

  async execute(command: ResumeAssignments): Promise<Receipt> {
    const { measureId, ...fields } = ownFields(command);
    return this.measures.record(measureId, command, { type: 'ResumeAssignments', ...fields });
  }
}
