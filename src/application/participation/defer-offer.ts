import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { deferReasons, type DeferReason } from '../../terms/catalogues.js';
import type { Day } from '../../terms/times.js';
import { Code, DayField, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The moment is not ripe: the offer waits until it is looked at again. */
export class DeferOffer extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(deferReasons)
  readonly reason!: DeferReason;

  @DayField()
  readonly revisitOn!: Day;

  @Text({ optional: true })
  readonly note?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;
}

@CommandHandler(DeferOffer)
export class DeferOfferHandler implements ICommandHandler<DeferOffer> {
  constructor(private readonly participations: Participations) {}

  execute(command: DeferOffer): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'DeferOffer', ...fields },
    });
  }
}
