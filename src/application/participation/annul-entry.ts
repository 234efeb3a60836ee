import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** An entry was a mistake: gone from every answer but history and audit. */
export class AnnulEntry extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly eventId!: string;

  @Text()
  readonly reason!: string;
}

@CommandHandler(AnnulEntry)
export class AnnulEntryHandler implements ICommandHandler<AnnulEntry> {
  constructor(private readonly participations: Participations) {}

  execute(command: AnnulEntry): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AnnulEntry', ...fields },
    });
  }
}
