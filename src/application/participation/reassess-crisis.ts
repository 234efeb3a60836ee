import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { severities, type Severity } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** A crisis is heavier or lighter than it was. */
export class ReassessCrisis extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly crisisId!: string;

  @Code(severities)
  readonly severity!: Severity;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(ReassessCrisis)
export class ReassessCrisisHandler implements ICommandHandler<ReassessCrisis> {
  constructor(private readonly participations: Participations) {}

  execute(command: ReassessCrisis): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ReassessCrisis', ...fields },
    });
  }
}
