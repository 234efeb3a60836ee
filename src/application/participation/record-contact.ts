import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contactChannels, parties, type ContactChannel, type Party } from '../../terms/catalogues.js';
import { Code, Codes, Flag, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** A contact, or the attempt at one. */
export class RecordContact extends Recording {
  @Id()
  readonly participationId!: string;

  @Codes(parties, { least: 1 })
  readonly between!: Party[];

  @Code(contactChannels)
  readonly channel!: ContactChannel;

  @Flag()
  readonly onSite!: boolean;

  @Text({ optional: true })
  readonly summary?: string;
}

@CommandHandler(RecordContact)
export class RecordContactHandler implements ICommandHandler<RecordContact> {
  constructor(private readonly participations: Participations) {}

  execute(command: RecordContact): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'RecordContact', ...fields },
    });
  }
}
