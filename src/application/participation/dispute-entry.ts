import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { disputants, type Disputant } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Somebody says that an entry is not so; from then on it carries a mark everywhere. */
export class DisputeEntry extends Recording {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly eventId!: string;

  @Code(disputants)
  readonly disputedBy!: Disputant;

  @Text()
  readonly reason!: string;
}

@CommandHandler(DisputeEntry)
export class DisputeEntryHandler implements ICommandHandler<DisputeEntry> {
  constructor(private readonly participations: Participations) {}

  execute(command: DisputeEntry): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'DisputeEntry', ...fields },
    });
  }
}
