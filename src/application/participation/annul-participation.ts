import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { annulmentKinds, type AnnulmentKind } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The whole participation was a mistake or a duplicate: out of all figures, kept in the history. */
export class AnnulParticipation extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(annulmentKinds)
  readonly kind!: AnnulmentKind;

  @Id({ optional: true, description: 'The participation that it duplicates.' })
  readonly of?: string;

  @Text()
  readonly reason!: string;
}

@CommandHandler(AnnulParticipation)
export class AnnulParticipationHandler implements ICommandHandler<AnnulParticipation> {
  constructor(private readonly participations: Participations) {}

  execute(command: AnnulParticipation): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AnnulParticipation', ...fields },
    });
  }
}
