import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assessmentKinds, type AssessmentKind } from '../../terms/catalogues.js';
import { Code, Flag, Id, Sha256, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** The provider's written view of how it goes, or went. */
export class DeliverAssessment extends Recording {
  @Id()
  readonly participationId!: string;

  @Code(assessmentKinds)
  readonly kind!: AssessmentKind;

  @Flag({ description: 'Whether the client has read it.' })
  readonly shownToClient!: boolean;

  @Sha256({ description: 'Of the document.' })
  readonly sha256!: string;

  @Text({ optional: true, most: 20_000 })
  readonly text?: string;
}

@CommandHandler(DeliverAssessment)
export class DeliverAssessmentHandler implements ICommandHandler<DeliverAssessment> {
  constructor(private readonly participations: Participations) {}

  execute(command: DeliverAssessment): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'DeliverAssessment', ...fields },
    });
  }
}
