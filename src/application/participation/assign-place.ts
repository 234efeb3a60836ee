import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignmentBases, type AssignmentBasis } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Assigns a place of the measure; taking it there and recording it here are one command. */
export class AssignPlace extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly startsOn!: Day;

  @Code(assignmentBases)
  readonly basis!: AssignmentBasis;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(AssignPlace)
export class AssignPlaceHandler implements ICommandHandler<AssignPlace> {
  constructor(private readonly participations: Participations) {}

  execute(command: AssignPlace): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AssignPlace', ...fields },
    });
  }
}
