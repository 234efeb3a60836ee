import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { remedyKinds, remedyParties, type RemedyKind, type RemedyParty } from '../../terms/catalogues.js';
import { Code, Flag, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The client or the provider objects, or goes to court, against what an entry records. */
export class RecordRemedy extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(remedyParties)
  readonly byWhom!: RemedyParty;

  @Code(remedyKinds)
  readonly kind!: RemedyKind;

  @Id({ description: 'The entry against which it is.' })
  readonly eventId!: string;

  @Flag({ description: 'Whether it suspends what it is against.' })
  readonly suspends!: boolean;

  @Text({ optional: true })
  readonly note?: string;
}

@CommandHandler(RecordRemedy)
export class RecordRemedyHandler implements ICommandHandler<RecordRemedy> {
  constructor(private readonly participations: Participations) {}

  execute(command: RecordRemedy): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'RecordRemedy', ...fields },
    });
  }
}
