import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { dropoutReasons, type DropoutReason } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The provider proposes to end it; the office decides. */
export class ProposeDropout extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(dropoutReasons)
  readonly reason!: DropoutReason;

  @Text({ optional: true })
  readonly note?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;
}

@CommandHandler(ProposeDropout)
export class ProposeDropoutHandler implements ICommandHandler<ProposeDropout> {
  constructor(private readonly participations: Participations) {}

  execute(command: ProposeDropout): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'ProposeDropout', ...fields },
    });
  }
}
