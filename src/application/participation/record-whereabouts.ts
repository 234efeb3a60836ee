import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { whereabouts, type Whereabouts } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** Where the client is at the exit (0) or six months after it (6). */
export class RecordWhereabouts extends Recording {
  @Id()
  readonly participationId!: string;

  @Code([0, 6])
  readonly monthsAfter!: 0 | 6;

  @Code(whereabouts)
  readonly whereabouts!: Whereabouts;

  @Text({ optional: true })
  readonly note?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;
}

@CommandHandler(RecordWhereabouts)
export class RecordWhereaboutsHandler implements ICommandHandler<RecordWhereabouts> {
  constructor(private readonly participations: Participations) {}

  execute(command: RecordWhereabouts): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'RecordWhereabouts', ...fields },
    });
  }
}
