import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The dropout that was proposed is averted by what was agreed. */
export class AvertDropout extends Recording {
  @Id()
  readonly participationId!: string;

  @Text()
  readonly agreed!: string;
}

@CommandHandler(AvertDropout)
export class AvertDropoutHandler implements ICommandHandler<AvertDropout> {
  constructor(private readonly participations: Participations) {}

  execute(command: AvertDropout): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AvertDropout', ...fields },
    });
  }
}
