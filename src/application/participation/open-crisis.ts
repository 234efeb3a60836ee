import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { crisisKinds, severities, type CrisisKind, type Severity } from '../../terms/catalogues.js';
import { derivedId } from '../derived-id.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Participations } from './participations.js';

/** A crisis: severity 1 hint, 2 burdening, 3 dropout threatens, 4 acute danger. */
export class OpenCrisis extends Recording {
  @Id()
  readonly participationId!: string;

  @Id({ optional: true, description: 'Made by the server where it is not brought.' })
  readonly crisisId?: string;

  @Code(crisisKinds)
  readonly kind!: CrisisKind;

  @Code(severities)
  readonly severity!: Severity;

  @Id({ optional: true, description: 'Joins the participations of one incident.' })
  readonly incidentId?: string;

  @Text({ optional: true })
  readonly description?: string;

  @Text({
    optional: true,
    most: 64,
    description: 'The sender’s own code, where it was mapped to one of the catalogue.',
  })
  readonly rawCode?: string;
}

@CommandHandler(OpenCrisis)
export class OpenCrisisHandler implements ICommandHandler<OpenCrisis> {
  constructor(private readonly participations: Participations) {}

  execute(command: OpenCrisis): Promise<Receipt> {
    const { participationId, ...fields } = ownFields(command);
    const crisisId = fields.crisisId ?? derivedId(command.origin.commandId, 'crisisId');
    const decided = { type: 'OpenCrisis', ...fields, crisisId } as const;
    return this.participations.record(participationId, { command, decided, id: crisisId });
  }
}
