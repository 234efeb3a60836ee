import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { annulmentKinds, type AnnulmentKind } from '../../terms/catalogues.js';
import { reject } from '../../terms/rejection.js';
import { InvalidInput } from '../command-errors.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Refused } from '../refused.js';
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

  async execute(command: AnnulParticipation): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    if (fields.of !== undefined) await this.duplicates(participationId, fields.kind, fields.of);
    return this.participations.record(participationId, {
      command,
      decided: { type: 'AnnulParticipation', ...fields },
    });
  }

  /** A duplicate is of another participation of the same client. */
  private async duplicates(participationId: string, kind: AnnulmentKind, of: string): Promise<void> {
    if (kind !== 'duplicate') throw new InvalidInput([{ field: 'of', problem: 'is of a duplicate only' }]);
    if (of === participationId)
      throw new InvalidInput([{ field: 'of', problem: 'must be another participation' }]);
    const annulled = await this.participations.state(participationId);
    const other = await this.participations.state(of);
    if (annulled.phase !== 'none' && (other.phase === 'none' || other.clientId !== annulled.clientId))
      throw new Refused(reject('unknown-participation', `the client has no participation ${of}`));
  }
}
