import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Day } from '../../terms/times.js';
import { DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Resumes it: the day itself counts again. */
export class Resume extends Recording {
  @Id()
  readonly participationId!: string;

  @DayField()
  readonly on!: Day;

  @Text({ optional: true })
  readonly note?: string;

  override assertedDay(): Day {
    return this.on;
  }
}

@CommandHandler(Resume)
export class ResumeHandler implements ICommandHandler<Resume> {
  constructor(private readonly participations: Participations) {}

  execute(command: Resume): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, { command, decided: { type: 'Resume', ...fields } });
  }
}
