import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { lossReasons, type LossReason } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The client declines. */
export class DeclineOffer extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(lossReasons)
  readonly reason!: LossReason;

  @Text({ optional: true })
  readonly note?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;
}

@CommandHandler(DeclineOffer)
export class DeclineOfferHandler implements ICommandHandler<DeclineOffer> {
  constructor(private readonly participations: Participations) {}

  execute(command: DeclineOffer): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'DeclineOffer', ...fields },
    });
  }
}
